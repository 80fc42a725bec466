package org.ae4j.engine;

import org.ae4j.engine.kernel.Memory;
import org.ae4j.engine.program.Convolution;
import org.ae4j.engine.program.Deconvolution;
import org.ae4j.engine.program.Lstm;
import org.ae4j.engine.program.Normalization;
import org.ae4j.engine.program.Pooling;
import org.ae4j.engine.program.Program;
import org.ae4j.engine.program.Reshaping;
import org.ae4j.engine.program.SequenceStage;
import org.ae4j.engine.program.Stage;

/**
 * How one stage runs: a class for each kind. Members of a team call it side by side, each with its own {@link Share}; what
 * one needs of another's rows stands behind {@link Team#await}. Numbers are in {@link Buffers} alone.
 */
abstract class StageRun {
    private static final long[] NONE = {};

    private final int index;

    StageRun(int index) {
        this.index = index;
    }

    /**
     * The run of a program's stage.
     *
     * @param isRepeated whether several {@link #backward} may follow one {@link #forward}
     */
    static StageRun of(Program program, int index, Weights weights, boolean isRepeated) {
        Stage stage = program.stages().get(index);
        if (stage instanceof Lstm lstm) {
            return new LstmRun(index, lstm, weights, isRepeated);
        }
        if (stage instanceof SequenceStage.FromRows fromRows) {
            return new FromRowsRun(index, fromRows);
        }
        if (stage instanceof SequenceStage.LastStep last) {
            return new LastStepRun(index, last);
        }
        if (stage instanceof SequenceStage.ToRows toRows) {
            return new ToRowsRun(index, toRows);
        }
        StageRun ofRows = ofRows(program, index, stage, weights);
        return stage.steps() == 1 ? ofRows : new StepsRun(ofRows);
    }

    private static StageRun ofRows(Program program, int index, Stage stage, Weights weights) {
        if (stage instanceof Stage.Dense dense) {
            boolean isLoss =
                    index == program.stages().size() - 1 && !program.loss().isEmpty();
            return new DenseRun(index, dense, isLoss, weights);
        }
        if (stage instanceof Stage.Activation activation) {
            return new ActivationRun(index, activation);
        }
        if (stage instanceof Stage.Dropout dropout) {
            return new DropoutRun(index, dropout);
        }
        if (stage instanceof Normalization normalization) {
            return new NormalizationRun(index, normalization, weights);
        }
        if (stage instanceof Normalization.Fixed fixed) {
            return new FixedNormalizationRun(index, fixed, weights);
        }
        if (stage instanceof Convolution convolution) {
            return new ConvolutionRun(index, convolution, weights);
        }
        if (stage instanceof Deconvolution deconvolution) {
            return new DeconvolutionRun(index, deconvolution, weights);
        }
        if (stage instanceof Pooling pooling) {
            return new PoolingRun(index, pooling);
        }
        if (stage instanceof Reshaping reshaping) {
            return new ReshapingRun(index, reshaping);
        }
        throw new IllegalArgumentException("no run for " + stage);
    }

    abstract Stage stage();

    /** Whether the output takes the place of the input. */
    abstract boolean isInPlace(boolean training);

    /** Whether the gradient with respect to the input takes the place of the one with respect to the output. */
    abstract boolean isGradientInPlace();

    /** Whether {@link #backward} leaves the gradient with respect to the output as it is. */
    boolean keepsGradient() {
        return false;
    }

    /**
     * Lengths of memories of its own, {@link #own}.
     *
     * @param rows the most of a batch
     */
    long[] ownLengths(int rows, int members, boolean training) {
        return NONE;
    }

    /** Lays weights down for {@link Weights#turned}, from those in DL4J's order. */
    void turn(float[] given, Memory parameters) {}

    /** Lays a matrix {@code [outputs, inputs]} down as {@code [inputs, outputs]}. */
    static void turn(float[] given, long from, int outputs, int inputs, Memory parameters) {
        int at = Math.toIntExact(from);
        float[] row = new float[outputs];
        for (int i = 0; i < inputs; i++) {
            for (int j = 0; j < outputs; j++) {
                row[j] = given[at + j * inputs + i];
            }
            parameters.write(from + (long) i * outputs, row, 0, outputs);
        }
    }

    /** The share's rows in use; where {@link #isInPlace} is true, the input already is at the output's place. */
    abstract void use(Share share);

    /**
     * The share's rows in training.
     *
     * @param seed of this step's dropout
     */
    abstract void forward(Share share, long seed);

    /** From the gradient with respect to the share's rows of the output what {@link #weights} and the next need. */
    abstract void backward(Share share);

    /** After {@link #backward} the gradient with respect to the share's rows of the input, where it has a place. */
    void inputGradient(Share share) {}

    /** {@link #backward} and {@link #inputGradient}. */
    void backwardToInput(Share share) {
        backward(share);
        inputGradient(share);
    }

    /** The gradients of this member's share of the weights, after all members' {@link #backward}. */
    void weights(Share share) {}

    /** Moves the parameters whose gradients {@link #weights} gave this member; their penalty before. */
    double move(UpdateStep updates, Share share) {
        return share.member() == 0 && stage() instanceof Stage.Parametric parametric
                ? updates.move(share.kernels(), parametric.from(), parametric.to())
                : 0;
    }

    /** What comes in. */
    final Memory input(Share share) {
        return share.buffers().values.get(index);
    }

    /** What goes out. */
    final Memory output(Share share) {
        return share.buffers().values.get(index + 1);
    }

    /** The gradient with respect to the output. */
    final Memory gradient(Share share) {
        return share.buffers().gradients.get(index + 1);
    }

    /** The gradient with respect to the input. */
    final Memory gradientBefore(Share share) {
        return share.buffers().gradients.get(index);
    }

    /** One of the memories of {@link #ownLengths}; null where there are fewer. */
    final Memory own(Share share, int which) {
        Memory[] all = own(share);
        return which < all.length ? all[which] : null;
    }

    /** The memories of {@link #ownLengths}. */
    final Memory[] own(Share share) {
        return share.buffers().own.get(index);
    }

    final int index() {
        return index;
    }
}
