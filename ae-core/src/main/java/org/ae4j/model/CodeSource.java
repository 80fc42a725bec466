package org.ae4j.model;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.ae4j.IncompatibleDataException;
import org.ae4j.compile.Codes;
import org.ae4j.layer.CodeFunction;
import org.ae4j.layer.CodePrior;
import org.ae4j.spec.Bottleneck;

/**
 * Where a model's new codes come from: its prior, or, where nothing held the codes to one, a {@link GaussianMixture} that
 * is fitted to the codes of training rows, once. Safe for many threads.
 */
final class CodeSource {
    /** The mixture belongs to the model, not to what is drawn from it, so it has a seed of its own. */
    private static final long MIXTURE_SEED = 42;

    private final Bottleneck bottleneck;
    private final CodeFunction function;
    private final Optional<Reference> reference;
    private GaussianMixture mixture;

    /** The codes of a model with this bottleneck and function. */
    CodeSource(Bottleneck bottleneck, CodeFunction function, Optional<Reference> reference) {
        this.bottleneck = bottleneck;
        this.function = function;
        this.reference = reference;
    }

    /** {@code [n, code]}: codes that the decoder can be given. */
    float[][] draw(int n, long seed) {
        CodePrior prior = Codes.prior(bottleneck);
        return prior == null ? settled(mixture().sample(n, seed)) : drawn(prior, n, seed);
    }

    private static float[][] drawn(CodePrior prior, int n, long seed) {
        double[] numbers = new double[Math.multiplyExact(n, prior.size())];
        prior.sample(numbers, n, new SplittableRandom(seed));
        return rows(numbers, n, prior.size());
    }

    /** Codes as the bottleneck makes them: k-sparse ones keep their largest numbers, quantised ones come from the codebook. */
    float[][] settled(float[][] codes) {
        if (!(bottleneck instanceof Bottleneck.KSparse || bottleneck instanceof Bottleneck.VectorQuantized)) {
            return codes;
        }
        int size = bottleneck.size();
        double[] given = new double[Math.multiplyExact(codes.length, size)];
        for (int i = 0; i < given.length; i++) {
            given[i] = codes[i / size][i % size];
        }
        double[] settled = new double[given.length];
        function.use(given, codes.length, settled);
        return rows(settled, codes.length, size);
    }

    /** {@code [code]}: each number's standard deviation over the codes of training rows. */
    double[] deviations() {
        float[][] codes = reference("deviations are measured on").codes();
        double[] deviations = new double[bottleneck.size()];
        for (int j = 0; j < deviations.length; j++) {
            int column = j;
            double[] values =
                    Arrays.stream(codes).mapToDouble(code -> code[column]).toArray();
            double mean = Arrays.stream(values).average().orElseThrow();
            double squares = Arrays.stream(values)
                    .map(value -> (value - mean) * (value - mean))
                    .sum();
            deviations[j] = Math.sqrt(squares / values.length);
        }
        return deviations;
    }

    private synchronized GaussianMixture mixture() {
        if (mixture == null) {
            mixture = GaussianMixture.fit(reference("a mixture is fitted to").codes(), MIXTURE_SEED);
        }
        return mixture;
    }

    private Reference reference(String use) {
        return reference.orElseThrow(() -> new IncompatibleDataException(
                "the model keeps no codes of its training rows, which " + use + "; train it with reference codes"
                        + " (--reference-codes 10000, TrainingPlan.referenceCodes), or give it those of rows that you"
                        + " have by Reference.of and Autoencoder.withReference"));
    }

    private static float[][] rows(double[] numbers, int rows, int size) {
        float[][] codes = new float[rows][size];
        for (int i = 0; i < numbers.length; i++) {
            codes[i / size][i % size] = (float) numbers[i];
        }
        return codes;
    }
}
