package org.ae4j.engine.program;

/**
 * Batch normalisation over the columns of {@code [rows · pixels, width]}, and the activation behind it; its parameters lie at
 * {@code at} as γ, β, running mean and running variance, {@code width} numbers each.
 *
 * @param width columns, or channels of a grid
 * @param pixels of a grid that all count for its channel's statistics; 1 for rows
 * @param at where its parameters start in the flat view
 * @param decay share of the running statistics that a step keeps
 * @param epsilon added to the variance
 * @param f the activation
 */
public record Normalization(int width, int pixels, long at, double decay, double epsilon, Nonlinearity f)
        implements Stage.Parametric {
    /** The same with an activation behind it. */
    Normalization f(Nonlinearity newF) {
        return new Normalization(width, pixels, at, decay, epsilon, newF);
    }

    public long gamma() {
        return at;
    }

    public long beta() {
        return at + width;
    }

    public long mean() {
        return at + 2L * width;
    }

    public long variance() {
        return at + 3L * width;
    }

    @Override
    public int inputs() {
        return width * pixels;
    }

    @Override
    public int outputs() {
        return width * pixels;
    }

    @Override
    public int longestRow() {
        return width;
    }

    @Override
    public boolean readsOutput() {
        return f != Nonlinearity.IDENTITY;
    }

    @Override
    public long from() {
        return at;
    }

    @Override
    public long to() {
        return at + 4L * width;
    }

    /**
     * One that training leaves as it is: running statistics in training as in use. Not {@link Stage.Parametric}, as its
     * parameters have no gradients.
     */
    public record Fixed(Normalization normalization) implements Stage {
        @Override
        public int inputs() {
            return normalization.inputs();
        }

        @Override
        public int outputs() {
            return normalization.outputs();
        }

        @Override
        public int longestRow() {
            return normalization.longestRow();
        }

        @Override
        public boolean readsOutput() {
            return normalization.readsOutput();
        }
    }
}
