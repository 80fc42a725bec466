package org.ae4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ae4j.IncompatibleDataException;
import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

/** Computes what a {@link Spectrogram} describes. */
final class Spectra {
    private final Spectrogram settings;
    private final double[] hann;
    private final double fullScale;
    private final double[][] filters;

    Spectra(Spectrogram settings) {
        this.settings = settings;
        this.hann = new double[settings.window()];
        Arrays.setAll(hann, i -> 0.5 - 0.5 * Math.cos(2 * Math.PI * i / hann.length));
        double half = Arrays.stream(hann).sum() / 2; // the magnitude of a sine of amplitude 1 at its own bin
        this.fullScale = half * half;
        this.filters = settings.bands().map(this::triangles).orElse(null);
    }

    /** The names of a frame's numbers: frequencies, so that other rates and windows are other features. */
    List<String> features() {
        List<String> names = new ArrayList<>();
        int bands = filters == null ? 0 : filters.length;
        for (int i = 0; i < (filters == null ? bins() : bands); i++) {
            double hertz = filters == null ? frequency(i) : edge(i + 1, bands);
            names.add((filters == null ? "" : "mel ") + Math.round(hertz * 100) / 100.0 + " Hz");
        }
        return names;
    }

    /**
     * The spectra of a sound, frame after frame.
     *
     * @param samples −1..1
     * @return {@code [frames · features]} in dB
     */
    float[] of(float[] samples) {
        int window = settings.window();
        int found = samples.length < window ? 1 : (samples.length - window) / settings.hop() + 1;
        int frames = settings.frames().orElse(found);
        int features = filters == null ? bins() : filters.length;
        float[] spectra = new float[Math.multiplyExact(frames, features)];
        Arrays.fill(spectra, (float) settings.floor());
        for (int i = 0; i < Math.min(found, frames); i++) {
            double[] power = power(samples, i * settings.hop());
            for (int j = 0; j < features; j++) {
                double decibels = 10 * Math.log10((filters == null ? power[j] : sum(filters[j], power)) / fullScale);
                spectra[i * features + j] = (float) Math.max(settings.floor(), decibels);
            }
        }
        return spectra;
    }

    private int bins() {
        return settings.window() / 2 + 1;
    }

    private double[] power(float[] samples, int from) {
        double[][] frame = new double[2][settings.window()];
        for (int i = 0; i < hann.length && from + i < samples.length; i++) {
            frame[0][i] = hann[i] * samples[from + i];
        }
        FastFourierTransformer.transformInPlace(frame, DftNormalization.STANDARD, TransformType.FORWARD);
        double[] power = new double[bins()];
        Arrays.setAll(power, i -> frame[0][i] * frame[0][i] + frame[1][i] * frame[1][i]);
        return power;
    }

    private static double sum(double[] weights, double[] power) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * power[i];
        }
        return sum;
    }

    private double[][] triangles(int bands) {
        double[][] triangles = new double[bands][bins()];
        for (int i = 0; i < bands; i++) {
            double low = edge(i, bands);
            double center = edge(i + 1, bands);
            double high = edge(i + 2, bands);
            for (int j = 0; j < bins(); j++) {
                double hertz = frequency(j);
                double weight = hertz < center ? (hertz - low) / (center - low) : (high - hertz) / (high - center);
                triangles[i][j] = Math.max(0, weight);
            }
            if (Arrays.stream(triangles[i]).sum() == 0) {
                throw new IncompatibleDataException(
                        ("%d mel bands are more than a window of %d samples tells apart: band %d holds no bin; choose fewer"
                                        + " bands or a longer window")
                                .formatted(bands, settings.window(), i));
            }
        }
        return triangles;
    }

    private double frequency(int bin) {
        return bin * (double) settings.rate() / settings.window();
    }

    /** In hertz: edges are equally far apart on the mel scale. */
    private double edge(int index, int bands) {
        double most = 2595 * Math.log10(1 + settings.rate() / 2.0 / 700);
        return 700 * (Math.pow(10, most * index / (bands + 1) / 2595) - 1);
    }
}
