package org.ae4j.benchmarks.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
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
        var layers = new Layers(manager, network.encoder());
        return new Encoding() {
            @Override
            public float[] encode(RowBatch batch) {
                try (NDManager call = manager.newSubManager()) {
                    return layers.hidden(
                                    input.array(call, batch), network.encoder().layers())
                            .toFloatArray();
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
