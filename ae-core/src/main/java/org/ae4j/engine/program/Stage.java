package org.ae4j.engine.program;

/**
 * One part of a network: from {@code [rows, inputs]} to {@code [rows, outputs]}. Inside sequences each step of a row is a
 * row, see {@link SequenceStage}.
 */
public interface Stage {
    /** Columns that come in. */
    int inputs();

    /** Columns that go out. */
    int outputs();

    /** How many rows go out for a row of the batch: more than one inside sequences. */
    default int steps() {
        return 1;
    }

    /** The longest piece of a row that kernels take at once. */
    default int longestRow() {
        return Math.max(inputs(), outputs());
    }

    /** Whether its gradient is computed from its output, which therefore must not be overwritten. */
    default boolean readsOutput() {
        return false;
    }

    /** A stage with parameters of its own. */
    interface Parametric extends Stage {
        /** Where its parameters start in the flat view. */
        long from();

        /** One past the last of them. */
        long to();
    }

    /**
     * a = f(xWᵀ + b). W lies row-major as {@code [outputs, inputs]}, which is DL4J's {@code [inputs, outputs]} in order f.
     *
     * @param weights where W starts in the flat view
     * @param bias where b starts, after W; −1 for none
     * @param f the activation; IDENTITY in front of the loss, which has its own
     * @param steps see {@link Stage#steps}, as below
     */
    record Dense(int inputs, int outputs, long weights, long bias, Nonlinearity f, int steps) implements Parametric {
        public boolean hasBias() {
            return bias >= 0;
        }

        @Override
        public boolean readsOutput() {
            return f != Nonlinearity.IDENTITY;
        }

        @Override
        public long from() {
            return weights;
        }

        @Override
        public long to() {
            return weights + (long) inputs * outputs + (hasBias() ? outputs : 0);
        }
    }

    /** a = f(z). */
    record Activation(int width, Nonlinearity f, int steps) implements Stage {
        @Override
        public int longestRow() {
            return 1;
        }

        @Override
        public boolean readsOutput() {
            return true;
        }

        @Override
        public int inputs() {
            return width;
        }

        @Override
        public int outputs() {
            return width;
        }
    }

    /**
     * Inverted dropout in training, nothing in use.
     *
     * @param keep probability of keeping a number, in (0, 1)
     */
    record Dropout(int width, double keep, int steps) implements Stage {
        @Override
        public int longestRow() {
            return 1;
        }

        @Override
        public int inputs() {
            return width;
        }

        @Override
        public int outputs() {
            return width;
        }
    }
}
