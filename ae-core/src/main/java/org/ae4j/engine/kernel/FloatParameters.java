package org.ae4j.engine.kernel;

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

    /** See {@link Kernels#update}. */
    double update(
            UpdateRule rule,
            double scale,
            Memory params,
            Memory gradients,
            long at,
            long count,
            Memory state,
            long stateAt,
            long stateStride) {
        float[] p = parameters;
        float[] g = chunks.a;
        int states = rule.kind().states();
        double penalty = 0;
        for (long i = 0; i < count; i += Chunks.LENGTH) {
            int n = (int) Math.min(Chunks.LENGTH, count - i);
            params.read(at + i, p, 0, n);
            gradients.read(at + i, g, 0, n);
            for (int s = 0; s < states; s++) {
                state.read(stateAt + s * stateStride + i, state(s), 0, n);
            }
            if (rule.isPenalized()) {
                penalty += penalty(rule, p, n);
            }
            boolean isShaped = shape(rule, (float) scale, p, g, n);
            FloatUpdates.apply(rule, p, g, isShaped ? 1 : (float) scale, chunks.b, chunks.c, chunks.d, n);
            params.write(at + i, p, 0, n);
            for (int s = 0; s < states; s++) {
                state.write(stateAt + s * stateStride + i, state(s), 0, n);
            }
        }
        return penalty;
    }

    private float[] state(int index) {
        return switch (index) {
            case 0 -> chunks.b;
            case 1 -> chunks.c;
            default -> chunks.d;
        };
    }

    /** Scales, clips and penalises gradients where that is more than scaling; whether it did. */
    private static boolean shape(UpdateRule rule, float scale, float[] p, float[] g, int n) {
        boolean clips = rule.limit() < Double.POSITIVE_INFINITY;
        boolean penalizes = rule.l1() != 0 || rule.l2() != 0;
        if (clips) {
            clip(g, scale, (float) rule.limit(), n);
        } else if (penalizes) {
            Chunks.scale(g, scale, n);
        }
        if (penalizes) {
            penalize(g, p, (float) rule.l1(), (float) rule.l2(), n);
        }
        return clips || penalizes;
    }

    private static void clip(float[] g, float scale, float limit, int n) {
        for (int i = 0; i < n; i++) {
            g[i] = Math.min(Math.max(g[i] * scale, -limit), limit);
        }
    }

    private static void penalize(float[] g, float[] p, float l1, float l2, int n) {
        for (int i = 0; i < n; i++) {
            g[i] += l1 * FloatFunctions.sign(p[i]) + l2 * p[i];
        }
    }

    private double penalty(UpdateRule rule, float[] p, int n) {
        float absolute = (float) rule.l1();
        float square = (float) ((rule.l2() + rule.weightDecay()) / 2);
        penaltyTerms(p, chunks.e, absolute, square, n);
        return Chunks.sum(chunks.e, n);
    }

    private static void penaltyTerms(float[] p, float[] terms, float absolute, float square, int n) {
        for (int i = 0; i < n; i++) {
            terms[i] = absolute * Math.abs(p[i]) + square * p[i] * p[i];
        }
    }
}
