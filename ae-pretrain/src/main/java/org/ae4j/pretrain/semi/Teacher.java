package org.ae4j.pretrain.semi;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.ae4j.data.Samples;
import org.ae4j.pretrain.Classifier;
import org.ae4j.pretrain.FineTuning;

/** Where rows without labels get theirs from. */
@FunctionalInterface
public interface Teacher {
    /**
     * Infers classes.
     *
     * @param labelled raw rows of at least 2 classes
     * @param unlabelled raw rows of the same columns, in the same order
     * @return of the rows without labels alone
     */
    PropagatedLabels teach(Samples labelled, Samples unlabelled);

    /** What it is, for the files of models that learnt from it: the same text for the same labels. */
    default String describe() {
        return "a teacher of the user's own";
    }

    /**
     * Labels spread over the codes of all rows (Iscen et al. 2019).
     *
     * @param codes of rows, such as {@code encoder::encode} or {@code pca::encode}
     */
    static Teacher propagation(LabelPropagation propagation, Function<Samples, float[][]> codes) {
        return new Teacher() {
            @Override
            public PropagatedLabels teach(Samples labelled, Samples unlabelled) {
                List<String> classes = labelled.classes();
                int[] labels = new int[labelled.rows() + unlabelled.rows()];
                Arrays.setAll(
                        labels,
                        i -> i < labelled.rows() ? classes.indexOf(labelled.label(i)) : LabelPropagation.UNLABELLED);
                float[][] rows = codes.apply(labelled.withoutLabels().append(unlabelled));
                return propagation.propagate(rows, classes, labels).from(labelled.rows());
            }

            @Override
            public String describe() {
                return propagation.toString();
            }
        };
    }

    /** What a classifier that was trained on the labelled rows alone makes of the others (Lee 2013). */
    static Teacher classifier(FineTuning<Classifier> tuning) {
        return new Teacher() {
            @Override
            public PropagatedLabels teach(Samples labelled, Samples unlabelled) {
                try (Classifier classifier = tuning.fit(labelled).model()) {
                    double[][] probabilities = Arrays.stream(classifier.probabilities(unlabelled))
                            .map(row -> IntStream.range(0, row.length)
                                    .mapToDouble(c -> row[c])
                                    .toArray())
                            .toArray(double[][]::new);
                    return new PropagatedLabels(classifier.classes(), probabilities);
                }
            }

            @Override
            public String describe() {
                return "Classifier[%s, %s]".formatted(tuning.recipe(), tuning.plan());
            }
        };
    }
}
