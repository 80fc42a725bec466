package org.ae4j.engine;

import java.util.List;
import org.ae4j.engine.kernel.Kernels;
import org.ae4j.engine.kernel.Memory;
import org.ae4j.engine.program.Lstm;
import org.ae4j.engine.program.Normalization;
import org.ae4j.engine.program.Program;
import org.ae4j.engine.program.Stage;
import org.ae4j.layer.OutputGroup;

/**
 * Forward and backward of a batch for one member of a team. Rows are shared out between the members as far as the
 * gradients of activations go; then each member computes the gradients of its share of the weights over all rows.
 */
final class TrainingStages {
    private final Program program;
    private final Team team;
    private final Memory parameters;
    private final Memory gradients;
    private final ForwardStages forward;
    private final SequenceStages sequences;
    private final LstmWeights lstmWeights;

    TrainingStages(Program program, Team team, Memory parameters, Memory gradients) {
        this.program = program;
        this.team = team;
        this.parameters = parameters;
        this.gradients = gradients;
        this.forward = new ForwardStages(program, parameters, false);
        this.sequences = new SequenceStages(parameters, LstmStages.Weights.COPIED);
        this.lstmWeights = new LstmWeights(gradients);
    }

    /**
     * Activations, loss and the gradients of activations, of this member's rows.
     *
     * @param seed of this step's dropout
     * @return the loss of these rows, summed
     */
    double rows(Kernels kernels, Buffers buffers, Batch batch, long seed, int member) {
        int from = share(batch.rows(), member);
        int rows = share(batch.rows(), member + 1) - from;
        int inputs = program.inputs();
        buffers.values.get(0).write((long) from * inputs, batch.input(), from * inputs, rows * inputs);
        forward(kernels, buffers, batch.rows(), seed, member);
        double loss = loss(
                program.loss(),
                kernels,
                buffers,
                batch.target(),
                batch.weights(),
                buffers.outputGradient(),
                from,
                rows);
        backward(kernels, buffers, batch.rows(), member);
        return loss;
    }

    /** Activations of this member's rows, from the input that is there. */
    void forward(Kernels kernels, Buffers buffers, int batchRows, long seed, int member) {
        int from = share(batchRows, member);
        int rows = share(batchRows, member + 1) - from;
        forward.run(program.frozen(), kernels, buffers, batchRows, from, rows);
        for (int i = program.frozen(); i < program.stages().size(); i++) {
            forward(i, kernels, buffers, batchRows, from, rows, seed, member);
        }
    }

    /** Activations of some rows of a batch in use, from the input that is there. */
    void use(Kernels kernels, Buffers buffers, int batchRows, int from, int rows) {
        forward.run(program.stages().size(), kernels, buffers, batchRows, from, rows);
    }

    /** The gradients of this member's rows' activations from that of the output, which stays. */
    void backward(Kernels kernels, Buffers buffers, int batchRows, int member) {
        int from = share(batchRows, member);
        int rows = share(batchRows, member + 1) - from;
        int width = program.outputs();
        Memory last = buffers.gradients.get(program.stages().size());
        if (last != null && last != buffers.outputGradient()) {
            kernels.copy(buffers.outputGradient(), last, (long) from * width, rows * width);
        }
        int first = Math.max(program.frozen(), program.firstParametric());
        for (int i = program.stages().size() - 1; i >= first; i--) {
            backward(i, kernels, buffers, batchRows, from, rows, member);
        }
    }

    /** The gradients of this member's share of a stage's weights, after all rows' activations have theirs. */
    void weights(int index, Kernels kernels, Buffers buffers, int rows, int member) {
        Stage stage = program.stages().get(index);
        if (stage instanceof Lstm lstm) {
            int firstUnit = share(lstm.units(), member);
            int units = share(lstm.units(), member + 1) - firstUnit;
            Memory in = buffers.values.get(index);
            Memory out = buffers.values.get(index + 1);
            lstmWeights.gradients(lstm, buffers.lstms.get(index), kernels, in, out, rows, firstUnit, units);
        }
        if (!(stage instanceof Stage.Dense dense)) {
            return; // normalisation has its gradients from the rows
        }
        int first = share(dense.outputs(), member);
        int count = share(dense.outputs(), member + 1) - first;
        if (count == 0) {
            return;
        }
        int n = dense.outputs();
        int k = dense.inputs();
        Memory d = buffers.gradients.get(index + 1);
        Memory x = buffers.values.get(index);
        int all = rows * dense.steps();
        kernels.multiply(
                true, false, count, k, all, d, first, n, x, 0, k, gradients, dense.weights() + (long) first * k, k);
        if (dense.hasBias()) {
            kernels.columnSums(d, first, all, n, count, gradients, dense.bias() + first);
        }
    }

