package org.ae4j.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.ae4j.IncompatibleDataException;
import org.ae4j.data.Column;
import org.ae4j.data.Samples;
import org.ae4j.model.Autoencoder;
import org.ae4j.model.FittedScaling;

/**
 * How far a model's output is from its input. "Scaled" is what the network sees: numeric columns after the model's
 * scaling, categorical ones as one-hot numbers.
 *
 * @param mse mean squared error over all scaled numbers of all rows
 * @param mseRaw mean squared error over the numeric columns in raw units, so that columns of large numbers weigh most;
 *     empty if every column is categorical
 * @param rowErrors {@code [rows]}: the mean squared error of each row in scaled units
 * @param featureErrors {@code [raw columns]}: the mean squared error of each column in scaled units, for a categorical
 *     one the mean over its one-hot numbers
 */
public record Reconstruction(double mse, OptionalDouble mseRaw, double[] rowErrors, double[] featureErrors) {
    /** Rows computed at once, so that large data need no large buffers. */
    static final int CHUNK = 1024;

    /**
     * Measures a model on samples.
     *
     * @throws IncompatibleDataException if there are no rows, or the columns are not those of the model
     */
    public static Reconstruction of(Autoencoder model, Samples samples) {
        checkRows("an error is measured on", samples);
        var sums = new Sums(model, samples.conformTo(model.spec().schema()));
        for (int from = 0; from < samples.rows(); from += CHUNK) {
            sums.add(from, Math.min(samples.rows(), from + CHUNK));
        }
        return sums.means();
    }

    static void checkRows(String what, Samples samples) {
        if (samples.rows() == 0) {
            throw new IncompatibleDataException(what + " at least 1 row, found none in " + samples.source());
        }
    }

    /** Squared errors added up chunk by chunk. */
    private static final class Sums {
        private final Autoencoder model;
        private final FittedScaling scaling;
        private final Samples samples;
        private final List<Column> columns;
        private final double[] byRow;
        private final double[] byColumn;
        private double raw;

        Sums(Autoencoder model, Samples samples) {
            this.model = model;
            this.scaling = model.scaling();
            this.samples = samples;
            this.columns = samples.schema().columns();
            this.byRow = new double[samples.rows()];
            this.byColumn = new double[columns.size()];
        }

        void add(int from, int to) {
            float[] expected = scaling.transform(samples, from, to);
            float[] found = model.reconstructScaled(expected, to - from);
            for (int i = from; i < to; i++) {
                int at = (i - from) * scaling.inputs();
                addScaled(i, expected, found, at);
                addRaw(i, scaling.inverse(found, at));
            }
        }

        private void addScaled(int row, float[] expected, float[] found, int at) {
            for (int j = 0; j < byColumn.length; j++) {
                double sum = 0;
                for (int k = at + scaling.start(j); k < at + scaling.start(j + 1); k++) {
                    sum += square(found[k] - (double) expected[k]);
                }
                byColumn[j] += sum;
                byRow[row] += sum;
            }
        }

        private void addRaw(int row, float[] reconstructed) {
            for (int j = 0; j < byColumn.length; j++) {
                if (!columns.get(j).isCategorical()) {
                    raw += square(reconstructed[j] - (double) samples.value(row, j));
                }
            }
        }

        Reconstruction means() {
            int rows = samples.rows();
            double mse = Arrays.stream(byRow).sum() / rows / scaling.inputs();
            for (int i = 0; i < rows; i++) {
                byRow[i] /= scaling.inputs();
            }
            for (int j = 0; j < byColumn.length; j++) {
                byColumn[j] /= (double) rows * (scaling.start(j + 1) - scaling.start(j));
            }
            long numeric = columns.stream().filter(c -> !c.isCategorical()).count();
            return new Reconstruction(
                    mse,
                    numeric == 0 ? OptionalDouble.empty() : OptionalDouble.of(raw / rows / numeric),
                    byRow,
                    byColumn);
        }

        private static double square(double difference) {
            return difference * difference;
        }
    }
}
