package org.ae4j.benchmarks.tensorflow;

import org.ae4j.benchmarks.RowBatch;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.types.TFloat32;

/** One tensor for all batches of a size, so that a batch is copied once and nothing is allocated. */
final class InputTensor implements AutoCloseable {
    private final int width;
    private TFloat32 tensor;
    private FloatDataBuffer memory;

    InputTensor(int width) {
        this.width = width;
    }

    /** Valid until the next call. */
    TFloat32 filled(RowBatch batch) {
        if (tensor == null || tensor.shape().get(0) != batch.size()) {
            close();
            tensor = TFloat32.tensorOf(Shape.of(batch.size(), width));
            memory = tensor.asRawTensor().data().asFloats();
        }
        memory.write(batch.flat());
        return tensor;
    }

    @Override
    public void close() {
        if (tensor != null) {
            tensor.close();
        }
    }
}
