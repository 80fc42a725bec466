package org.ae4j.engine;

import java.util.function.BiConsumer;
import org.ae4j.engine.kernel.Device;
import org.ae4j.engine.kernel.Kernels;
import org.ae4j.engine.kernel.Memory;
import org.ae4j.engine.program.Program;
import org.ae4j.engine.program.Segment;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The updater's state as kernels want it, parameter by parameter, to and from DL4J's layout, block by block of equal
 * updaters.
 */
final class UpdaterState {
    private final Program program;
    private final Device device;
    private final DataType type;
    private final Memory memory;
    private final long stride;

    /** As DL4J starts it: RMSProp and AdaGrad, which have one state number, from a small one, all others from 0. */
    UpdaterState(Program program, Device device, DataType type) {
        this.program = program;
        this.device = device;
        this.type = type;
        this.stride = (program.parameters() + Kernels.BLOCK - 1) / Kernels.BLOCK * Kernels.BLOCK;
        int most = program.segments().stream().mapToInt(Segment::states).max().orElse(0);
        this.memory = device.allocateState(stride * most);
        if (program.stateLength() > 0) {
            try (INDArray fresh = Nd4j.zeros(type, program.stateLength())) {
                for (Segment segment : program.segments()) {
                    if (segment.states() == 1) {
                        segment.updater().instantiate(part(fresh, segment, 0), true);
                    }
                }
                load(fresh);
            }
        }
    }

    Memory memory() {
        return memory;
    }

    /** How far a parameter's state numbers are apart. */
    long stride() {
        return stride;
    }

    /** Takes over a state of DL4J's; null for updaters without one. */
    void load(INDArray dl4j) {
        forEachPart((segment, kind) -> memory.copyFrom(
                device.wrap(part(dl4j, segment, kind)), 0, kind * stride + segment.from(), segment.length()));
    }

    /** A copy in DL4J's layout; null for updaters without one. */
    INDArray toDl4j() {
        if (program.stateLength() == 0) {
            return null;
        }
        INDArray dl4j = Nd4j.zeros(type, program.stateLength());
        forEachPart((segment, kind) -> device.wrap(part(dl4j, segment, kind))
                .copyFrom(memory, kind * stride + segment.from(), 0, segment.length()));
        return dl4j;
    }

    private void forEachPart(BiConsumer<Segment, Integer> action) {
        for (Segment segment : program.segments()) {
            for (int kind = 0; kind < segment.states(); kind++) {
                action.accept(segment, kind);
            }
        }
    }

    private static INDArray part(INDArray dl4j, Segment segment, int kind) {
        long from = segment.stateAt() + kind * segment.stateStride();
        return dl4j.get(NDArrayIndex.interval(from, from + segment.length()));
    }
}
