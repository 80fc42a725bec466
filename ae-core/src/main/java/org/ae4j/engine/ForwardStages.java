package org.ae4j.engine;

import org.ae4j.engine.kernel.Kernels;
import org.ae4j.engine.kernel.Memory;
import org.ae4j.engine.program.Nonlinearity;
import org.ae4j.engine.program.Normalization;
import org.ae4j.engine.program.Program;
import org.ae4j.engine.program.Stage;

/** The forward pass of stages in use: running statistics, nothing dropped. */
final class ForwardStages {
    private final Program program;
    private final Memory parameters;
    private final boolean turned;
    private final SequenceStages sequences;

    /**
     * Of a program with its parameters.
     *
     * @param turned whether weights lie as {@code [inputs, outputs]}, or else as in {@link Stage.Dense}
     */
    ForwardStages(Program program, Memory parameters, boolean turned) {
        this.program = program;
        this.parameters = parameters;
        this.turned = turned;
        this.sequences = new SequenceStages(parameters, turned ? LstmStages.Weights.TURNED : LstmStages.Weights.PLAIN);
    }

    /** Runs the first stages on some rows of a batch; a loss stage is left at its pre-activations without bias. */
    void run(int stages, Kernels kernels, Buffers buffers, int batchRows, int from, int rows) {
        for (int i = 0; i < stages; i++) {
            Stage stage = program.stages().get(i);
            if (SequenceStages.knows(stage)) {
                sequences.forward(i, stage, kernels, buffers, batchRows, from, rows);
                continue;
            }
            int pieces = SequenceStages.pieces(stage.steps(), batchRows, rows);
            for (int piece = 0; piece < pieces; piece++) {
                run(i, stage, kernels, buffers, piece * batchRows + from, rows * stage.steps() / pieces);
            }
        }
    }

    private void run(int i, Stage stage, Kernels kernels, Buffers buffers, int from, int rows) {
        Memory in = buffers.values.get(i);
        Memory out = buffers.values.get(i + 1);
        long at = (long) from * stage.outputs();
        if (out != in && !(stage instanceof Stage.Dense)) {
            kernels.copy(in, out, at, rows * stage.outputs());
        }
        if (stage instanceof Stage.Dense dense) {
            boolean isLoss = i == program.stages().size() - 1 && !program.loss().isEmpty();
            dense(dense, isLoss, kernels, in, out, null, from, rows);
        } else if (stage instanceof Stage.Activation activation) {
            kernels.activate(activation.f(), out, at, rows, stage.outputs(), null, 0, null);
        } else if (stage instanceof Normalization normalization) {
            kernels.normalizeRunning(normalization, out, parameters, at, rows, stage.outputs());
        }
    }

    /**
     * a = f(xWᵀ + b) of some rows.
     *
     * @param isLoss whether the bias is left to the loss
     * @param slopes for a gradient, else null
     */
    void dense(
            Stage.Dense dense,
            boolean isLoss,
            Kernels kernels,
            Memory in,
            Memory out,
            Memory slopes,
            int from,
            int rows) {
        int k = dense.inputs();
        int n = dense.outputs();
        long at = (long) from * n;
        kernels.multiply(
                false,
                !turned,
                rows,
                n,
                k,
                in,
                (long) from * k,
                k,
                parameters,
                dense.weights(),
                turned ? n : k,
                out,
                at,
                n);
        if (!isLoss) {
            Memory bias = dense.hasBias() ? parameters : null;
            kernels.activate(dense.f(), out, at, rows, n, bias, dense.bias(), slopes);
        } else if (dense.f() != Nonlinearity.IDENTITY) {
            throw new IllegalStateException("a loss stage has its own activation");
        }
    }
}
