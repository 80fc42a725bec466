package org.ae4j.engine;

import java.util.ArrayList;
import java.util.List;
import org.ae4j.engine.kernel.Device;
import org.ae4j.engine.kernel.Memory;
import org.ae4j.engine.program.Program;
import org.ae4j.engine.program.Stage;

/**
 * What a program computes on the way, for batches of up to {@code rows} rows. Stages that work in place share the memory
 * of the one before them.
 */
final class Buffers implements AutoCloseable {
    /** The batch, and then each stage's output: {@code values.get(i)} goes into stage i. */
    final List<Memory> values = new ArrayList<>();
    /** The gradient with respect to {@code values.get(i)}; null where none is asked for. */
    final List<Memory> gradients = new ArrayList<>();
    /** Each stage's memories of its own, see {@link StageRun#ownLengths}. */
    final List<Memory[]> own = new ArrayList<>();
    /** How many steps each row has, where rows are sequences. */
    final int[] ends;

    /**
     * The gradient with respect to the output as it was given: the last of {@link #gradients}, unless the backward pass
     * would overwrite it there.
     */
    private Memory outputGradient;

    private final int rows;
    private final int members;
    private final List<Memory> owned = new ArrayList<>();
    private final Device device;

    private Buffers(Device device, int rows, int members) {
        this.device = device;
        this.rows = rows;
        this.members = members;
        this.ends = new int[rows];
    }

    /** For the network in use, by one thread. */
    static Buffers forUse(Program program, List<StageRun> runs, Device device, int rows) {
        var buffers = new Buffers(device, rows, 1);
        buffers.values.add(buffers.allocate(program.inputs()));
        runs.forEach(run -> buffers.addForward(run, false));
        return buffers;
    }

    /**
     * For training.
     *
     * @param inputGradient whether the gradient with respect to the batch will be asked for
     */
    static Buffers forTraining(
            Program program, List<StageRun> runs, Device device, int rows, int members, boolean inputGradient) {
        var buffers = new Buffers(device, rows, members);
        buffers.values.add(buffers.allocate(program.inputs()));
        buffers.gradients.add(inputGradient ? buffers.allocate(program.inputs()) : null);
        for (int i = 0; i < runs.size(); i++) {
            buffers.addForward(runs.get(i), i >= program.frozen());
            buffers.addGradient(runs.get(i), i >= program.frozen());
        }
        Memory last = buffers.gradients.get(runs.size());
        boolean stays = last != null && runs.get(runs.size() - 1).keepsGradient();
        buffers.outputGradient = stays ? last : buffers.allocate(program.outputs());
        return buffers;
    }

    /** Where the gradient with respect to the output is given; the backward pass leaves it as it is. */
    Memory outputGradient() {
        return outputGradient;
    }

    private void addForward(StageRun run, boolean training) {
        Memory in = values.get(values.size() - 1);
        values.add(run.isInPlace(training) ? in : allocate(run.stage()));
        long[] lengths = run.ownLengths(rows, members, training);
        var memories = new Memory[lengths.length];
        for (int i = 0; i < lengths.length; i++) {
            memories[i] = own(device.allocate(lengths[i]));
        }
        own.add(memories);
    }

    /** Needed from the first trained parameters on, or from the input on if its gradient is asked for. */
    private void addGradient(StageRun run, boolean trained) {
        Memory before = gradients.get(gradients.size() - 1);
        boolean isNeeded = trained && (before != null || run.stage() instanceof Stage.Parametric);
        boolean isShared = before != null && run.isGradientInPlace();
        gradients.add(!isNeeded ? null : isShared ? before : allocate(run.stage()));
    }

    /** The most rows of a batch. */
    int rows() {
        return rows;
    }

    @Override
    public void close() {
        owned.forEach(Memory::close);
    }

    private Memory allocate(Stage stage) {
        return allocate(stage.steps() * stage.outputs());
    }

    private Memory allocate(int width) {
        return own(device.allocate((long) rows * width));
    }

    private Memory own(Memory memory) {
        owned.add(memory);
        return memory;
    }
}
