package org.ae4j.anomaly;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.data.Samples;
import org.ae4j.model.Autoencoder;

/**
 * Finds the rows that are unlike those that a model learnt. Safe for many threads. The same row gets the same score, up to
 * float rounding, whatever stands beside it.
 *
 * <p>Calibrated by healthy rows that training never saw, it flags at most a share of 1 − quantile of unseen healthy rows
 * on average. Uncalibrated it gives scores alone.
 */
public final class AnomalyDetector implements AutoCloseable {
    private final Autoencoder model;
    private final Score score;
    private final Optional<Calibration> calibration;
    private final boolean ownsModel;
    private final Scorer scorer;
    private final Explainer explainer;
    private volatile boolean closed;

    AnomalyDetector(Autoencoder model, Score score, Optional<Calibration> calibration, boolean ownsModel) {
        this(model, score, calibration, ownsModel, Scorer.of(score, model));
    }

    private AnomalyDetector(
            Autoencoder model, Score score, Optional<Calibration> calibration, boolean ownsModel, Scorer scorer) {
        this.model = model;
        this.score = score;
        this.calibration = calibration;
        this.ownsModel = ownsModel;
        this.scorer = scorer;
        this.explainer = new Explainer(model);
    }

    /** A detector with the model's default score, see {@link #calibrate(Autoencoder, Samples, Threshold, Score)}. */
    public static AnomalyDetector calibrate(Autoencoder model, Samples healthy, Threshold threshold) {
        return calibrate(model, healthy, threshold, Score.defaultFor(model));
    }

    /**
     * A detector that knows how healthy rows score. It uses the model and does not close it.
     *
     * @param healthy raw rows that training never saw; {@link Threshold#rowsNeeded} of them
     * @throws IncompatibleDataException if there are fewer, they have other columns than the model, or the model keeps too
     *     little of its training rows for the score
     */
    public static AnomalyDetector calibrate(Autoencoder model, Samples healthy, Threshold threshold, Score score) {
        threshold.allowedAbove(healthy.rows());
        AnomalyDetector scores = uncalibrated(model, score);
        var calibration = new Calibration(threshold, scores.scores(healthy));
        return new AnomalyDetector(model, score, Optional.of(calibration), false, scores.scorer);
    }

    /** A detector of scores alone, with the model's default score. It uses the model and does not close it. */
    public static AnomalyDetector uncalibrated(Autoencoder model) {
        return uncalibrated(model, Score.defaultFor(model));
    }

    /**
     * A detector of scores alone. It uses the model and does not close it.
     *
     * @throws IncompatibleDataException if the model keeps too little of its training rows for the score
     */
    public static AnomalyDetector uncalibrated(Autoencoder model, Score score) {
        return new AnomalyDetector(model, score, Optional.empty(), false);
    }

    /**
     * Reads a detector with its model from its file.
     *
     * @throws org.ae4j.ModelFileException if the file is missing, damaged, of another kind, or does not fit together
     */
    public static AnomalyDetector load(Path file) {
        return DetectorFile.read(file);
    }

    /**
     * Writes the detector, the model inside, as one new file.
     *
     * @throws org.ae4j.AutoencoderException if the file exists or cannot be written; nothing is changed then
     */
    public void save(Path file) {
        checkOpen();
        DetectorFile.write(this, file, false);
    }

    /** Writes the detector as one file, in place of one that exists. */
    public void saveReplacing(Path file) {
        checkOpen();
        DetectorFile.write(this, file, true);
    }

    /**
     * Scores every row.
     *
     * @param samples raw rows with the columns of the model in any order, at least 1
     * @throws IncompatibleDataException if there is none, or the columns are others
     */
    public Detection detect(Samples samples) {
        double[] scores = scores(samples);
        Samples rows = samples.conformTo(model.spec().schema());
        return new Detection(
                IntStream.range(0, scores.length)
                        .mapToObj(i -> finding(rows, i, scores[i]))
                        .toList(),
                threshold());
    }

    /** The model that it uses. */
    public Autoencoder model() {
        return model;
    }

    /** What it scores rows by. */
    public Score score() {
        return score;
    }

    /** The highest score that is not flagged; empty without calibration. */
    public OptionalDouble threshold() {
        return calibration.isPresent() ? OptionalDouble.of(calibration.get().limit()) : OptionalDouble.empty();
    }

    /** Frees the native memory of a loaded detector; a model that was handed in stays open. */
    @Override
    public void close() {
        closed = true;
        if (ownsModel) {
            model.close();
        }
    }

    Optional<Calibration> calibration() {
        return calibration;
    }

    /** Rounded to float, as files keep them, so that a loaded detector gives the same p-values. */
    private double[] scores(Samples samples) {
        checkOpen();
        if (samples.rows() == 0) {
            throw new IncompatibleDataException("a detector scores at least 1 row, found none in " + samples.source());
        }
        double[] scores = scorer.scores(samples);
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Double.isNaN(scores[i]) ? Double.POSITIVE_INFINITY : (float) scores[i];
        }
        return scores;
    }

    private Finding finding(Samples samples, int row, double value) {
        return new Finding(
                row,
                value,
                calibration.isPresent() ? OptionalDouble.of(calibration.get().pValue(value)) : OptionalDouble.empty(),
                calibration.isPresent() && calibration.get().flags(value),
                () -> {
                    checkOpen();
                    return explainer.explain(samples, row);
                });
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the detector is closed");
        }
    }
}
