package org.ae4j.engine.kernel;

import java.util.Arrays;

/** What happens to parameters, chunk by chunk in one pass over memory. */
final class FloatParameters {
    private final Chunks chunks;
    private final float[] parameters;

    FloatParameters(Chunks chunks) {
        this.chunks = chunks;
        this.parameters = Chunks.array(Chunks.LENGTH);
    }

    double sumOfSquares(Memory x, long at, long count) {
        double sum = 0;
        for (long i = 0; i < count; i += Chunks.LENGTH) {
            int n = (int) Math.min(Chunks.LENGTH, count - i);
            x.read(at + i, chunks.a, 0, n);
            Chunks.multiply(chunks.a, chunks.a, n);
            sum += Chunks.sum(chunks.a, n);
        }
        return sum;
    }

    /** See {@link Kernels#update}; numbers are at their place in the state's block everywhere, so that loops share an index. */
    double update(
            UpdateRule rule,
            double scale,
            Memory params,
            Memory gradients,
            long at,
            long count,
            Memory state,
            long stateStride) {
        var blocks = (BlockMemory) state;
        float[] p = parameters;
        float[] g = chunks.a;
        int states = rule.kind().states();
        double penalty = 0;
        for (long i = at; i < at + count; ) {
            int from = (int) (i % Kernels.BLOCK);
            int to = (int) Math.min(Kernels.BLOCK, from + at + count - i);
            params.read(i, p, from, to - from);
            gradients.read(i, g, from, to - from);
            if (rule.isPenalized()) {
                penalty += penalty(rule, p, from, to);
            }
            boolean isShaped = shape(rule, (float) scale, p, g, from, to);
            float[] a = states > 0 ? blocks.block(i) : null;
            float[] b = states > 1 ? blocks.block(i + stateStride) : null;
            float[] c = states > 2 ? blocks.block(i + 2 * stateStride) : null;
            FloatUpdates.apply(rule, p, g, isShaped ? 1 : (float) scale, a, b, c, from, to);
            params.write(i, p, from, to - from);
            i += to - from;
        }
        return penalty;
    }

    /** Scales, clips and penalises gradients where that is more than scaling; whether it did. */
    private static boolean shape(UpdateRule rule, float scale, float[] p, float[] g, int from, int to) {
        boolean clips = rule.limit() < Double.POSITIVE_INFINITY;
        boolean penalizes = rule.l1() != 0 || rule.l2() != 0;
        if (clips) {
            clip(g, scale, (float) rule.limit(), from, to);
        } else if (penalizes) {
            scale(g, scale, from, to);
        }
        if (penalizes) {
            penalize(g, p, (float) rule.l1(), (float) rule.l2(), from, to);
        }
        return clips || penalizes;
    }

    private static void scale(float[] g, float scale, int from, int to) {
        for (int i = from; i < to; i++) {
            g[i] *= scale;
        }
    }

    private static void clip(float[] g, float scale, float limit, int from, int to) {
        for (int i = from; i < to; i++) {
            g[i] = Math.min(Math.max(g[i] * scale, -limit), limit);
        }
    }

    private static void penalize(float[] g, float[] p, float l1, float l2, int from, int to) {
        for (int i = from; i < to; i++) {
            g[i] += l1 * FloatFunctions.sign(p[i]) + l2 * p[i];
        }
    }

    private double penalty(UpdateRule rule, float[] p, int from, int to) {
        float absolute = (float) rule.l1();
        float square = (float) ((rule.l2() + rule.weightDecay()) / 2);
        Arrays.fill(chunks.e, 0, from, 0);
        penaltyTerms(p, chunks.e, absolute, square, from, to);
        return Chunks.sum(chunks.e, to);
    }

    private static void penaltyTerms(float[] p, float[] terms, float absolute, float square, int from, int to) {
        for (int i = from; i < to; i++) {
            terms[i] = absolute * Math.abs(p[i]) + square * p[i] * p[i];
        }
    }
}
