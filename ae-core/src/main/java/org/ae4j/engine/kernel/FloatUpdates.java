package org.ae4j.engine.kernel;

/** {@link UpdateRule.Kind}'s formulas in single precision, in loops that the JIT compiler vectorises. */
final class FloatUpdates {
    private FloatUpdates() {}

    /**
     * Moves the first {@code n} parameters.
     *
     * @param p parameters, changed
     * @param g gradients, already scaled, clipped and penalised
     * @param a first state numbers, changed; as {@code b} and {@code c} where the kind has them
     */
    static void apply(UpdateRule rule, float[] p, float[] g, float[] a, float[] b, float[] c, int n) {
        float rate = (float) rule.rate();
        float first = (float) rule.first();
        float second = (float) rule.second();
        float epsilon = (float) rule.epsilon();
        float keep = 1 - (float) rule.decay();
        switch (rule.kind()) {
            case NONE -> sgd(p, g, 1, keep, n);
            case SGD -> sgd(p, g, rate, keep, n);
            case NESTEROVS -> nesterovs(p, g, a, rate, first, keep, n);
            case ADAM -> adam(p, g, a, b, rate, first, second, epsilon, keep, n);
            case AMSGRAD -> amsgrad(p, g, a, b, c, rate, first, second, epsilon, keep, n);
            case ADAMAX -> adamax(p, g, a, b, rate, first, second, keep, n);
            case RMSPROP -> rmsprop(p, g, a, rate, first, epsilon, keep, n);
            case ADAGRAD -> adagrad(p, g, a, rate, epsilon, keep, n);
            case ADADELTA -> adadelta(p, g, a, b, first, epsilon, keep, n);
        }
    }

    private static void sgd(float[] p, float[] g, float rate, float keep, int n) {
        for (int i = 0; i < n; i++) {
            p[i] = keep * p[i] - rate * g[i];
        }
    }

    private static void nesterovs(float[] p, float[] g, float[] v, float rate, float momentum, float keep, int n) {
        for (int i = 0; i < n; i++) {
            float before = momentum * v[i];
            v[i] = before - rate * g[i];
            p[i] = keep * p[i] - before + (1 + momentum) * v[i];
        }
    }

    private static void adam(
            float[] p,
            float[] g,
            float[] m,
            float[] v,
            float rate,
            float first,
            float second,
            float epsilon,
            float keep,
            int n) {
        float firstRest = 1 - first;
        float secondRest = 1 - second;
        for (int i = 0; i < n; i++) {
            m[i] = first * m[i] + firstRest * g[i];
            v[i] = second * v[i] + secondRest * g[i] * g[i];
            p[i] = keep * p[i] - rate * m[i] / ((float) Math.sqrt(v[i]) + epsilon);
        }
    }

    private static void amsgrad(
            float[] p,
            float[] g,
            float[] m,
            float[] v,
            float[] largest,
            float rate,
            float first,
            float second,
            float epsilon,
            float keep,
            int n) {
        float firstRest = 1 - first;
        float secondRest = 1 - second;
        for (int i = 0; i < n; i++) {
            m[i] = first * m[i] + firstRest * g[i];
            v[i] = second * v[i] + secondRest * g[i] * g[i];
            largest[i] = Math.max(largest[i], v[i]);
            p[i] = keep * p[i] - rate * m[i] / ((float) Math.sqrt(largest[i]) + epsilon);
        }
    }

    private static void adamax(
            float[] p, float[] g, float[] m, float[] u, float rate, float first, float second, float keep, int n) {
        float firstRest = 1 - first;
        for (int i = 0; i < n; i++) {
            m[i] = first * m[i] + firstRest * g[i];
            u[i] = Math.max(second * u[i], Math.abs(g[i])) + 1e-32f; // as DL4J: never a division by zero
            p[i] = keep * p[i] - rate * m[i] / u[i];
        }
    }

    private static void rmsprop(
            float[] p, float[] g, float[] s, float rate, float decay, float epsilon, float keep, int n) {
        float rest = 1 - decay;
        for (int i = 0; i < n; i++) {
            s[i] = decay * s[i] + rest * g[i] * g[i];
            p[i] = keep * p[i] - rate * g[i] / ((float) Math.sqrt(s[i]) + epsilon);
        }
    }

    private static void adagrad(float[] p, float[] g, float[] s, float rate, float epsilon, float keep, int n) {
        for (int i = 0; i < n; i++) {
            s[i] += g[i] * g[i];
            p[i] = keep * p[i] - rate * g[i] / ((float) Math.sqrt(s[i]) + epsilon);
        }
    }

    private static void adadelta(
            float[] p, float[] g, float[] a, float[] b, float rho, float epsilon, float keep, int n) {
        float rest = 1 - rho;
        for (int i = 0; i < n; i++) {
            a[i] = rho * a[i] + rest * g[i] * g[i];
            float u = g[i] * (float) Math.sqrt(b[i] + epsilon) / (float) Math.sqrt(a[i] + epsilon);
            b[i] = rho * b[i] + rest * u * u;
            p[i] = keep * p[i] - u;
        }
    }
}
