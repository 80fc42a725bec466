package org.ae4j.model;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;

/** New rows by a trained model, as {@link Autoencoder} documents them. Safe for many threads. */
final class Generation {
    private static final String LABEL = "class";

    private final Schema schema;
    private final ScaledNetwork encoder;
    private final RowDecoder decoder;
    private final ToldClass told;
    private final CodeSource source;

    /** Generates rows of this schema. */
    Generation(Schema schema, ScaledNetwork encoder, RowDecoder decoder, ToldClass told, CodeSource source) {
        this.schema = schema;
        this.encoder = encoder;
        this.decoder = decoder;
        this.told = told;
        this.source = source;
    }

    /** Decoded draws, of a class if the model is told one. */
    Samples sample(int n, Optional<String> label, long seed) {
        atLeast(1, "the number of samples", n);
        label.ifPresentOrElse(told::check, told::checkNone);
        return decoded(source.draw(n, seed), label);
    }

    /** Variants of rows, those of the first row first. */
    Samples perturb(Samples rows, double sigma, int n, long seed) {
        if (!(sigma >= 0) || Double.isInfinite(sigma)) {
            throw new InvalidSpecException("sigma is a finite number of at least 0, found " + sigma);
        }
        atLeast(1, "the number of variants", n);
        Samples conformed = rows.conformTo(schema);
        float[][] codes = repeated(encoder.apply(conformed), n);
        if (sigma > 0) {
            shake(codes, sigma, seed);
            codes = source.settled(codes);
        }
        Samples variants = conformed.select(
                IntStream.range(0, codes.length).map(i -> i / n).toArray());
        return variants.withValues(decoder.decode(codes, told.of(variants)));
    }

    private void shake(float[][] codes, double sigma, long seed) {
        double[] deviations = source.deviations();
        var random = new SplittableRandom(seed);
        for (float[] code : codes) {
            for (int j = 0; j < code.length; j++) {
                code[j] += (float) (sigma * deviations[j] * random.nextGaussian());
            }
        }
    }

    private static float[][] repeated(float[][] codes, int n) {
        float[][] repeated = new float[Math.multiplyExact(codes.length, n)][];
        Arrays.setAll(repeated, i -> codes[i / n].clone());
        return repeated;
    }

    /** Rows on the straight line between the codes of two. */
    Samples interpolate(float[] a, float[] b, int steps, Optional<String> label) {
        atLeast(2, "the number of steps", steps);
        float[][] ends = encoded(label, a, b);
        float[][] between = new float[steps - 2][ends[0].length];
        for (int i = 0; i < between.length; i++) {
            double share = (i + 1) / (steps - 1.0);
            for (int j = 0; j < between[i].length; j++) {
                between[i][j] = (float) ((1 - share) * ends[0][j] + share * ends[1][j]);
            }
        }
        float[][] codes = new float[steps][];
        codes[0] = ends[0];
        System.arraycopy(source.settled(between), 0, codes, 1, between.length);
        codes[steps - 1] = ends[1];
        return decoded(codes, label);
    }

    /** A row's code with one number replaced. */
    Samples traverse(float[] row, int dimension, float[] values, Optional<String> label) {
        float[] code = encoded(label, row)[0];
        if (dimension < 0 || dimension >= code.length) {
            throw new InvalidSpecException("the dimensions of the code are 0 to %d, found %d; choose one of them"
                    .formatted(code.length - 1, dimension));
        }
        atLeast(1, "the number of values", values.length);
        float[][] codes = new float[values.length][];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = code.clone();
            codes[i][dimension] = values[i];
        }
        return decoded(codes, label);
    }

    private float[][] encoded(Optional<String> label, float[]... rows) {
        return encoder.apply(labelled(Samples.of(schema, rows), label));
    }

    private Samples decoded(float[][] codes, Optional<String> label) {
        IntFunction<String> classes = row -> label.orElse("");
        return labelled(Samples.of(schema, decoder.decode(codes, classes)), label);
    }

    private static Samples labelled(Samples samples, Optional<String> label) {
        return label.map(name -> {
                    List<String> labels = Collections.nCopies(samples.rows(), name);
                    return samples.labels(LABEL, labels);
                })
                .orElse(samples);
    }

    private static void atLeast(int least, String name, int value) {
        if (value < least) {
            throw new InvalidSpecException("%s is at least %d, found %d".formatted(name, least, value));
        }
    }
}
