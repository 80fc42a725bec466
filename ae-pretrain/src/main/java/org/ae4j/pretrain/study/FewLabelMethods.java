package org.ae4j.pretrain.study;

import java.util.List;
import java.util.function.Function;
import org.ae4j.data.Samples;
import org.ae4j.evaluate.Pca;
import org.ae4j.model.FittedScaling;
import org.ae4j.pretrain.Classifier;
import org.ae4j.pretrain.FineTuning;
import org.ae4j.pretrain.PretrainedEncoder;
import org.ae4j.pretrain.semi.Comparison;
import org.ae4j.pretrain.semi.LabelPropagation;
import org.ae4j.train.TrainingPlan;

/** The methods that a study compares. */
public final class FewLabelMethods {
    private FewLabelMethods() {}

    /**
     * The usual ones: with the encoder a linear head and the nearest row on its codes, fine-tuning, label propagation and
     * self-training; without it, beside each, the same on the input, on principal components, or from random weights with
     * the same plan and augmentation.
     *
     * @param tuning how networks are trained on labelled rows
     * @param selfTraining the plan where rows without labels teach too
     * @param train all rows to train on, whose labels are not looked at here; components are fitted to them
     * @param test rows to measure on
     * @throws org.ae4j.IncompatibleDataException if columns are not those of the encoder
     */
    public static List<FewLabelMethod> usual(
            FineTuning<Classifier> tuning, TrainingPlan selfTraining, Samples train, Samples test) {
        PretrainedEncoder encoder = tuning.encoder();
        Samples rows = train.conformTo(encoder.spec().schema());
        Samples asked = test.conformTo(encoder.spec().schema());
        Reduced reduced = Reduced.of(encoder, rows);
        float[][] codes = encoder.encode(rows);
        float[][] askedCodes = encoder.encode(asked);
        float[][] input = scaled(encoder.scaling(), rows);
        float[][] askedInput = scaled(encoder.scaling(), asked);
        float[][] reducedRows = reduced.apply.apply(rows);
        LabelPropagation propagation = LabelPropagation.defaults();
        // On the components of MNIST half-whitening loses up to half a point; controls get what is better for them.
        LabelPropagation ofReduced = propagation.comparison(Comparison.DIRECTIONS);
        return List.of(
                new RowClassifier("input, linear", false, RowClassifier.Kind.LOGISTIC, input, askedInput),
                new RowClassifier("input, nearest row", false, RowClassifier.Kind.NEAREST, input, askedInput),
                new NetworkMethod("from scratch", tuning.fromScratch()),
                new PropagationMethod(
                        reduced.name + ", label propagation",
                        false,
                        ofReduced,
                        reducedRows,
                        reduced.apply.apply(asked)),
                new SelfTrainingMethod(
                        reduced.name + ", label propagation, then from scratch",
                        tuning.fromScratch().plan(selfTraining),
                        new DrawnLabels(ofReduced, reducedRows)),
                new RowClassifier("codes, linear", true, RowClassifier.Kind.LOGISTIC, codes, askedCodes),
                new RowClassifier("codes, nearest row", true, RowClassifier.Kind.NEAREST, codes, askedCodes),
                new NetworkMethod("fine-tuned", tuning),
                new PropagationMethod("codes, label propagation", true, propagation, codes, askedCodes),
                new SelfTrainingMethod(
                        "codes, label propagation, then fine-tuned",
                        tuning.plan(selfTraining),
                        new DrawnLabels(propagation, codes)));
    }

    /**
     * What stands in for codes where there is no encoder.
     *
     * @param apply of rows with the encoder's columns
     */
    private record Reduced(String name, Function<Samples, float[][]> apply) {
        /** As many principal components as the code has numbers; the input itself where it is too wide for them. */
        static Reduced of(PretrainedEncoder encoder, Samples train) {
            FittedScaling scaling = encoder.scaling();
            if (scaling.inputs() > Pca.LIMIT) {
                return new Reduced("input", rows -> scaled(scaling, rows));
            }
            Pca pca = Pca.fit(scaling, train, encoder.spec().bottleneck().size());
            return new Reduced("PCA-" + pca.components(), pca::encode);
        }
    }

    private static float[][] scaled(FittedScaling scaling, Samples samples) {
        float[][] rows = new float[samples.rows()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = scaling.transform(samples, i, i + 1);
        }
        return rows;
    }
}
