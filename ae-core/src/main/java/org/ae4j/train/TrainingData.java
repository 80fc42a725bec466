package org.ae4j.train;

import java.util.ArrayList;
import java.util.List;
import org.ae4j.IncompatibleDataException;
import org.ae4j.data.Column;
import org.ae4j.data.Samples;
import org.ae4j.model.FittedScaling;
import org.ae4j.spec.AutoencoderSpec;
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

    /** What is allowed and yet seldom meant. */
    static List<String> warnings(AutoencoderSpec spec, Samples train) {
        var warnings = new ArrayList<>(spec.warnings());
        List<String> constant = FittedScaling.constantColumns(train);
        boolean table = spec.schema() instanceof org.ae4j.data.TableSchema;
        if (table && !constant.isEmpty()) {
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
