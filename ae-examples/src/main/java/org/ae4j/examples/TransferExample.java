package org.ae4j.examples;

import org.ae4j.data.Parts;
import org.ae4j.data.Samples;
import org.ae4j.data.Split;
import org.ae4j.model.Autoencoder;
import org.ae4j.pretrain.Classifier;
import org.ae4j.pretrain.FineTuning;
import org.ae4j.pretrain.Freeze;
import org.ae4j.pretrain.Head;
import org.ae4j.pretrain.PretrainedEncoder;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;

/**
 * Many rows, few labels: an encoder learns from all of them, a head from the few, and the same network from scratch
 * stands beside it: transfer helps on some data and not on others, so measure it.
 */
public final class TransferExample {
    private static final int LABELS_PER_CLASS = 5;

    private TransferExample() {}

    /**
     * Accuracies on rows that nothing was trained on.
     *
     * @param frozen a head on the encoder as it is
     * @param fineTuned encoder and head trained on
     * @param scratch the same network from random weights
     */
    public record Result(double frozen, double fineTuned, double scratch) {}

    /** Tells ten hand-drawn signs apart from five labels of each. */
    public static Result run() {
        Parts parts = Samples.glyphs(3000, 1).split(Split.train(.8).test(.2).stratified());
        Samples images = parts.train().withoutLabels();
        Autoencoder model = Trainer.of(
                        Presets.denoising(images.schema()),
                        TrainingPlan.defaults().epochs(10))
                .fit(images)
                .model();
        Samples few = parts.train().perLabel(LABELS_PER_CLASS, 1);
        try (PretrainedEncoder encoder = PretrainedEncoder.of(model)) {
            FineTuning<Classifier> tuning = encoder.fineTune().head(Head.softmax());
            return new Result(
                    accuracy(tuning.freeze(Freeze.all()), few, parts.test()),
                    accuracy(tuning, few, parts.test()),
                    accuracy(tuning.fromScratch(), few, parts.test()));
        }
    }

    private static double accuracy(FineTuning<Classifier> tuning, Samples few, Samples test) {
        try (Classifier classifier = tuning.fit(few).model()) {
            return classifier.accuracy(test);
        }
    }

    /** Prints the three accuracies. */
    public static void main(String[] none) {
        Result result = run();
        System.out.printf(
                "%d labels a class: frozen %.3f, fine-tuned %.3f, from scratch %.3f%n",
                LABELS_PER_CLASS, result.frozen(), result.fineTuned(), result.scratch());
    }
}
