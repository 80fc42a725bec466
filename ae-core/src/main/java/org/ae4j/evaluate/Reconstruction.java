package org.ae4j.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.ae4j.IncompatibleDataException;
import org.ae4j.data.Column;
import org.ae4j.data.Imputation;
import org.ae4j.data.Samples;
import org.ae4j.model.Autoencoder;
import org.ae4j.model.FittedScaling;

/**
 * How far a model's output is from its input. "Scaled" is what the network sees: numeric columns after the model's
 * scaling, categorical ones as one-hot numbers. Missing cells are filled as in training, and measured nowhere: means are
 * over the cells that are there.
 *
 * @param mse mean squared error over all scaled numbers of all rows
 * @param mseRaw mean squared error over the numeric columns in raw units, so that columns of large numbers weigh most;
 *     empty if there is no numeric cell
 * @param rowErrors {@code [rows]}: the mean squared error of each row in scaled units, 0 where every cell is missing
 * @param featureErrors {@code [raw columns]}: the mean squared error of each column in scaled units, for a categorical
 *     one the mean over its one-hot numbers
 */
public record Reconstruction(double mse, OptionalDouble mseRaw, double[] rowErrors, double[] featureErrors) {
    /** Rows computed at once, so that large data need no large buffers. */
    static final int CHUNK = 1024;

    /**
     * Measures a model on samples.
     *
     * @throws IncompatibleDataException if there are no rows, every cell is missing, or the columns are not those of the
     *     model
     */
    public static Reconstruction of(Autoencoder model, Samples samples) {
        return in(model.scaling(), model, samples);
    }

    /**
     * Measures a model on samples in the scaled units of another scaling, by which models of different scalings compare.
     *
     * @param units of the same columns
     * @throws IncompatibleDataException as of {@link #of}
     */
    public static Reconstruction in(FittedScaling units, Autoencoder model, Samples samples) {
        checkRows("an error is measured on", samples);
        Samples conformed = samples.conformTo(model.spec().schema(), Imputation.keep());
        if (conformed.missing() == (long) conformed.rows() * conformed.schema().size()) {
            throw new IncompatibleDataException("an error is measured on cells that are there, but every cell of "
                    + samples.source() + " is missing");
        }
        var sums = new Sums(units, model, conformed);
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
        /** By column: what a squared error in the model's units is in those asked for. */
        private final double[] factors;

        private final double[] byRow;
        private final double[] byColumn;
        private final long[] ofRow;
        private final long[] ofColumn;
        private double raw;
        private long ofRaw;

        Sums(FittedScaling units, Autoencoder model, Samples samples) {
            this.model = model;
            this.scaling = model.scaling();
            this.samples = samples;
            this.columns = samples.schema().columns();
            this.factors = factors(columns, model.scaling().scales(), units.scales());
            this.byRow = new double[samples.rows()];
            this.byColumn = new double[columns.size()];
            this.ofRow = new long[samples.rows()];
            this.ofColumn = new long[columns.size()];
        }

        void add(int from, int to) {
            float[] expected = scaling.transformFilled(samples, from, to);
            float[] found = model.reconstructScaled(expected, to - from, row -> samples.label(from + row));
            for (int i = from; i < to; i++) {
                int at = (i - from) * scaling.inputs();
                float[] reconstructed = scaling.inverse(found, at);
                for (int j = 0; j < byColumn.length; j++) {
                    float value = samples.value(i, j);
                    if (!Float.isNaN(value)) {
                        addScaled(i, j, expected, found, at);
                        addRaw(j, value, reconstructed[j]);
                    }
                }
            }
        }

        private void addScaled(int row, int column, float[] expected, float[] found, int at) {
            double sum = 0;
            for (int k = at + scaling.start(column); k < at + scaling.start(column + 1); k++) {
                sum += square(found[k] - (double) expected[k]);
            }
            sum *= factors[column];
            int width = scaling.start(column + 1) - scaling.start(column);
            byColumn[column] += sum;
            ofColumn[column] += width;
            byRow[row] += sum;
            ofRow[row] += width;
        }

        private void addRaw(int column, float value, float reconstructed) {
            if (!columns.get(column).isCategorical()) {
                raw += square(reconstructed - (double) value);
                ofRaw++;
            }
        }

        Reconstruction means() {
            double mse = Arrays.stream(byRow).sum() / Arrays.stream(ofRow).sum();
            return new Reconstruction(
                    mse,
                    ofRaw == 0 ? OptionalDouble.empty() : OptionalDouble.of(raw / ofRaw),
                    means(byRow, ofRow),
                    means(byColumn, ofColumn));
        }

        private static double[] means(double[] sums, long[] counts) {
            double[] means = new double[sums.length];
            Arrays.setAll(means, i -> counts[i] == 0 ? 0 : sums[i] / counts[i]);
            return means;
        }

        private static double[] factors(List<Column> columns, double[] from, double[] to) {
            double[] factors = new double[from.length];
            Arrays.setAll(factors, j -> columns.get(j).isCategorical() ? 1 : square(from[j] / to[j]));
            return factors;
        }

        private static double square(double difference) {
            return difference * difference;
        }
    }
}
