package org.ae4j.pretrain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.ae4j.AutoencoderException;
import org.ae4j.IncompatibleDataException;
import org.ae4j.data.Samples;

/** An encoder with a regression head. Immutable and safe for many threads; takes and gives raw units. */
public final class Regressor extends TunedModel {
    private static final String KIND = "regressor";
    private static final String MEAN = "mean";
    private static final String DEVIATION = "deviation";

    private final NumberTargets target;

    Regressor(TunedNetwork network, NumberTargets target) {
        super(network, KIND);
        this.target = target;
    }

    /**
     * Reads a regressor from its file.
     *
     * @throws org.ae4j.ModelFileException if the file is missing, damaged, of another kind, or its tensors do not fit its
     *     specification and head
     */
    public static Regressor load(Path file) {
        return TunedNetwork.read(KIND, file, Regressor::targets);
    }

    /**
     * A number for each row, in the labels' units.
     *
     * @throws IncompatibleDataException if the columns are not those of the encoder
     * @throws IllegalStateException after {@link #close}
     */
    public double[] predict(Samples samples) {
        return raw(network().apply(samples));
    }

    /** The number of one raw row. */
    public double predict(float[] row) {
        return raw(network().apply(new float[][] {row}))[0];
    }

    /**
     * The mean squared difference between prediction and label, in the labels' units squared.
     *
     * @throws IncompatibleDataException if there are no rows or labels, a label is no number, or the columns are not
     *     those of the encoder
     */
    public double meanSquaredError(Samples samples) {
        if (samples.rows() == 0) {
            throw new IncompatibleDataException(
                    "a mean squared error needs at least 1 row, " + samples.source() + " has none");
        }
        double[] labels = samples.numericLabels();
        double[] predicted = predict(samples);
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            sum += (predicted[i] - labels[i]) * (predicted[i] - labels[i]);
        }
        return sum / labels.length;
    }

    private double[] raw(float[][] standardised) {
        double[] raw = new double[standardised.length];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = standardised[i][0] * target.deviation() + target.mean();
        }
        return raw;
    }

    @Override
    void describe(ObjectNode head) {
        head.put(MEAN, target.mean()).put(DEVIATION, target.deviation());
    }

    private static Targets<Regressor> targets(JsonNode head) {
        double mean = head.path(MEAN).asDouble(Double.NaN);
        double deviation = head.path(DEVIATION).asDouble(Double.NaN);
        if (!Double.isFinite(mean) || !Double.isFinite(deviation) || !(deviation > 0)) {
            throw new AutoencoderException(
                    "head needs a finite mean and a deviation above 0, found %s and %s".formatted(mean, deviation));
        }
        return new NumberTargets(mean, deviation);
    }
}
