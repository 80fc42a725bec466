package org.ae4j.engine.kernel;

/** One step of an updater, parameter by parameter. */
final class DoubleUpdate {
    /** What DL4J adds to AdaMax's u: 0/0 is 0 for a gradient that always was 0. */
    private static final double TINY = 1e-32;

    private final UpdateRule rule;
    private final DoubleMemory state;
    private final long stateStride;

    DoubleUpdate(UpdateRule rule, Memory state, long stateStride) {
        this.rule = rule;
        this.state = (DoubleMemory) state;
        this.stateStride = stateStride;
    }

    /**
     * The parameter after the step.
     *
     * @param p the parameter
     * @param gradient scaled, not yet clipped
     * @param stateAt where its first state number lies
     */
    double moved(double p, double gradient, long stateAt) {
        double g = Math.max(-rule.limit(), Math.min(rule.limit(), gradient));
        g += rule.l1() * Math.signum(p) + rule.l2() * p;
        return p - change(g, stateAt) - rule.decay() * p;
    }

    /** This parameter's part of the penalties on the loss. */
    double penalty(double p) {
        return rule.l1() * Math.abs(p) + (rule.l2() + rule.weightDecay()) / 2 * p * p;
    }

    private double change(double g, long s) {
        double rate = rule.rate();
        return switch (rule.kind()) {
            case NONE -> g;
            case SGD -> rate * g;
            case NESTEROVS -> {
                double before = state.get(s);
                double v = keep(s, rule.first() * before - rate * g);
                yield (1 + rule.first()) * -v + rule.first() * before;
            }
            case ADAM ->
                rate
                        * average(s, rule.first(), g)
                        / (Math.sqrt(average(s + stateStride, rule.second(), g * g)) + rule.epsilon());
            case AMSGRAD -> {
                double m = average(s, rule.first(), g);
                double v = average(s + stateStride, rule.second(), g * g);
                double largest = keep(s + 2 * stateStride, Math.max(state.get(s + 2 * stateStride), v));
                yield rate * m / (Math.sqrt(largest) + rule.epsilon());
            }
            case ADAMAX -> {
                double m = average(s, rule.first(), g);
                double u = Math.max(rule.second() * state.get(s + stateStride), Math.abs(g)) + TINY;
                yield rate * m / keep(s + stateStride, u);
            }
            case RMSPROP -> rate * g / (Math.sqrt(average(s, rule.first(), g * g)) + rule.epsilon());
            case ADAGRAD -> rate * g / (Math.sqrt(keep(s, state.get(s) + g * g)) + rule.epsilon());
            case ADADELTA -> {
                double a = average(s, rule.first(), g * g);
                double b = state.get(s + stateStride);
                double u = g * Math.sqrt(b + rule.epsilon()) / Math.sqrt(a + rule.epsilon());
                average(s + stateStride, rule.first(), u * u);
                yield u;
            }
        };
    }

    /** Moves a running average on: share·before + (1 − share)·x. */
    private double average(long at, double share, double x) {
        return keep(at, share * state.get(at) + (1 - share) * x);
    }

    private double keep(long at, double value) {
        state.set(at, value);
        return value;
    }
}
