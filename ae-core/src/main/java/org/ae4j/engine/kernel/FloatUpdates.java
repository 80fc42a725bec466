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
        float decay = (float) rule.decay();
        float firstRest = (float) (1 - rule.first()); // not 1 − 0.999f: that is off by 10⁻⁵
        float secondRest = (float) (1 - rule.second());
        switch (rule.kind()) {
            case NONE -> sgd(p, g, scale, 1, decay, from, to);
            case SGD -> sgd(p, g, scale, rate, decay, from, to);
            case NESTEROVS -> nesterovs(p, g, scale, a, rate, first, decay, from, to);
            case ADAM -> adam(p, g, scale, a, b, rate, first, firstRest, second, secondRest, epsilon, decay, from, to);
            case AMSGRAD ->
                amsgrad(p, g, scale, a, b, c, rate, first, firstRest, second, secondRest, epsilon, decay, from, to);
            case ADAMAX -> adamax(p, g, scale, a, b, rate, first, firstRest, second, decay, from, to);
            case RMSPROP -> rmsprop(p, g, scale, a, rate, first, firstRest, epsilon, decay, from, to);
            case ADAGRAD -> adagrad(p, g, scale, a, rate, epsilon, decay, from, to);
            case ADADELTA -> adadelta(p, g, scale, a, b, first, firstRest, epsilon, decay, from, to);
        }
    }

    // Each loop reads a number once and writes it once: reading back what was just written would wait for the store.

    private static void sgd(float[] p, float[] g, float scale, float rate, float decay, int from, int to) {
        float step = rate * scale;
        for (int i = from; i < to; i++) {
            p[i] = moved(p[i], step * g[i], decay);
        }
    }

    private static void nesterovs(
            float[] p, float[] g, float scale, float[] v, float rate, float momentum, float decay, int from, int to) {
        float step = rate * scale;
        for (int i = from; i < to; i++) {
            float before = momentum * v[i];
            float now = before - step * g[i];
            v[i] = now;
            p[i] = moved(p[i], before - (1 + momentum) * now, decay);
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
            float firstRest,
            float second,
            float secondRest,
            float epsilon,
            float decay,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            float gradient = scale * g[i];
            float mean = first * m[i] + firstRest * gradient;
            float square = second * v[i] + secondRest * gradient * gradient;
            m[i] = mean;
            v[i] = square;
            p[i] = moved(p[i], rate * mean / ((float) Math.sqrt(square) + epsilon), decay);
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
            float firstRest,
            float second,
            float secondRest,
            float epsilon,
            float decay,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            float gradient = scale * g[i];
            float mean = first * m[i] + firstRest * gradient;
            float square = second * v[i] + secondRest * gradient * gradient;
            float most = Math.max(largest[i], square);
            m[i] = mean;
            v[i] = square;
            largest[i] = most;
            p[i] = moved(p[i], rate * mean / ((float) Math.sqrt(most) + epsilon), decay);
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
            float firstRest,
            float second,
            float decay,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            float gradient = scale * g[i];
            float mean = first * m[i] + firstRest * gradient;
            float most = Math.max(second * u[i], Math.abs(gradient)) + 1e-32f; // as DL4J: never a division by zero
            m[i] = mean;
            u[i] = most;
            p[i] = moved(p[i], rate * mean / most, decay);
        }
    }

    private static void rmsprop(
            float[] p,
            float[] g,
            float scale,
            float[] s,
            float rate,
            float share,
            float rest,
            float epsilon,
            float decay,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            float gradient = scale * g[i];
            float square = share * s[i] + rest * gradient * gradient;
            s[i] = square;
            p[i] = moved(p[i], rate * gradient / ((float) Math.sqrt(square) + epsilon), decay);
        }
    }

    private static void adagrad(
            float[] p, float[] g, float scale, float[] s, float rate, float epsilon, float decay, int from, int to) {
        for (int i = from; i < to; i++) {
            float gradient = scale * g[i];
            float square = s[i] + gradient * gradient;
            s[i] = square;
            p[i] = moved(p[i], rate * gradient / ((float) Math.sqrt(square) + epsilon), decay);
        }
    }

    private static void adadelta(
            float[] p,
            float[] g,
            float scale,
            float[] a,
            float[] b,
            float rho,
            float rest,
            float epsilon,
            float decay,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            float gradient = scale * g[i];
            float square = rho * a[i] + rest * gradient * gradient;
            float before = b[i];
            float change = gradient * (float) Math.sqrt(before + epsilon) / (float) Math.sqrt(square + epsilon);
            a[i] = square;
            b[i] = rho * before + rest * change * change;
            p[i] = moved(p[i], change, decay);
        }
    }

    /** The decay joins the update, as p·(1 − decay) would be p for all decays below 6·10⁻⁸. */
    private static float moved(float p, float update, float decay) {
        return p - (update + decay * p);
    }
}
