package org.ae4j.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.ae4j.data.Column;
import org.ae4j.data.Samples;
import org.ae4j.model.Autoencoder;
import org.ae4j.model.FittedScaling;
import org.ae4j.model.Reference;

/**
 * Finds the columns that make a row strange, by repair: one column at a time is replaced by its reconstruction, again
 * and again, so that the model says what it believes in given the other columns. The more of the row's error, each
 * residual standardised by its variance over training rows, goes away, the more the column is to blame.
 *
 * <p>The residuals themselves blame wrong columns: one broken value spoils the reconstruction of the others too.
 */
final class Explainer {
    private static final int ROUNDS = 5;

    /** Columns that are tried, those of the largest residuals: what is time of columns² must stay small for images. */
    private static final int CANDIDATES = 32;

    /** A column that the training rows always showed alike has no variance to divide by. */
    private static final double LEAST_VARIANCE = 1e-3;

    private final Autoencoder model;
    private final FittedScaling scaling;
    private final double[] variance;

    Explainer(Autoencoder model) {
        this.model = model;
        this.scaling = model.scaling();
        this.variance = variance(model);
    }

    /** The columns whose repair helps, the most helpful first. */
    List<Cause> explain(Samples samples, int row) {
        float[] scaled = scaling.transform(samples, row, row + 1);
        IntFunction<String> told = i -> samples.label(row); // whatever is repaired, the row stays of its class
        double[] errors = columnErrors(scaled, model.reconstructScaled(scaled, 1, told), 0);
        double whole = Arrays.stream(errors).sum();
        int[] candidates = IntStream.range(0, errors.length)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> -errors[j]))
                .limit(CANDIDATES)
                .mapToInt(Integer::intValue)
                .toArray();
        float[] repaired = repaired(scaled, candidates, told);
        float[] after = model.reconstructScaled(repaired, candidates.length, told);
        var causes = new ArrayList<Cause>();
        for (int c = 0; c < candidates.length; c++) {
            int at = c * scaling.inputs();
            int j = candidates[c];
            double share = 1 - Arrays.stream(columnErrors(repaired, after, at)).sum() / whole;
            if (share > 0) {
                Column column = samples.schema().columns().get(j);
                float expected = scaling.inverse(repaired, at)[j];
                causes.add(new Cause(column, samples.value(row, j), expected, share));
            }
        }
        causes.sort(Comparator.comparingDouble(Cause::share).reversed());
        return List.copyOf(causes);
    }

    /** {@code [candidates, inputs]}: the row once for each candidate, which holds what the model believes in. */
    private float[] repaired(float[] scaled, int[] candidates, IntFunction<String> told) {
        int inputs = scaling.inputs();
        float[] rows = new float[candidates.length * inputs];
        for (int c = 0; c < candidates.length; c++) {
            System.arraycopy(scaled, 0, rows, c * inputs, inputs);
        }
        for (int round = 0; round <= ROUNDS; round++) {
            float[] believed = model.reconstructScaled(rows, candidates.length, told);
            for (int c = 0; c < candidates.length; c++) {
                int start = c * inputs + scaling.start(candidates[c]);
                int end = c * inputs + scaling.start(candidates[c] + 1);
                System.arraycopy(believed, start, rows, start, end - start);
            }
        }
        return rows;
    }

    /** {@code [columns]}: the squared standardised residuals of one row, added up over a column's numbers. */
    private double[] columnErrors(float[] rows, float[] reconstructed, int at) {
        double[] errors = new double[scaling.schema().size()];
        for (int j = 0; j < errors.length; j++) {
            for (int k = scaling.start(j); k < scaling.start(j + 1); k++) {
                double residual = reconstructed[at + k] - (double) rows[at + k];
                errors[j] += residual * residual / variance[k];
            }
        }
        return errors;
    }

    private static double[] variance(Autoencoder model) {
        double[] variance = new double[model.scaling().inputs()];
        Arrays.fill(variance, 1);
        model.reference().map(Reference::residualVariance).ifPresent(kept -> {
            double sum = 0;
            for (float value : kept) {
                sum += value;
            }
            double least = sum > 0 ? LEAST_VARIANCE * sum / kept.length : 1;
            for (int k = 0; k < kept.length; k++) {
                variance[k] = Math.max(least, kept[k]);
            }
        });
        return variance;
    }
}