    /** {@link #weights} of all stages that are trained. */
    void allWeights(Kernels kernels, Buffers buffers, int rows, int member) {
        for (int i = program.stages().size() - 1; i >= program.frozen(); i--) {
            weights(i, kernels, buffers, rows, member);
        }
    }

    /** Where a member's share of {@code count} things begins. */
    int share(int count, int member) {
        return (int) ((long) count * member / team.size());
    }

    private void forward(
            int i, Kernels kernels, Buffers buffers, int batchRows, int from, int rows, long seed, int member) {
        Stage stage = program.stages().get(i);
        if (stage instanceof Normalization normalization) {
            normalize(i, normalization, kernels, buffers, batchRows, from, rows, member);
            return;
        }
        if (SequenceStages.knows(stage)) {
            sequences.prepare(i, stage, kernels, buffers, team, member);
            sequences.forward(i, stage, kernels, buffers, batchRows, from, rows);
            return;
        }
        int pieces = SequenceStages.pieces(stage.steps(), batchRows, rows);
        for (int piece = 0; piece < pieces; piece++) {
            forward(i, stage, kernels, buffers, piece * batchRows + from, rows * stage.steps() / pieces, seed);
        }
    }

    /** Of rows that are neighbours, those of a batch or of the steps. */
    private void forward(int i, Stage stage, Kernels kernels, Buffers buffers, int from, int rows, long seed) {
        Memory in = buffers.values.get(i);
        Memory out = buffers.values.get(i + 1);
        int width = stage.outputs();
        long at = (long) from * width;
        if (stage instanceof Stage.Dense dense) {
            forward.dense(dense, isLoss(i), kernels, in, out, buffers.extras.get(i), from, rows);
        } else if (stage instanceof Stage.Activation activation) {
            kernels.activate(activation.f(), out, at, rows, width, null, 0, buffers.extras.get(i));
        } else if (stage instanceof Stage.Dropout dropout) {
            Memory mask = buffers.extras.get(i);
            kernels.dropoutMask(mask, at, rows * width, dropout.keep(), seed + i);
            kernels.times(in, mask, out, at, rows * width);
        }
    }

    private void normalize(
            int i,
            Normalization stage,
            Kernels kernels,
            Buffers buffers,
            int batchRows,
            int from,
            int rows,
            int member) {
        int width = stage.width();
        long at = (long) from * width;
        Memory in = buffers.values.get(i);
        Memory centred = buffers.extras.get(i);
        Memory squares = buffers.scratch.get(i);
        Memory means = buffers.means.get(i);
        Memory deviations = buffers.deviations.get(i);
        team.await();
        if (member == 0) { // a few numbers for each column: not worth a share each
            kernels.columnSums(in, 0, batchRows, width, width, means, 0);
            kernels.scale(means, 0, width, 1.0 / batchRows);
        }
        team.await();
        kernels.centre(in, means, centred, squares, at, rows, width);
        team.await();
        if (member == 0) {
            kernels.columnSums(squares, 0, batchRows, width, width, deviations, 0);
            kernels.statistics(stage, means, deviations, batchRows, parameters, gradients);
        }
        team.await();
        kernels.normalize(stage, centred, deviations, parameters, buffers.values.get(i + 1), at, rows, width);
    }

    /** The loss of some rows in use, summed. */
    double lossInUse(Kernels kernels, Buffers buffers, Batch batch, int from, int rows) {
        int inputs = program.inputs();
        buffers.values.get(0).write((long) from * inputs, batch.input(), from * inputs, rows * inputs);
        use(kernels, buffers, batch.rows(), from, rows);
        return loss(program.loss(), kernels, buffers, batch.target(), batch.weights(), null, from, rows);
    }

    /**
     * The loss of some rows from their output, summed.
     *
     * @param groups the program's own, or those of a program without
     * @param weights as {@link Batch#weights}
     * @param gradient gets that with respect to the pre-activations; null for the loss alone
     */
    double loss(
            List<OutputGroup> groups,
            Kernels kernels,
            Buffers buffers,
            float[] target,
            float[] weights,
            Memory gradient,
            int from,
            int rows) {
        int width = program.outputs();
        long bias = program.last() instanceof Stage.Dense dense ? dense.bias() : -1;
        boolean lacksBias = bias >= 0 && !program.loss().isEmpty();
        return kernels.loss(
                groups,
                buffers.values.get(program.stages().size()),
                (long) from * width,
                rows,
                width,
                lacksBias ? parameters : null,
                bias,
                target,
                from * width,
                weights,
                gradient);
    }

