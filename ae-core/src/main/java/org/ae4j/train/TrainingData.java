package org.ae4j.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Column;
import org.ae4j.data.ImageSchema;
import org.ae4j.data.Samples;
import org.ae4j.model.FittedScaling;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Knowledge;
import org.ae4j.spec.Likelihood;

/** What training demands of its rows. */
final class TrainingData {
    private TrainingData() {}

    /** Refuses rows that cannot be trained on. */
    static void check(AutoencoderSpec spec, FittedScaling scaling, Samples train) {
        float[] scaled = new float[scaling.inputs()];
        List<Column> columns = spec.schema().columns();
        boolean[] bounded = new boolean[columns.size()];
        for (int j = 0; j < bounded.length; j++) {
            Column column = columns.get(j);
            bounded[j] = !column.isCategorical() && spec.likelihoodOf(column).needsUnitInterval();
        }
        var rows = new RowsToScale(scaling, train);
        for (int i = 0; i < train.rows(); i++) {
            rows.copyRow(i, scaled, 0);
            for (int j = 0; j < bounded.length; j++) {
                float value = scaled[scaling.start(j)];
                if (bounded[j] && !Float.isNaN(train.value(i, j)) && !(value >= -1e-6f && value <= 1 + 1e-6f)) {
                    throw outside(columns.get(j), spec.likelihoodOf(columns.get(j)), value, i, train);
                }
            }
        }
    }

    /** Refuses fewer rows than a scaling and a gradient need. */
    static void checkRows(Samples train) {
        if (train.rows() < 2) {
            throw new IncompatibleDataException(
                    "training needs at least 2 rows, found " + train.rows() + " in " + train.source());
        }
    }

    /** Refuses what other rows cannot be the targets of. */
    static void checkTargets(AutoencoderSpec spec, TrainingPlan plan) {
        if (spec.knowledge().conditional()) {
            throw new InvalidSpecException(
                    "other rows cannot be the targets of a class-conditional code: the decoder is told"
                            + " the class of the row that the encoder sees; train without the condition");
        }
        if (spec.schema().isVariable()) {
            throw new InvalidSpecException(
                    "other rows cannot be the targets of sequences of several lengths: a sequence ends"
                            + " at the same step in input and target; bring them to one length");
        }
        if (plan.pretraining() > 0) {
            throw new InvalidSpecException(
                    "pretraining, of %d epochs, has layers reconstruct what they see, and other rows are no targets there;"
                                    .formatted(plan.pretraining())
                            + " set pretraining 0");
        }
    }

    /** A factor on each number's loss; null for 1 throughout. */
    static float[] featureWeights(AutoencoderSpec spec) {
        if (spec.knowledge().featureWeights().isEmpty()) {
            return null;
        }
        float[] weights = new float[spec.inputs()];
        int at = 0;
        for (Column column : spec.schema().columns()) {
            int next = at + Math.max(1, column.categories().size());
            double weight = spec.knowledge().featureWeights().getOrDefault(column.name(), 1.0);
            Arrays.fill(weights, at, next, (float) weight);
            at = next;
        }
        return weights;
    }

    /**
     * Each row's class by its index, −1 for a label that is no class; null where training looks at none.
     *
     * @throws IncompatibleDataException if the class must be known and is not
     */
    static int[] classes(Knowledge knowledge, Samples rows) {
        if (!knowledge.needsLabels() || rows.rows() == 0) {
            return null;
        }
        if (!rows.isLabelled()) {
            throw new IncompatibleDataException("%s has no labels, and the specification needs them: the classes are %s"
                    .formatted(rows.source(), knowledge.classes()));
        }
        int[] classes = new int[rows.rows()];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = knowledge.classes().indexOf(rows.label(i));
            if (classes[i] < 0 && knowledge.conditional()) {
                throw new IncompatibleDataException(
                        "%s: row %d has the label '%s', and a class-conditional code needs one of %s"
                                .formatted(rows.source(), i, rows.label(i), knowledge.classes()));
            }
        }
        return classes;
    }

    /** What is allowed and yet seldom meant. */
    static List<String> warnings(AutoencoderSpec spec, Samples train) {
        var warnings = new ArrayList<>(spec.warnings());
        List<String> constant = FittedScaling.constantColumns(train);
        if (!(spec.schema() instanceof ImageSchema) && !constant.isEmpty()) {
            warnings.add(
                    "constant in all training rows, so nothing can be learnt from: " + String.join(", ", constant));
        }
        return warnings;
    }

    private static IncompatibleDataException outside(
            Column column, Likelihood likelihood, float value, int row, Samples train) {
        String name = likelihood instanceof Likelihood.Bernoulli ? "bernoulli" : "unitGaussian";
        return new IncompatibleDataException(
                "%s: row %d, column '%s' is %s after scaling, but the %s likelihood needs 0..1; scale with minMax, divide by the largest value, or use gaussian"
                        .formatted(train.source(), row, column.name(), value, name));
    }
}
