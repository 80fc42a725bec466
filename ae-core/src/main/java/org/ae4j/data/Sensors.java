package org.ae4j.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.ae4j.IncompatibleDataException;

/**
 * A simulated centrifugal pump: eight channels that follow from two hidden variables, behind {@link Samples#sensors}.
 *
 * <p>Each row is an independent draw of the shaft's speed {@code s} and the valve's opening {@code v}, as fractions.
 * One of three modes is drawn first, and both are uniform within it: idle (probability 0.3; s 0.25..0.5, v 0.1..0.9),
 * part load (0.4; s 0.45..0.8, v 0.15..1), full load (0.3; s 0.7..1, v 0.25..1). The relations are of our own making,
 * shaped after the pump affinity laws; S(u) = 1 / (1 + exp(−u)) makes switches smooth. Between channels stand
 * q = s / √(0.45 + k) with the valve's resistance k = 0.0375 exp(5 (1 − v)); x = q / (1.43 s);
 * the head h = s² − 0.45 q²; the efficiency η = 0.82 (1 − ((x − 0.65) / 0.9)²); the load p = q h / η.
 *
 * <table>
 * <caption>Channels, and the standard deviation of their Gaussian noise (about 3 % of the channel's own)</caption>
 * <tr><th>channel</th><th>value</th><th>noise</th></tr>
 * <tr><td>speed_rpm</td><td>3000 s</td><td>18</td></tr>
 * <tr><td>valve_pct</td><td>100 v</td><td>0.7</td></tr>
 * <tr><td>flow_lpm</td><td>900 q</td><td>8</td></tr>
 * <tr><td>power_kw</td><td>9 p</td><td>0.04</td></tr>
 * <tr><td>coolant_lpm</td><td>6 + 20 s (1.2 − 0.9 S((v − 0.55) / 0.06)): throttled once the product cools</td><td>0.16</td></tr>
 * <tr><td>oil_bar</td><td>6 s (1.2 − 0.9 S((s − 0.45 − 0.15 v) / 0.05)): a gear pump with a relief valve</td><td>0.016</td></tr>
 * <tr><td>temp_c</td><td>66 + 88 p − 36 S((p − 0.15) / 0.03) (0.2 + 1.6 s): a fan starts under load</td><td>0.37</td></tr>
 * <tr><td>vibration_mm_s</td><td>0.45 + 3.6 (0.6 + 0.6 x) / (1 + ((s − 0.62) / 0.12)²) + 2.4 (x − 0.6)²: a resonance</td><td>0.03</td></tr>
 * </table>
 *
 * <p>One row in ten is faulty, the four kinds in equal shares. A fault replaces one channel's value by that of another
 * healthy draw, redrawn until it differs from the true one by at least 30 times the channel's noise (about
 * 0.9 of its standard deviation): what breaks is the relation between channels, not the range of one. {@code leak}
 * changes oil_bar, {@code bearing} vibration_mm_s, {@code blockage} coolant_lpm, {@code sensor_drift} temp_c.
 */
public final class Sensors {
    /** The label of healthy rows. */
    public static final String OK = "ok";

    private static final List<String> CHANNELS = List.of(
            "speed_rpm", "valve_pct", "flow_lpm", "power_kw", "coolant_lpm", "oil_bar", "temp_c", "vibration_mm_s");
    private static final double[] NOISE = {18, 0.7, 8, 0.04, 0.16, 0.016, 0.37, 0.03};

    private static final List<String> KINDS = List.of("leak", "bearing", "blockage", "sensor_drift");
    private static final List<String> FAULTY = List.of("oil_bar", "vibration_mm_s", "coolant_lpm", "temp_c");
    private static final int ROWS_PER_FAULT = 10;
    private static final double LEAST_CHANGE = 30;

    private Sensors() {}

    /** The one channel that each kind of fault changes: kind → channel, in a fixed order. */
    public static Map<String, String> faultChannels() {
        var channels = new LinkedHashMap<String, String>();
        for (int kind = 0; kind < KINDS.size(); kind++) {
            channels.put(KINDS.get(kind), FAULTY.get(kind));
        }
        return Collections.unmodifiableMap(channels);
    }

    static Samples draw(int rows, long seed) {
        if (rows < 1) {
            throw new IncompatibleDataException("sensors: rows is at least 1, found " + rows);
        }
        var random = new SplittableRandom(seed);
        float[][] values = new float[rows][];
        var states = new ArrayList<String>(rows);
        for (int place : Permutation.random(rows, random)) {
            double[] channels = healthy(random);
            String state = OK;
            if (place % ROWS_PER_FAULT == ROWS_PER_FAULT - 1) {
                int kind = place / ROWS_PER_FAULT % KINDS.size();
                state = KINDS.get(kind);
                breakChannel(channels, CHANNELS.indexOf(FAULTY.get(kind)), random);
            }
            values[states.size()] = measured(channels, random);
            states.add(state);
        }
        List<Column> columns = CHANNELS.stream().map(Column::numeric).toList();
        return Samples.checked(Schema.table(columns), values, new Labels("state", states), "sensors");
    }

    private static void breakChannel(double[] channels, int channel, RandomGenerator random) {
        double other;
        do {
            other = healthy(random)[channel];
        } while (Math.abs(other - channels[channel]) < LEAST_CHANGE * NOISE[channel]);
        channels[channel] = other;
    }

    private static float[] measured(double[] channels, RandomGenerator random) {
        float[] row = new float[channels.length];
        for (int j = 0; j < row.length; j++) {
            row[j] = (float) (channels[j] + NOISE[j] * random.nextGaussian());
        }
        return row;
    }

    /** The noise-free channels of a random mode's random speed and opening. */
    private static double[] healthy(RandomGenerator random) {
        double mode = random.nextDouble();
        if (mode < 0.3) {
            return channels(random.nextDouble(0.25, 0.5), random.nextDouble(0.1, 0.9));
        }
        if (mode < 0.7) {
            return channels(random.nextDouble(0.45, 0.8), random.nextDouble(0.15, 1));
        }
        return channels(random.nextDouble(0.7, 1), random.nextDouble(0.25, 1));
    }

    private static double[] channels(double s, double v) {
        double q = s / Math.sqrt(0.45 + 0.0375 * StrictMath.exp(5 * (1 - v)));
        double x = q / (1.43 * s);
        double head = s * s - 0.45 * q * q;
        double efficiency = 0.82 * (1 - square((x - 0.65) / 0.9));
        double p = q * head / efficiency;
        double coolant = 6 + 20 * s * (1.2 - 0.9 * sigmoid((v - 0.55) / 0.06));
        double oil = 6 * s * (1.2 - 0.9 * sigmoid((s - 0.45 - 0.15 * v) / 0.05));
        double temperature = 66 + 88 * p - 36 * sigmoid((p - 0.15) / 0.03) * (0.2 + 1.6 * s);
        double resonance = (0.6 + 0.6 * x) / (1 + square((s - 0.62) / 0.12));
        double vibration = 0.45 + 3.6 * resonance + 2.4 * square(x - 0.6);
        return new double[] {3000 * s, 100 * v, 900 * q, 9 * p, coolant, oil, temperature, vibration};
    }

    private static double square(double u) {
        return u * u;
    }

    /** Strict, like every exponential here: the same seed gives the same bits on every platform. */
    private static double sigmoid(double u) {
        return 1 / (1 + StrictMath.exp(-u));
    }
}
