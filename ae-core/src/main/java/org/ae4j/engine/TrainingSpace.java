package org.ae4j.engine;

import org.ae4j.engine.kernel.Device;
import org.ae4j.engine.kernel.Kernels;
import org.ae4j.engine.program.Program;

/** What a team computes in: kernels for each member, and the buffers that they share. */
final class TrainingSpace implements AutoCloseable {
    private final Program program;
    private final Device device;
    private final Kernels[] kernels;
    private final boolean isRepeated;
    private Buffers buffers;

    /**
     * For a team.
     *
     * @param isRepeated whether several backward passes may follow a forward pass
     */
    TrainingSpace(Program program, Device device, int members, boolean isRepeated) {
        this.program = program;
        this.device = device;
        this.kernels = new Kernels[members];
        this.isRepeated = isRepeated;
    }

    /**
     * Makes room for a batch; a larger batch than before gets larger buffers, and what the old ones held is lost.
     *
     * @param inputGradient whether the gradient with respect to the batch will be asked for
     */
    void reserve(int rows, boolean inputGradient) {
        if (buffers != null && buffers.rows() >= rows && (buffers.gradients.get(0) != null || !inputGradient)) {
            return;
        }
        int most = buffers == null ? rows : Math.max(rows, buffers.rows());
        boolean wasAsked = buffers != null && buffers.gradients.get(0) != null;
        close();
        for (int i = 0; i < kernels.length; i++) {
            kernels[i] = device.kernels(program.widest(), most * program.steps());
        }
        buffers = Buffers.forTraining(program, device, most, inputGradient || wasAsked, isRepeated);
    }

    /** Those of the last {@link #reserve}. */
    Buffers buffers() {
        return buffers;
    }

    /** A member's own, from the last {@link #reserve}. */
    Kernels kernels(int member) {
        return kernels[member];
    }

    @Override
    public void close() {
        if (buffers != null) {
            for (Kernels one : kernels) {
                one.close();
            }
            buffers.close();
            buffers = null;
        }
    }
}
