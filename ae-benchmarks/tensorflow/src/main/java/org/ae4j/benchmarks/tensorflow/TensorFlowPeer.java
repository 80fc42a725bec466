package org.ae4j.benchmarks.tensorflow;

import org.ae4j.benchmarks.ConvolutionalNetwork;
import org.ae4j.benchmarks.DenseNetwork;
import org.ae4j.benchmarks.Encoding;
import org.ae4j.benchmarks.Peer;
import org.ae4j.benchmarks.Training;
import org.ae4j.benchmarks.Worker;

/** TensorFlow-Java with a graph and a session: its fastest way, as eager operations are called one by one from Java. */
public final class TensorFlowPeer implements Peer {
    /** Measures this engine. */
    public static void main(String[] arguments) {
        Worker.run(new TensorFlowPeer(), arguments);
    }

    @Override
    public Training training(DenseNetwork network, int batchSize, int threads) {
        return new GraphTraining(network.inputs(), (tf, rows) -> DenseStep.of(tf, rows, network), threads);
    }

    @Override
    public Training training(ConvolutionalNetwork network, int batchSize, int threads) {
        return new GraphTraining(network.inputs(), (tf, rows) -> ConvolutionalStep.of(tf, rows, network), threads);
    }

    @Override
    public Encoding encoding(DenseNetwork network, int batchSize, int threads) {
        return new GraphEncoding(network, (tf, rows) -> GraphEncoding.of(tf, rows, network.encoder()), threads);
    }

    @Override
    public Encoding encoding(ConvolutionalNetwork network, int batchSize, int threads) {
        return new GraphEncoding(network, (tf, rows) -> ConvolutionalStep.codes(tf, rows, network), threads);
    }
}
