package org.ae4j.cli;

import org.ae4j.pretrain.ClassWeights;
import org.ae4j.pretrain.Classifier;
import org.ae4j.pretrain.FineTuning;
import org.ae4j.pretrain.Freeze;
import org.ae4j.pretrain.Head;
import org.ae4j.pretrain.PretrainedEncoder;
import org.ae4j.train.TrainingPlan;
import picocli.CommandLine.Option;

/** How an encoder is fine-tuned, as flags; the plan has its own. */
final class TuningOptions {
    @Option(
            names = "--freeze",
            paramLabel = "all|none|N",
            defaultValue = "none",
            description = "How much of the encoder stays as it is: all of it, nothing, or its first N blocks, from the"
                    + " input on. Default: ${DEFAULT-VALUE}.")
    private String freeze;

    @Option(
            names = "--head",
            split = ",",
            paramLabel = "A",
            description = "Widths of hidden layers between code and classes. Default: none.")
    private int[] head = {};

    @Option(
            names = "--class-weights",
            paramLabel = "none|balanced",
            defaultValue = "none",
            description = "balanced: every class counts the same, however few rows it has. Default: ${DEFAULT-VALUE}.")
    private ClassWeighing classWeights;

    private enum ClassWeighing {
        NONE,
        BALANCED
    }

    /** The plan that suits what is frozen. */
    TrainingPlan defaultPlan() {
        return FineTuning.defaultPlan(freeze());
    }

    /** Fine-tuning as the flags want it; what does not fit the encoder is refused before data are read. */
    FineTuning<Classifier> apply(PretrainedEncoder encoder, TrainingPlan plan) {
        Freeze frozen = freeze();
        frozen.count(encoder.blocks());
        return encoder.fineTune()
                .freeze(frozen)
                .head(Head.softmax().hidden(head))
                .classWeights(classWeights == ClassWeighing.BALANCED ? ClassWeights.balanced() : ClassWeights.none())
                .plan(plan);
    }

    private Freeze freeze() {
        try {
            return switch (freeze) {
                case "all" -> Freeze.all();
                case "none" -> Freeze.none();
                default -> Freeze.firstBlocks(Integer.parseInt(freeze));
            };
        } catch (NumberFormatException e) {
            throw new WrongInput("--freeze expects all, none or a number of blocks, found '" + freeze + "'", e);
        }
    }
}
