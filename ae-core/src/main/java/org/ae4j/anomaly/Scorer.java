package org.ae4j.anomaly;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.data.Samples;
import org.ae4j.model.Autoencoder;
import org.ae4j.model.NearestRows;
import org.ae4j.model.Reference;
import org.ae4j.model.RowErrors;

/** Computes one {@link Score} by a model and its reference. */
final class Scorer {
    /** Training rows by whose distances others are standardised: enough for a mean and a deviation. */
    private static final int STANDARD_ROWS = 2000;

    /** The share of the training rows that a group of anomalies among them stays below. */
    private static final double GROUP = 0.05;

    /** Scores of rows, one each. */
    private interface Rows {
        double[] of(Samples samples);
    }

    private final Rows rows;

    private Scorer(Rows rows) {
        this.rows = rows;
    }

    /**
     * Prepares a score.
     *
     * @throws IncompatibleDataException if the model keeps too little of its training rows for this score
     */
    static Scorer of(Score score, Autoencoder model) {
        return new Scorer(
                switch (score) {
                    case ERROR -> samples -> new RowErrors(model, samples).clean();
                    case MAHALANOBIS -> mahalanobis(model);
                    case NEIGHBOURS -> neighbours(model, codes(score, model));
                    case COMBINED -> combined(model);
                });
    }

    /** {@code [rows]}: one score each. */
    double[] scores(Samples samples) {
        return rows.of(samples);
    }

    private static Rows mahalanobis(Autoencoder model) {
        Reference reference = model.reference()
                .filter(kept -> kept.residualCovariance().isPresent())
                .orElseThrow(() -> new IncompatibleDataException(
                        "the score 'mahalanobis' needs the covariance of the training residuals, which the model does not"
                                + " keep; choose 'error' or 'combined'"));
        var distance = new Mahalanobis(
                reference.residualMean(), reference.residualCovariance().orElseThrow());
        return samples -> Arrays.stream(new RowErrors(model, samples).residuals())
                .mapToDouble(distance::of)
                .toArray();
    }

    private static Rows neighbours(Autoencoder model, float[][] codes) {
        var nearest = new NearestRows(codes);
        return samples -> nearest.distances(model.encode(samples), 1)[0];
    }

    private static Rows combined(Autoencoder model) {
        float[][] codes = codes(Score.COMBINED, model);
        var nearest = new NearestRows(codes);
        int[] neighbours = {1, Math.max(1, (int) Math.round(GROUP * codes.length))};
        double[][] training =
                nearest.distances(Arrays.copyOf(codes, Math.min(codes.length, STANDARD_ROWS)), neighbours);
        var error = Standard.of(toDouble(model.reference().orElseThrow().errors()));
        var single = Standard.of(training[0]);
        var group = Standard.of(training[1]);
        return samples -> {
            double[] errors = new RowErrors(model, samples).corrupted();
            double[][] distances = nearest.distances(model.encode(samples), neighbours);
            return IntStream.range(0, errors.length)
                    .mapToDouble(i ->
                            softMaximum(error.of(errors[i]), single.of(distances[0][i]), group.of(distances[1][i])))
                    .toArray();
        };
    }

    /** log Σ exp(v), without overflow. */
    static double softMaximum(double... views) {
        double max = Arrays.stream(views).max().orElseThrow();
        return Double.isInfinite(max)
                ? max
                : max
                        + Math.log(
                                Arrays.stream(views).map(v -> Math.exp(v - max)).sum());
    }

    private static float[][] codes(Score score, Autoencoder model) {
        int kept = model.reference().map(Reference::rows).orElse(0);
        if (kept < 2) {
            throw new IncompatibleDataException(
                    "the score '%s' needs at least 2 training codes, the model keeps %d; train with more reference codes, or choose 'error'"
                            .formatted(score, kept));
        }
        return model.reference().orElseThrow().codes();
    }

    private static double[] toDouble(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