    private void backward(int i, Kernels kernels, Buffers buffers, int batchRows, int from, int rows, int member) {
        Stage stage = program.stages().get(i);
        if (stage instanceof Normalization normalization) {
            normalizeGradient(i, normalization, kernels, buffers, batchRows, from, rows, member);
            return;
        }
        if (SequenceStages.knows(stage)) {
            sequences.backward(i, stage, kernels, buffers, batchRows, from, rows);
        } else {
            int pieces = SequenceStages.pieces(stage.steps(), batchRows, rows);
            for (int piece = 0; piece < pieces; piece++) {
                backward(i, stage, kernels, buffers, piece * batchRows + from, rows * stage.steps() / pieces);
            }
        }
        if (i > program.firstParametric() && buffers.gradients.get(i) != null) {
            inputGradient(i, stage, kernels, buffers, batchRows, from, rows);
        }
    }

    /** Of rows that are neighbours, in place. */
    private static void backward(int i, Stage stage, Kernels kernels, Buffers buffers, int from, int rows) {
        Memory d = buffers.gradients.get(i + 1);
        Memory values = buffers.values.get(i + 1);
        Memory extra = buffers.extras.get(i);
        long at = (long) from * stage.outputs();
        int count = rows * stage.outputs();
        if (stage instanceof Stage.Dense dense) {
            kernels.activationGradient(dense.f(), values, extra, d, at, count);
        } else if (stage instanceof Stage.Activation activation) {
            kernels.activationGradient(activation.f(), values, extra, d, at, count);
        } else if (stage instanceof Stage.Dropout) {
            kernels.times(d, extra, d, at, count);
        }
    }

    /** The gradient with respect to the batch, of this member's rows: products that most trainings have no use for. */
    void inputGradient(Kernels kernels, Buffers buffers, int batchRows, int member) {
        int from = share(batchRows, member);
        int rows = share(batchRows, member + 1) - from;
        int first = program.firstParametric();
        inputGradient(first, program.stages().get(first), kernels, buffers, batchRows, from, rows);
        for (int i = first - 1; i >= 0; i--) {
            backward(i, kernels, buffers, batchRows, from, rows, member);
            inputGradient(i, program.stages().get(i), kernels, buffers, batchRows, from, rows);
        }
    }

    private void inputGradient(
            int i, Stage stage, Kernels kernels, Buffers buffers, int batchRows, int from, int rows) {
        if (SequenceStages.knows(stage)) {
            sequences.inputGradient(i, stage, kernels, buffers, batchRows, from, rows);
        } else if (stage instanceof Stage.Dense dense) {
            int pieces = SequenceStages.pieces(stage.steps(), batchRows, rows);
            for (int piece = 0; piece < pieces; piece++) {
                int count = rows * stage.steps() / pieces;
                Memory d = buffers.gradients.get(i + 1);
                inputGradient(dense, kernels, d, buffers.gradients.get(i), piece * batchRows + from, count);
            }
        }
    }

    private void inputGradient(Stage.Dense dense, Kernels kernels, Memory d, Memory before, int from, int rows) {
        int n = dense.outputs();
        int k = dense.inputs();
        long at = (long) from * n;
        long beforeAt = (long) from * k;
        kernels.multiply(false, false, rows, k, n, d, at, n, parameters, dense.weights(), k, before, beforeAt, k);
    }

    private void normalizeGradient(
            int i,
            Normalization stage,
            Kernels kernels,
            Buffers buffers,
            int batchRows,
            int from,
            int rows,
            int member) {
        int width = stage.width();
        long at = (long) from * width;
        Memory d = buffers.gradients.get(i + 1);
        Memory normalized = buffers.extras.get(i);
        Memory products = buffers.scratch.get(i);
        kernels.times(d, normalized, products, at, rows * width);
        team.await();
        if (member == 0) {
            kernels.columnSums(d, 0, batchRows, width, width, gradients, stage.beta());
            kernels.columnSums(products, 0, batchRows, width, width, gradients, stage.gamma());
        }
        team.await();
        kernels.normalizeGradient(
                stage, d, normalized, buffers.deviations.get(i), parameters, gradients, batchRows, at, rows, width);
    }

    private boolean isLoss(int index) {
        return index == program.stages().size() - 1 && !program.loss().isEmpty();
    }
}
