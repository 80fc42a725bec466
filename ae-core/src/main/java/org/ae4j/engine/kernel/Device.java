package org.ae4j.engine.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Where a compiled network lives: its memory, and kernels that compute on it. */
public interface Device {
    /** What computes, such as {@code "oneDNN"}. */
    String name();

    /** New memory, all zero. */
    Memory allocate(long length);

    /** New memory for an updater's state, all zero: only {@link Kernels#update} computes with it. */
    Memory allocateState(long length);

    /** Memory over an array's own numbers, which the array's owner keeps alive; {@code array} is contiguous. */
    Memory wrap(INDArray array);

    /**
     * Kernels for one thread.
     *
     * @param widest the longest row that they will see
     * @param rows the most rows of a batch
     */
    Kernels kernels(int widest, int rows);
}
