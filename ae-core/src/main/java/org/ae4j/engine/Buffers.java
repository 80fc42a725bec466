package org.ae4j.engine;

import java.util.ArrayList;
import java.util.List;
import org.ae4j.engine.kernel.Device;
import org.ae4j.engine.kernel.Memory;
import org.ae4j.engine.program.Lstm;
import org.ae4j.engine.program.Nonlinearity;
import org.ae4j.engine.program.Normalization;
import org.ae4j.engine.program.Program;
import org.ae4j.engine.program.SequenceStage;
import org.ae4j.engine.program.Stage;

/**
 * What a program computes on the way, for batches of up to {@code rows} rows. Stages that work in place share the memory
 * of the one before them.
 */
final class Buffers implements AutoCloseable {
    /** The batch, and then each stage's output: {@code values.get(i)} goes into stage i. */
    final List<Memory> values = new ArrayList<>();
    /** Each stage's extra memory: slopes, a dropout mask or the normalised values; null where there is none. */
    final List<Memory> extras = new ArrayList<>();
    /** The gradient with respect to {@code values.get(i)}; null where none is asked for. */
    final List<Memory> gradients = new ArrayList<>();
    /** Squares and products of batch normalisation; null without it. */
    final List<Memory> scratch = new ArrayList<>();
    /** Means of the columns of a normalisation; null elsewhere. */
    final List<Memory> means = new ArrayList<>();
    /** Inverse deviations of the columns of a normalisation; null elsewhere. */
    final List<Memory> deviations = new ArrayList<>();

    /** What an LSTM computes in; null elsewhere. */
    final List<LstmBuffers> lstms = new ArrayList<>();
    /** How many steps each row has, where rows are sequences. */
    final int[] ends;

    /**
     * The gradient with respect to the output as it was given: the last of {@link #gradients}, unless the backward pass
     * would overwrite it there.
     */
    private Memory outputGradient;

    private final int rows;
    private final boolean isRepeated;
    private final List<Memory> owned = new ArrayList<>();
    private final Device device;

    private Buffers(Device device, int rows, boolean isRepeated) {
        this.device = device;
        this.rows = rows;
        this.isRepeated = isRepeated;
        this.ends = new int[rows];
    }

    /** For the network in use. */
    static Buffers forUse(Program program, Device device, int rows) {
        var buffers = new Buffers(device, rows, false);
        buffers.values.add(buffers.allocate(program.inputs()));
        for (Stage stage : program.stages()) {
            Memory in = buffers.values.get(buffers.values.size() - 1);
            buffers.values.add(makesNew(stage) ? buffers.allocate(stage) : in);
            buffers.lstms.add(buffers.lstm(stage, false));
        }
        return buffers;
    }

    /**
     * For training.
     *
     * @param inputGradient whether the gradient with respect to the batch will be asked for
     * @param isRepeated whether several backward passes may follow a forward pass
     */
    static Buffers forTraining(Program program, Device device, int rows, boolean inputGradient, boolean isRepeated) {
        var buffers = new Buffers(device, rows, isRepeated);
        buffers.values.add(buffers.allocate(program.inputs()));
        buffers.gradients.add(inputGradient ? buffers.allocate(program.inputs()) : null);
        for (int i = 0; i < program.stages().size(); i++) {
            boolean hasGradient = i >= program.frozen() && (inputGradient || i >= program.firstParametric());
            buffers.add(program.stages().get(i), i < program.frozen(), hasGradient);
        }
        Memory last = buffers.gradients.get(program.stages().size());
        boolean stays = last != null && leavesGradient(program.last());
        buffers.outputGradient = stays ? last : buffers.allocate(program.outputs());
        return buffers;
    }

    /** Where the gradient with respect to the output is given; the backward pass leaves it as it is. */
    Memory outputGradient() {
        return outputGradient;
    }

    private void add(Stage stage, boolean frozen, boolean hasGradient) {
        Memory in = values.get(values.size() - 1);
        boolean normalizes = stage instanceof Normalization && !frozen;
        boolean drops = stage instanceof Stage.Dropout && !frozen;
        boolean makesNew = makesNew(stage);
        values.add(makesNew || normalizes || drops ? allocate(stage) : in);
        gradients.add(!makesNew ? gradients.get(gradients.size() - 1) : hasGradient ? allocate(stage) : null);
        extras.add(frozen || !needsExtra(stage) ? null : allocate(stage));
        scratch.add(normalizes ? allocate(stage) : null);
        means.add(normalizes ? own(device.allocate(stage.outputs())) : null);
        deviations.add(normalizes ? own(device.allocate(stage.outputs())) : null);
        lstms.add(lstm(stage, !frozen));
    }

    /** Whether a stage cannot work in place. */
    static boolean makesNew(Stage stage) {
        return stage instanceof Stage.Dense || SequenceStages.knows(stage);
    }

    /** Whether the backward pass of a stage leaves the gradient of its output as it is. */
    private static boolean leavesGradient(Stage stage) {
        return stage instanceof SequenceStage
                || stage instanceof Stage.Dense dense && dense.f() == Nonlinearity.IDENTITY;
    }

    private LstmBuffers lstm(Stage stage, boolean isKept) {
        return stage instanceof Lstm lstm
                ? LstmBuffers.of(lstm, rows, isKept, isKept && isRepeated, length -> own(device.allocate(length)))
                : null;
    }

    private static boolean needsExtra(Stage stage) {
        if (stage instanceof Stage.Dense dense) {
            return dense.f().keepsSlope();
        }
        return !(stage instanceof Stage.Activation activation) || activation.f().keepsSlope();
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
