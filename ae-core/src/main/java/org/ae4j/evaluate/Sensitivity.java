package org.ae4j.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.data.Column;
import org.ae4j.data.Samples;
import org.ae4j.model.Autoencoder;
import org.ae4j.model.FittedScaling;

/**
 * What the numbers of a code mean: which columns drive each of them, and which columns each of them drives. Measured as
 * the mean over rows of the absolute partial derivative, in scaled units, by central differences (Press et al. 2007,
 * section 5.7). A categorical column counts with the sum over its one-hot numbers.
 */
public final class Sensitivity {
    /** Exact in binary; where float's rounding and the curvature of usual networks disturb about equally little. */
    private static final float STEP = 1 / 128f;

    private static final int CHUNK = 256;

    private final List<String> columns;
    private final double[][] encoder;
    private final double[][] decoder;

    private Sensitivity(List<String> columns, double[][] encoder, double[][] decoder) {
        this.columns = columns;
        this.encoder = encoder;
        this.decoder = decoder;
    }

    /**
     * A column and how strongly it is tied to a number of the code.
     *
     * @param column its name
     * @param value the mean absolute derivative
     */
    public record Influence(String column, double value) {}

    /**
     * Measures a model at given rows. Encodes rows · 2 · inputs rows and decodes rows · 2 · code: a hundred rows tell
     * enough.
     *
     * @param rows raw rows with the columns of the model, at least 1
     * @throws IncompatibleDataException if there are no rows, or the columns are not those of the model
     */
    public static Sensitivity of(Autoencoder model, Samples rows) {
        Reconstruction.checkRows("a sensitivity is measured on", rows);
        FittedScaling scaling = model.scaling();
        float[] scaled = scaling.transform(rows.conformTo(scaling.schema()), 0, rows.rows());
        float[] codes = model.encodeScaled(scaled, rows.rows());
        int size = codes.length / rows.rows();
        double[][] encoder = derivatives(model::encodeScaled, scaled, scaling.inputs(), size);
        double[][] decoder = derivatives(model::decodeScaled, codes, size, scaling.inputs());
        List<String> names =
                scaling.schema().columns().stream().map(Column::name).toList();
        return new Sensitivity(names, byColumn(encoder, scaling), byColumn(transposed(decoder), scaling));
    }

    /** {@code [code, columns]}: mean absolute derivative of each number of the code by each column, a copy. */
    public double[][] encoder() {
        return Arrays.stream(encoder).map(double[]::clone).toArray(double[][]::new);
    }

    /** {@code [code, columns]}: mean absolute derivative of each reconstructed column by each number of the code, a copy. */
    public double[][] decoder() {
        return Arrays.stream(decoder).map(double[]::clone).toArray(double[][]::new);
    }

    /**
     * The columns that drive a number of the code most.
     *
     * @param code which number, from 0
     * @param n how many columns at most
     * @return the strongest first; of equals the first
     * @throws IndexOutOfBoundsException if the code has no such number
     */
    public List<Influence> strongest(int code, int n) {
        return strongest(encoder[code], n);
    }

    /** The reconstructed columns that a number of the code drives most, as {@link #strongest} gives those that drive it. */
    public List<Influence> mostDriven(int code, int n) {
        return strongest(decoder[code], n);
    }

    private List<Influence> strongest(double[] values, int n) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted((a, b) -> Double.compare(values[b], values[a]))
                .limit(n)
                .map(j -> new Influence(columns.get(j), values[j]))
                .toList();
    }

    /** A forward pass: {@code [rows, width] → [rows, outputs]}. */
    private interface Pass {
        float[] apply(float[] input, int rows);
    }

    /** {@code [outputs, width]}: mean absolute derivatives at points {@code [rows, width]}. */
    private static double[][] derivatives(Pass pass, float[] points, int width, int outputs) {
        double[][] sums = new double[outputs][width];
        int rows = points.length / width;
        for (int at = 0; at < points.length; at += width) {
            float[] point = Arrays.copyOfRange(points, at, at + width);
            for (int from = 0; from < width; from += CHUNK) {
                addDerivatives(pass, point, from, Math.min(width, from + CHUNK), sums);
            }
        }
        for (double[] sum : sums) {
            for (int j = 0; j < width; j++) {
                sum[j] /= rows;
            }
        }
        return sums;
    }

    /** Adds those by inputs {@code from} … {@code to − 1} at one point. */
    private static void addDerivatives(Pass pass, float[] point, int from, int to, double[][] sums) {
        int width = point.length;
        float[] moved = new float[2 * (to - from) * width];
        for (int j = from; j < to; j++) {
            for (int side = 0; side < 2; side++) {
                int at = (2 * (j - from) + side) * width;
                System.arraycopy(point, 0, moved, at, width);
                moved[at + j] += side == 0 ? -STEP : STEP;
            }
        }
        float[] found = pass.apply(moved, 2 * (to - from));
        for (int j = from; j < to; j++) {
            int below = 2 * (j - from);
            // As rounded to float, which is not twice the step.
            double distance = moved[(below + 1) * width + j] - (double) moved[below * width + j];
            for (int k = 0; k < sums.length; k++) {
                double change = found[(below + 1) * sums.length + k] - (double) found[below * sums.length + k];
                sums[k][j] += Math.abs(change / distance);
            }
        }
    }

    /** {@code [code, inputs] → [code, columns]}. */
    private static double[][] byColumn(double[][] byInput, FittedScaling scaling) {
        double[][] sums = new double[byInput.length][scaling.schema().size()];
        for (int k = 0; k < sums.length; k++) {
            for (int j = 0; j < sums[k].length; j++) {
                for (int i = scaling.start(j); i < scaling.start(j + 1); i++) {
                    sums[k][j] += byInput[k][i];
                }
            }
        }
        return sums;
    }

    private static double[][] transposed(double[][] matrix) {
        double[][] transposed = new double[matrix[0].length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < transposed.length; j++) {
                transposed[j][i] = matrix[i][j];
            }
        }
        return transposed;
    }
}
