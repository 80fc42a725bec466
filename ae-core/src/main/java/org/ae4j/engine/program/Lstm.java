package org.ae4j.engine.program;

/**
 * Long short-term memory with a forget gate and without peepholes (Gers et al. 2000), as DL4J's {@code LSTM}: {@code
 * [length, rows, inputs] → [length, rows, units]}, with z = xWᵀ + hRᵀ + b of the step's input and the output before,
 *
 * <pre>
 * i = tanh(z₀)   f = σ(z₁)   o = σ(z₂)   g = σ(z₃)
 * c = f·c + g·i   h = o·tanh(c)
 * </pre>
 *
 * <p>Of a direction W lies first, row-major as {@code [4 · units, inputs]} in the order i, f, o, g, then R as {@code [4 ·
 * units, units]}, then b. Where there are two directions, the second one's parameters follow those of the first. It runs
 * from the last step to the first and gives the second half of the outputs; what pads a row behind its end is a step to it
 * like others, as to DL4J.
 *
 * @param length steps of a sequence
 * @param repeated whether all steps have the same input, which is then {@code [rows, inputs]}
 * @param directions 1 or 2
 * @param at where the parameters start in the flat view
 */
public record Lstm(int inputs, int units, int length, boolean repeated, int directions, long at)
        implements Stage.Parametric {
    /** Blocks of z. */
    public static final int GATES = 4;

    /** Where W of a direction starts. */
    public long weights(int direction) {
        return at + direction * (to() - at) / directions;
    }

    /** Where R of a direction starts. */
    public long recurrentWeights(int direction) {
        return weights(direction) + (long) GATES * units * inputs;
    }

    /** Where b of a direction starts. */
    public long bias(int direction) {
        return recurrentWeights(direction) + (long) GATES * units * units;
    }

    @Override
    public int outputs() {
        return units * directions;
    }

    @Override
    public boolean readsOutput() {
        return true;
    }

    @Override
    public int steps() {
        return length;
    }

    @Override
    public long from() {
        return at;
    }

    @Override
    public long to() {
        return at + (long) directions * GATES * units * (inputs + units + 1L);
    }
}
