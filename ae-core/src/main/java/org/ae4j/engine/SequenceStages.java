package org.ae4j.engine;

import org.ae4j.engine.kernel.Kernels;
import org.ae4j.engine.kernel.Memory;
import org.ae4j.engine.kernel.SequenceKernels;
import org.ae4j.engine.program.Lstm;
import org.ae4j.engine.program.SequenceStage;
import org.ae4j.engine.program.Stage;

/** Forward and backward of the stages that make sequences, run through them, or end them. */
final class SequenceStages {
    private final LstmStages lstms;

    SequenceStages(Memory parameters, LstmStages.Weights weights) {
        this.lstms = new LstmStages(parameters, weights);
    }

    /** What members share before a forward pass with {@link LstmStages.Weights#COPIED}. */
    void prepare(int index, Stage stage, Kernels kernels, Buffers buffers, Team team, int member) {
        if (stage instanceof Lstm lstm) {
            lstms.turn(lstm, buffers.lstms.get(index), kernels, member, team.size());
            team.await();
        }
    }

    /** Whether a stage is run here. */
    static boolean knows(Stage stage) {
        return stage instanceof SequenceStage || stage instanceof Lstm;
    }

    /**
     * In how many pieces a member's rows of all steps lie: in one where they are all rows of the batch. Piece i starts at row
     * {@code i · batchRows + from}.
     */
    static int pieces(int steps, int batchRows, int rows) {
        return rows == batchRows ? 1 : steps;
    }

    /** The output of some rows. */
    void forward(int index, Stage stage, Kernels kernels, Buffers buffers, int batchRows, int from, int rows) {
        Memory in = buffers.values.get(index);
        Memory out = buffers.values.get(index + 1);
        SequenceKernels sequences = kernels.sequences();
        if (stage instanceof Lstm lstm) {
            lstms.forward(lstm, buffers.lstms.get(index), kernels, in, out, batchRows, from, rows);
        } else if (stage instanceof SequenceStage.FromRows fromRows) {
            sequences.fromRows(fromRows, in, out, batchRows, from, rows, buffers.ends);
        } else if (stage instanceof SequenceStage.LastStep last) {
            sequences.lastStep(last, in, out, batchRows, from, rows, buffers.ends);
        } else if (stage instanceof SequenceStage.ToRows toRows) {
            sequences.toRows(toRows, in, out, batchRows, from, rows);
        }
    }

    /** The gradients of some rows; those of an LSTM's input are left to {@link #inputGradient}. */
    void backward(int index, Stage stage, Kernels kernels, Buffers buffers, int batchRows, int from, int rows) {
        Memory d = buffers.gradients.get(index + 1);
        if (stage instanceof Lstm lstm) {
            lstms.backward(lstm, buffers.lstms.get(index), kernels, d, batchRows, from, rows);
        }
    }

    /** The gradient with respect to the input of some rows. */
    void inputGradient(int index, Stage stage, Kernels kernels, Buffers buffers, int batchRows, int from, int rows) {
        Memory d = buffers.gradients.get(index + 1);
        Memory before = buffers.gradients.get(index);
        SequenceKernels sequences = kernels.sequences();
        if (stage instanceof Lstm lstm) {
            lstms.inputGradient(lstm, buffers.lstms.get(index), kernels, before, batchRows, from, rows);
        } else if (stage instanceof SequenceStage.FromRows fromRows) {
            Memory in = buffers.values.get(index);
            sequences.fromRowsGradient(fromRows, in, d, before, batchRows, from, rows);
        } else if (stage instanceof SequenceStage.LastStep last) {
            sequences.lastStepGradient(last, d, before, batchRows, from, rows, buffers.ends);
        } else if (stage instanceof SequenceStage.ToRows toRows) {
            sequences.toRowsGradient(toRows, d, before, batchRows, from, rows);
        }
    }
}
