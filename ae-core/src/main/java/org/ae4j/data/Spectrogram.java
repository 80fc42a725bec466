package org.ae4j.data;

import java.util.Optional;
import org.ae4j.IncompatibleDataException;

/**
 * How sounds become sequences of spectra, in decibels below a sine of full scale: {@code
 * Spectrogram.defaults().rate(8000).bands(40)}. A frame is the squared magnitude of the Fourier transform of one window of
 * samples (periodic Hann); frames begin {@code hop} samples apart, and one that would reach beyond the last sample is left
 * out, unless it is the first: that is filled up with silence.
 *
 * @param rate samples a second that every file has, at least 1, default 16000
 * @param window samples of a frame, a power of two from 2 to 65536, default 256
 * @param hop samples from one frame to the next, at least 1, default 128
 * @param floor the least decibels, which silence has, finite and below 0, default −80
 * @param bands how many mel bands stand in for the {@code window / 2 + 1} bins, at least 1, by default none: the bins stay.
 *     Band edges are equally far apart on the mel scale, 2595 log₁₀(1 + f / 700 Hz) (O'Shaughnessy 1987), from 0 to half the
 *     rate; a band is the sum of its bins' power, weighted by a triangle of height 1
 * @param frames how many frames each sequence has: longer ones are cut, shorter ones end in silence; by default each has as
 *     many as it has
 * @param labelsInNames whether the part of a file's name before its first {@code _} is its label, default no: the subfolder
 *     is
 */
public record Spectrogram(
        int rate,
        int window,
        int hop,
        double floor,
        Optional<Integer> bands,
        Optional<Integer> frames,
        boolean labelsInNames) {
    private static final int LONGEST = 1 << 16;

    public Spectrogram {
        if (rate < 1 || hop < 1) {
            throw new IncompatibleDataException(
                    "a spectrogram has a rate and a hop of at least 1, found rate %d and hop %d".formatted(rate, hop));
        }
        if (window < 2 || window > LONGEST || Integer.bitCount(window) != 1) {
            throw new IncompatibleDataException(
                    "a spectrogram has a window of a power of two, from 2 to %d samples, found %d"
                            .formatted(LONGEST, window));
        }
        if (!(floor < 0) || Double.isInfinite(floor)) {
            throw new IncompatibleDataException("a spectrogram has a finite floor below 0 dB, found " + floor);
        }
        if (bands.orElse(1) < 1 || frames.orElse(1) < 1) {
            throw new IncompatibleDataException("a spectrogram has at least 1 band and 1 frame, found %s and %s"
                    .formatted(
                            bands.map(Object::toString).orElse("no number"),
                            frames.map(Object::toString).orElse("no number")));
        }
    }

    /** 16000 samples a second, windows of 256 with a hop of 128, −80 dB, all bins, all frames. */
    public static Spectrogram defaults() {
        return new Spectrogram(16_000, 256, 128, -80, Optional.empty(), Optional.empty(), false);
    }

    public Spectrogram rate(int samplesASecond) {
        return new Spectrogram(samplesASecond, window, hop, floor, bands, frames, labelsInNames);
    }

    public Spectrogram window(int samples) {
        return new Spectrogram(rate, samples, hop, floor, bands, frames, labelsInNames);
    }

    public Spectrogram hop(int samples) {
        return new Spectrogram(rate, window, samples, floor, bands, frames, labelsInNames);
    }

    public Spectrogram floor(double decibels) {
        return new Spectrogram(rate, window, hop, decibels, bands, frames, labelsInNames);
    }

    public Spectrogram bands(int count) {
        return new Spectrogram(rate, window, hop, floor, Optional.of(count), frames, labelsInNames);
    }

    public Spectrogram frames(int count) {
        return new Spectrogram(rate, window, hop, floor, bands, Optional.of(count), labelsInNames);
    }

    public Spectrogram labelsInNames(boolean areThere) {
        return new Spectrogram(rate, window, hop, floor, bands, frames, areThere);
    }
}
