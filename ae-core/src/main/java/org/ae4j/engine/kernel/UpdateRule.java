package org.ae4j.engine.kernel;

/**
 * How some parameters follow their gradient in one step; rates and schedules are resolved for that step.
 *
 * @param kind the formula
 * @param rate the learning rate, bias corrections included (see {@link Kind})
 * @param first momentum, β₁, ρ or the decay of RMSProp
 * @param second β₂
 * @param epsilon against division by zero
 * @param limit bound on each component of the scaled gradient; infinite for none
 * @param l1 factor of sign(p)
 * @param l2 factor of p
 * @param weightDecay factor of p in the penalty that the loss shows
 * @param decay factor of p that is subtracted after the updater: the weight decay times the learning rate
 */
public record UpdateRule(
        Kind kind,
        double rate,
        double first,
        double second,
        double epsilon,
        double limit,
        double l1,
        double l2,
        double weightDecay,
        double decay) {
    /** The updaters of DL4J that training offers, by DL4J's formulas; t is the step counted from 1. */
    public enum Kind {
        /** p −= g: running statistics, whose gradients are their changes. */
        NONE(0),
        /** p −= rate·g. */
        SGD(0),
        /** v = first·v₀ − rate·g; p −= first·v₀ − (1 + first)·v (Nesterov 1983, in Sutskever's form). */
        NESTEROVS(1),
        /**
         * m = first·m + (1 − first)·g; v = second·v + (1 − second)·g²; p −= rate·m/(√v + ε), rate being that of the plan
         * times √(1 − second^t)/(1 − first^t) (Kingma and Ba 2015, section 2).
         */
        ADAM(2),
        /** As {@link #ADAM} with the largest v so far as a third state (Reddi et al. 2018). */
        AMSGRAD(3),
        /**
         * m as {@link #ADAM}'s; u = max(second·u, |g|) + 10⁻³², without which a gradient that always was 0 would give 0/0;
         * p −= rate·m/u, rate divided by 1 − first^t (Kingma and Ba 2015, section 7.1).
         */
        ADAMAX(2),
        /** s = first·s + (1 − first)·g²; p −= rate·g/(√s + ε) (Tieleman and Hinton 2012). */
        RMSPROP(1),
        /** s += g²; p −= rate·g/(√s + ε) (Duchi et al. 2011). */
        ADAGRAD(1),
        /** a = first·a + (1 − first)·g²; u = g·√(b + ε)/√(a + ε); b = first·b + (1 − first)·u²; p −= u (Zeiler 2012). */
        ADADELTA(2);

        private final int states;

        Kind(int states) {
            this.states = states;
        }

        /** State numbers for each parameter. */
        public int states() {
            return states;
        }
    }

    /** Whether a penalty on the parameters adds to the loss. */
    public boolean isPenalized() {
        return l1 != 0 || l2 != 0 || weightDecay != 0;
    }
}
