package org.ae4j.engine;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.StampedLock;
import org.ae4j.engine.kernel.Device;
import org.ae4j.engine.kernel.FloatDevice;
import org.ae4j.engine.kernel.Kernels;
import org.ae4j.engine.kernel.Memory;
import org.ae4j.engine.program.Program;
import org.ae4j.engine.program.ProgramReader;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;

/**
 * The forward pass by kernels that are planned once. Each call takes a workspace of its own, so that calls run side by side;
 * workspaces are kept, so that calls allocate nothing but their result.
 */
public final class CompiledForward implements ForwardPass {
    /** Rows that go through the network together: enough for fast products, few enough to stay in the cache … */
    private static final int MOST_ROWS = 256;
    /** … and fewer where rows are so long that workspaces would become large. */
    private static final int MOST_NUMBERS = 1 << 22;

    private final Program program;
    private final Device device;
    private final int most;
    private final Memory parameters;
    private final ForwardStages stages;
    private final AtomicReferenceArray<Workspace> idle =
            new AtomicReferenceArray<>(2 * Runtime.getRuntime().availableProcessors());
    private final StampedLock closing = new StampedLock();
    private boolean closed;

    /** What one call computes in. */
    private record Workspace(Buffers buffers, Kernels kernels) {
        void close() {
            buffers.close();
            kernels.close();
        }
    }

    /**
     * A network over given parameters.
     *
     * @param parameters in the order of DL4J's flat view, copied
     * @throws org.ae4j.engine.program.UnsupportedNetworkException if the configuration holds something that this engine
     *     does not know
     */
    public CompiledForward(MultiLayerConfiguration configuration, float[] parameters) {
        this(configuration, parameters, FloatDevice.fastest());
    }

    CompiledForward(MultiLayerConfiguration configuration, float[] parameters, Device device) {
        this.program = ProgramReader.read(configuration);
        if (parameters.length != program.parameters()) {
            throw new IllegalArgumentException(
                    "the network has %d parameters, found %d".formatted(program.parameters(), parameters.length));
        }
        this.device = device;
        this.most = Math.max(1, Math.min(MOST_ROWS, MOST_NUMBERS / program.widest()));
        this.parameters = device.allocate(parameters.length);
        this.parameters.write(0, parameters, 0, parameters.length);
        this.stages = new ForwardStages(program, new Weights(this.parameters, null, true), false);
        this.stages.runs().forEach(run -> run.turn(parameters, this.parameters));
    }

    @Override
    public int outputs() {
        return program.outputs();
    }

    @Override
    public void apply(float[] input, int rows, float[] output) {
        if (input.length < (long) rows * program.inputs() || output.length < (long) rows * program.outputs()) {
            throw new IllegalArgumentException("%d rows of %d numbers give %d each; found %d and room for %d"
                    .formatted(rows, program.inputs(), program.outputs(), input.length, output.length));
        }
        long stamp = closing.readLock();
        try {
            if (closed) {
                throw new IllegalStateException("the model is closed");
            }
            Workspace workspace = take();
            for (int from = 0; from < rows; from += most) {
                some(workspace, input, from, Math.min(most, rows - from), output);
            }
            giveBack(workspace);
        } finally {
            closing.unlockRead(stamp);
        }
    }

    @Override
    public void close() {
        long stamp = closing.writeLock();
        try {
            if (!closed) {
                closed = true;
                parameters.close();
                for (Workspace workspace = takeIdle(); workspace != null; workspace = takeIdle()) {
                    workspace.close();
                }
            }
        } finally {
            closing.unlockWrite(stamp);
        }
    }

    private void some(Workspace workspace, float[] input, int from, int rows, float[] output) {
        Buffers buffers = workspace.buffers;
        Kernels kernels = workspace.kernels;
        int count = program.stages().size();
        kernels.enter();
        buffers.values.get(0).write(0, input, from * program.inputs(), rows * program.inputs());
        stages.run(count, new Share(kernels, buffers, null, 0, rows, 0, rows));
        Memory result = buffers.values.get(count);
        if (!program.loss().isEmpty()) {
            Memory bias = program.lossBias() >= 0 ? parameters : null;
            kernels.outputs(program.loss(), result, 0, rows, program.outputs(), bias, program.lossBias());
        }
        result.read(0, output, from * program.outputs(), rows * program.outputs());
    }

    private Workspace take() {
        Workspace workspace = takeIdle();
        return workspace != null
                ? workspace
                : new Workspace(
                        Buffers.forUse(program, stages.runs(), device, most),
                        device.kernels(program.longestRow(), most * program.steps()));
    }

    private Workspace takeIdle() {
        for (int i = 0; i < idle.length(); i++) {
            Workspace workspace = idle.get(i);
            if (workspace != null && idle.compareAndSet(i, workspace, null)) {
                return workspace;
            }
        }
        return null;
    }

    private void giveBack(Workspace workspace) {
        for (int i = 0; i < idle.length(); i++) {
            if (idle.compareAndSet(i, null, workspace)) {
                return;
            }
        }
        workspace.close(); // more calls at once than it is worth keeping workspaces for
    }
}
