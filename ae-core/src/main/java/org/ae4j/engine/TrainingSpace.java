package org.ae4j.engine;

import java.util.Arrays;
import org.ae4j.engine.kernel.Device;
import org.ae4j.engine.kernel.Kernels;
import org.ae4j.engine.program.Program;

/** What a team computes in: kernels for each member, and the buffers that they share. */
final class TrainingSpace implements AutoCloseable {
    private final Program program;
    private final TrainingStages stages;
    private final Device device;
    private final Team team;
    private final Kernels[] kernels;
    private final Share[] shares;
    private Buffers buffers;

    TrainingSpace(Program program, TrainingStages stages, Device device, Team team) {
        this.program = program;
        this.stages = stages;
        this.device = device;
        this.team = team;
        this.kernels = new Kernels[team.size()];
        this.shares = new Share[team.size()];
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
            kernels[i] = device.kernels(program.longestRow(), most * program.steps());
        }
        buffers = Buffers.forTraining(program, stages.runs(), device, most, team.size(), inputGradient || wasAsked);
    }

    /** Those of the last {@link #reserve}. */
    Buffers buffers() {
        return buffers;
    }

    /** A member's own, from the last {@link #reserve}. */
    Kernels kernels(int member) {
        return kernels[member];
    }

    /** A member's kernels, which it is about to use. */
    Kernels enter(int member) {
        kernels[member].enter();
        return kernels[member];
    }

    /** A member's share of a pass, which is about to begin. */
    Share enter(int member, int batchRows) {
        Kernels own = enter(member);
        if (shares[member] == null || shares[member].batchRows() != batchRows) { // the same for most steps
            shares[member] = Share.of(own, buffers, team, member, batchRows);
        }
        return shares[member];
    }

    @Override
    public void close() {
        if (buffers != null) {
            for (Kernels one : kernels) {
                one.close();
            }
            buffers.close();
            buffers = null;
            Arrays.fill(shares, null);
        }
    }
}
