package org.ae4j.engine;

import java.util.List;
import org.ae4j.engine.kernel.Memory;
import org.ae4j.engine.program.Program;
import org.ae4j.engine.program.Stage;
import org.ae4j.layer.OutputGroup;

/**
 * Forward and backward of a batch for one member of a team. Rows are shared out between the members as far as the
 * gradients of activations go; then each member computes the gradients of its share of the weights over all rows.
 */
final class TrainingStages {
    private final Program program;
    private final Weights weights;
    private final ForwardStages forward;
    private final List<StageRun> runs;
    private final int firstTrained;

    /**
     * Of a program with its parameters.
     *
     * @param isRepeated whether several backward passes may follow a forward pass
     */
    TrainingStages(Program program, Weights weights, boolean isRepeated) {
        this.program = program;
        this.weights = weights;
        this.forward = new ForwardStages(program, weights, isRepeated);
        this.runs = forward.runs();
        this.firstTrained = firstTrained(program);
    }

    /** The first stage with parameters that are trained: before it no gradient is needed but for that of the input. */
    private static int firstTrained(Program program) {
        int first = program.frozen();
        while (first < program.stages().size() - 1 && !(program.stages().get(first) instanceof Stage.Parametric)) {
            first++;
        }
        return first;
    }

    /** How each stage runs. */
    List<StageRun> runs() {
        return runs;
    }

    /**
     * Activations, loss and the gradients of activations, of this member's rows.
     *
     * @param seed of this step's dropout
     * @return the loss of these rows, summed
     */
    double rows(Share share, Batch batch, long seed) {
        write(share, batch);
        forward(share, seed);
        double loss = loss(
                program.loss(),
                share,
                batch.target(),
                batch.weights(),
                share.buffers().outputGradient());
        backward(share);
        return loss;
    }

    /** Activations of this member's rows, from the input that is there. */
    void forward(Share share, long seed) {
        forward.run(program.frozen(), share);
        for (int i = program.frozen(); i < runs.size(); i++) {
            runs.get(i).forward(share, seed);
        }
    }

    /** Activations of some rows in use, from the input that is there. */
    void use(Share share) {
        forward.run(runs.size(), share);
    }

    /** The gradients of this member's rows' activations from that of the output, which stays. */
    void backward(Share share) {
        int width = program.outputs();
        Memory last = share.buffers().gradients.get(runs.size());
        Memory given = share.buffers().outputGradient();
        if (last != null && last != given) {
            share.kernels().copy(given, last, (long) share.from() * width, share.rows() * width);
        }
        for (int i = runs.size() - 1; i > firstTrained; i--) {
            runs.get(i).backwardToInput(share);
        }
        if (firstTrained < runs.size()) {
            runs.get(firstTrained).backward(share);
        }
    }

    /** The gradient with respect to the batch, of this member's rows: work that most trainings have no use for. */
    void inputGradient(Share share) {
        runs.get(firstTrained).inputGradient(share);
        for (int i = firstTrained - 1; i >= 0; i--) {
            runs.get(i).backwardToInput(share);
        }
    }

    /** {@link StageRun#weights} of all stages that are trained, after all members' {@link #backward}. */
    void weights(Share share) {
        for (int i = runs.size() - 1; i >= program.frozen(); i--) {
            runs.get(i).weights(share);
        }
    }

    /** The loss of some rows in use, summed. */
    double lossInUse(Share share, Batch batch) {
        write(share, batch);
        use(share);
        return loss(program.loss(), share, batch.target(), batch.weights(), null);
    }

    private void write(Share share, Batch batch) {
        int inputs = program.inputs();
        int at = share.from() * inputs;
        share.buffers().values.get(0).write(at, batch.input(), at, share.rows() * inputs);
    }

    /**
     * The loss of some rows from their output, summed.
     *
     * @param groups the program's own, or those of a program without
     * @param factors as {@link Batch#weights}
     * @param gradient gets that with respect to the pre-activations; null for the loss alone
     */
    double loss(List<OutputGroup> groups, Share share, float[] target, float[] factors, Memory gradient) {
        int width = program.outputs();
        boolean lacksBias = program.lossBias() >= 0;
        return share.kernels()
                .loss(
                        groups,
                        share.buffers().values.get(runs.size()),
                        (long) share.from() * width,
                        share.rows(),
                        width,
                        lacksBias ? weights.values() : null,
                        program.lossBias(),
                        target,
                        share.from() * width,
                        factors,
                        gradient);
    }
}
