package org.ae4j.benchmarks.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.function.UnaryOperator;
import org.ae4j.benchmarks.DenseNetwork;
import org.ae4j.benchmarks.Encoding;
import org.ae4j.benchmarks.Peer;
import org.ae4j.benchmarks.RecurrentNetwork;
import org.ae4j.benchmarks.RowBatch;
import org.ae4j.benchmarks.Training;
import org.ae4j.benchmarks.Worker;

/** DJL on PyTorch. */
public final class DjlPeer implements Peer {
    /** Measures this engine. */
    public static void main(String[] arguments) {
        Worker.run(new DjlPeer(), arguments);
    }

    @Override
    public Training training(DenseNetwork network, int batchSize, int threads) {
        NDManager manager = manager(threads);
        var layers = new Layers(manager, network);
        var input = new DirectInput(batchSize, network.inputs());
        return new DjlTraining(manager, layers::output, layers.parameters(), input);
    }

    @Override
    public Training training(RecurrentNetwork network, int batchSize, int threads) {
        NDManager manager = manager(threads);
        var layers = new RecurrentLayers(manager, network, batchSize);
        var input = new DirectInput(batchSize, network.inputs());
        return new DjlTraining(manager, layers::output, layers.parameters(), input);
    }

    @Override
    public Encoding encoding(DenseNetwork network, int batchSize, int threads) {
        NDManager manager = manager(threads);
        var input = new DirectInput(batchSize, network.inputs());
        DenseNetwork encoder = network.encoder();
        var layers = new Layers(manager, encoder);
        return encoding(manager, input, rows -> layers.hidden(rows, encoder.layers()));
    }

    @Override
    public Encoding encoding(RecurrentNetwork network, int batchSize, int threads) {
        NDManager manager = manager(threads);
        var input = new DirectInput(batchSize, network.inputs());
        return encoding(manager, input, new RecurrentLayers(manager, network, batchSize)::code);
    }

    private static Encoding encoding(NDManager manager, DirectInput input, UnaryOperator<NDArray> encoder) {
        return new Encoding() {
            @Override
            public float[] encode(RowBatch batch) {
                try (NDManager call = manager.newSubManager()) {
                    return encoder.apply(input.array(call, batch)).toFloatArray();
                }
            }

            @Override
            public void close() {
                manager.close();
            }
        };
    }

    private static NDManager manager(int threads) {
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        return Engine.getEngine("PyTorch").newBaseManager();
    }
}
