package org.ae4j.benchmarks.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.ae4j.benchmarks.RowBatch;

/** One native buffer for all batches: PyTorch reads it in place, so that a batch is copied once and nothing is allocated. */
final class DirectInput {
    private final ByteBuffer bytes;
    private final FloatBuffer floats;
    private final int width;

    DirectInput(int rows, int width) {
        bytes = ByteBuffer.allocateDirect(rows * width * Float.BYTES).order(ByteOrder.nativeOrder());
        floats = bytes.asFloatBuffer();
        this.width = width;
    }

    /** Valid until the next call. */
    NDArray array(NDManager manager, RowBatch batch) {
        floats.clear().put(batch.flat());
        bytes.clear().limit(batch.flat().length * Float.BYTES);
        return manager.create(bytes, new Shape(batch.size(), width), DataType.FLOAT32);
    }
}
