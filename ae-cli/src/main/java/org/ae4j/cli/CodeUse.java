package org.ae4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.ae4j.data.Samples;
import org.ae4j.evaluate.CodeHealth;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.Bottleneck;

/**
 * Whether a model uses the code that it has, measured on rows; empty where there is nothing to measure.
 *
 * @param perplexity of a vector-quantised code: e to the entropy of how often each vector of the codebook is used
 * @param codes vectors in the codebook, else 0
 * @param collapsed how many numbers of the code say nothing of a row
 * @param warnings what is amiss and what to do about it
 */
record CodeUse(OptionalDouble perplexity, int codes, OptionalInt collapsed, List<String> warnings) {
    /** Enough for variances, and few enough for wide codes. */
    private static final int ROWS = 10_000;

    /** A codebook of which a smaller share is used has collapsed. */
    private static final double LEAST_USED = 0.1;

    /** Measures a model on rows that training did not see. */
    static CodeUse of(Autoencoder model, Samples test) {
        if (test.rows() < 2 || test.hasMissing()) {
            return new CodeUse(OptionalDouble.empty(), 0, OptionalInt.empty(), List.of());
        }
        Samples rows =
                test.select(IntStream.range(0, Math.min(ROWS, test.rows())).toArray());
        float[][] codes = model.encode(rows);
        if (model.spec().bottleneck() instanceof Bottleneck.Variational) {
            CodeHealth health =
                    CodeHealth.ofVariational(codes, model.variational().divergences(rows));
            return new CodeUse(
                    OptionalDouble.empty(), 0, OptionalInt.of(health.collapsed().size()), health.warnings());
        }
        CodeHealth health = CodeHealth.of(codes);
        OptionalInt dead = OptionalInt.of(health.dead().size());
        return model.spec().bottleneck() instanceof Bottleneck.VectorQuantized quantized
                ? ofCodebook(model.indices(rows), quantized.codes(), dead, health.warnings())
                : new CodeUse(OptionalDouble.empty(), 0, dead, health.warnings());
    }

    private static CodeUse ofCodebook(int[][] indices, int codes, OptionalInt dead, List<String> warnings) {
        long[] counts = new long[codes];
        Arrays.stream(indices).flatMapToInt(Arrays::stream).forEach(index -> counts[index]++);
        long all = Arrays.stream(counts).sum();
        double perplexity = perplexity(counts, all);
        var said = new ArrayList<>(warnings);
        if (perplexity < LEAST_USED * Math.min(codes, all)) {
            said.add(
                    ("the codebook has collapsed: its %d vectors serve like %s; take fewer codes, more rows, or a lower"
                                    + " learning rate")
                            .formatted(codes, Figures.text(perplexity)));
        }
        return new CodeUse(OptionalDouble.of(perplexity), codes, dead, said);
    }

    /** e to the entropy: how many vectors, all used alike, would be as hard to guess. */
    static double perplexity(long[] counts, long all) {
        double entropy = Arrays.stream(counts)
                .filter(count -> count > 0)
                .mapToDouble(count -> -count / (double) all * Math.log(count / (double) all))
                .sum();
        return Math.exp(entropy);
    }

    void put(ObjectNode json) {
        Figures.put(json, "perplexity", perplexity);
        if (collapsed.isPresent()) {
            json.put("collapsed", collapsed.getAsInt());
        } else {
            json.putNull("collapsed");
        }
    }

    void say(Report report) {
        perplexity.ifPresent(value ->
                report.say("codebook: perplexity %s of %d vectors on the test rows", Figures.text(value), codes));
        warnings.forEach(warning -> report.say("warning: %s", warning));
    }
}
