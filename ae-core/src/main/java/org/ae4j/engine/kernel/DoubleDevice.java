package org.ae4j.engine.kernel;

import java.nio.DoubleBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Plain loops in double precision: what every other device is compared with. Slow, and meant to be read: a formula stands
 * here as its paper has it.
 */
public final class DoubleDevice implements Device {
    @Override
    public String name() {
        return "Java doubles";
    }

    @Override
    public Memory allocate(long length) {
        DoubleBuffer numbers = DoubleBuffer.allocate(Math.toIntExact(length));
        return new DoubleMemory(numbers, numbers);
    }

    @Override
    public Memory allocateState(long length) {
        return allocate(length);
    }

    @Override
    public Memory wrap(INDArray array) {
        if (array.dataType() != DataType.DOUBLE) {
            throw new IllegalArgumentException("expected an array of doubles, found " + array.dataType());
        }
        // The buffer stands at the view's offset.
        DoubleBuffer numbers = array.data().asNioDouble().slice();
        return new DoubleMemory(numbers.slice(0, Math.toIntExact(array.length())), array);
    }

    @Override
    public Kernels kernels(int widest, int rows) {
        return new DoubleKernels();
    }
}
