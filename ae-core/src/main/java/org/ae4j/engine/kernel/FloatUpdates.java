package org.ae4j.engine.kernel;

/** {@link UpdateRule.Kind}'s formulas in single precision, in loops that the JIT compiler vectorises. */
final class FloatUpdates {
    private FloatUpdates() {}

    /**
     * Moves the parameters {@code from} … {@code to − 1}.
     *
     * @param p parameters, changed
     * @param g gradients, already clipped and penalised
     * @param scale factor on them
     * @param a first state numbers, changed; as {@code b} and {@code c} where the kind has them
     */
    static void apply(
            UpdateRule rule, float[] p, float[] g, float scale, float[] a, float[] b, float[] c, int from, int to) {
        float rate = (float) rule.rate();
        float first = (float) rule.first();
        float second = (float) rule.second();
        float epsilon = (float) rule.epsilon();
        float keep = 1 - (float) rule.decay();
        switch (rule.kind()) {
            case NONE -> sgd(p, g, scale, 1, keep, from, to);
            case SGD -> sgd(p, g, scale, rate, keep, from, to);
            case NESTEROVS -> nesterovs(p, g, scale, a, rate, first, keep, from, to);
            case ADAM -> adam(p, g, scale, a, b, rate, first, second, epsilon, keep, from, to);
            case AMSGRAD -> amsgrad(p, g, scale, a, b, c, rate, first, second, epsilon, keep, from, to);
            case ADAMAX -> adamax(p, g, scale, a, b, rate, first, second, keep, from, to);
            case RMSPROP -> rmsprop(p, g, scale, a, rate, first, epsilon, keep, from, to);
            case ADAGRAD -> adagrad(p, g, scale, a, rate, epsilon, keep, from, to);
            case ADADELTA -> adadelta(p, g, scale, a, b, first, epsilon, keep, from, to);
        }
    }

    // Each loop reads a number once and writes it once: reading back what was just written would wait for the store.

    private static void sgd(float[] p, float[] g, float scale, float rate, float keep, int from, int to) {
        float step = rate * scale;
        for (int i = from; i < to; i++) {
            p[i] = keep * p[i] - step * g[i];
        }
    }

    private static void nesterovs(
            float[] p, float[] g, float scale, float[] v, float rate, float momentum, float keep, int from, int to) {
        float step = rate * scale;
        for (int i = from; i < to; i++) {
            float before = momentum * v[i];
            float now = before - step * g[i];
            v[i] = now;
            p[i] = keep * p[i] - before + (1 + momentum) * now;
        }
    }

    private static void adam(
            float[] p,
            float[] g,
            float scale,
            float[] m,
            float[] v,
            float rate,
            float first,
            float second,
            float epsilon,
            float keep,
            int from,
            int to) {
        float firstRest = 1 - first;
        float secondRest = 1 - second;
        for (int i = from; i < to; i++) {
            float gradient = scale * g[i];
            float mean = first * m[i] + firstRest * gradient;
            float square = second * v[i] + secondRest * gradient * gradient;
            m[i] = mean;
            v[i] = square;
            p[i] = keep * p[i] - rate * mean / ((float) Math.sqrt(square) + epsilon);
        }
    }

    private static void amsgrad(
            float[] p,
            float[] g,
            float scale,
            float[] m,
            float[] v,
            float[] largest,
            float rate,
            float first,
            float second,
            float epsilon,
            float keep,
            int from,
            int to) {
        float firstRest = 1 - first;
        float secondRest = 1 - second;
        for (int i = from; i < to; i++) {
            float gradient = scale * g[i];
            float mean = first * m[i] + firstRest * gradient;
            float square = second * v[i] + secondRest * gradient * gradient;
            float most = Math.max(largest[i], square);
            m[i] = mean;
            v[i] = square;
            largest[i] = most;
            p[i] = keep * p[i] - rate * mean / ((float) Math.sqrt(most) + epsilon);
        }
    }

    private static void adamax(
            float[] p,
            float[] g,
            float scale,
            float[] m,
            float[] u,
            float rate,
            float first,
            float second,
            float keep,
            int from,
            int to) {
        float firstRest = 1 - first;
        for (int i = from; i < to; i++) {
            float gradient = scale * g[i];
            float mean = first * m[i] + firstRest * gradient;
            float most = Math.max(second * u[i], Math.abs(gradient)) + 1e-32f; // as DL4J: never a division by zero
            m[i] = mean;
            u[i] = most;
            p[i] = keep * p[i] - rate * mean / most;
        }
    }

    private static void rmsprop(
            float[] p,
            float[] g,
            float scale,
            float[] s,
            float rate,
            float decay,
            float epsilon,
            float keep,
            int from,
            int to) {
        float rest = 1 - decay;
        for (int i = from; i < to; i++) {
            float gradient = scale * g[i];
            float square = decay * s[i] + rest * gradient * gradient;
            s[i] = square;
            p[i] = keep * p[i] - rate * gradient / ((float) Math.sqrt(square) + epsilon);
        }
    }

    private static void adagrad(
            float[] p, float[] g, float scale, float[] s, float rate, float epsilon, float keep, int from, int to) {
        for (int i = from; i < to; i++) {
            float gradient = scale * g[i];
            float square = s[i] + gradient * gradient;
            s[i] = square;
            p[i] = keep * p[i] - rate * gradient / ((float) Math.sqrt(square) + epsilon);
        }
    }

    private static void adadelta(
            float[] p,
            float[] g,
            float scale,
            float[] a,
            float[] b,
            float rho,
            float epsilon,
            float keep,
            int from,
            int to) {
        float rest = 1 - rho;
        for (int i = from; i < to; i++) {
            float gradient = scale * g[i];
            float square = rho * a[i] + rest * gradient * gradient;
            float before = b[i];
            float change = gradient * (float) Math.sqrt(before + epsilon) / (float) Math.sqrt(square + epsilon);
            a[i] = square;
            b[i] = rho * before + rest * change * change;
            p[i] = keep * p[i] - change;
        }
    }
}
