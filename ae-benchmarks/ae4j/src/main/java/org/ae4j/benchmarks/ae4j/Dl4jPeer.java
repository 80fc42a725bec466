package org.ae4j.benchmarks.ae4j;

import java.util.function.Function;
import org.ae4j.benchmarks.ConvolutionalNetwork;
import org.ae4j.benchmarks.DenseNetwork;
import org.ae4j.benchmarks.Encoding;
import org.ae4j.benchmarks.Peer;
import org.ae4j.benchmarks.RecurrentNetwork;
import org.ae4j.benchmarks.RowBatch;
import org.ae4j.benchmarks.Training;
import org.ae4j.benchmarks.Worker;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.nativeblas.NativeOpsHolder;

/** DL4J as it comes: {@link MultiLayerNetwork#fit(INDArray, INDArray)} and {@link MultiLayerNetwork#output(INDArray)}. */
public final class Dl4jPeer implements Peer {
    /** Measures this engine. */
    public static void main(String[] arguments) {
        Worker.run(new Dl4jPeer(), arguments);
    }

    @Override
    public Training training(DenseNetwork network, int batchSize, int threads) {
        MultiLayerNetwork model = model(FlatParameters.of(network), withOutput(network), threads);
        return training(model, Dl4jPeer::rows, 1);
    }

    /** The loss sums over an image where the peers take the mean. */
    @Override
    public Training training(ConvolutionalNetwork network, int batchSize, int threads) {
        int pixels = network.inputs();
        MultiLayerConfiguration layers = ConvolutionalLayers.overImages(network, adam(pixels));
        return training(model(FlatParameters.of(network), layers, threads), batch -> images(batch, network), pixels);
    }

    /** The loss sums the steps' means where the peers take the mean of all. */
    @Override
    public Training training(RecurrentNetwork network, int batchSize, int threads) {
        int steps = network.steps();
        MultiLayerConfiguration layers = RecurrentLayers.overSequences(network, adam(steps));
        return training(model(FlatParameters.of(network), layers, threads), batch -> sequences(batch, network), steps);
    }

    /** ε grows with the loss, so that every step is the same as the peers'. */
    private static Adam adam(int scale) {
        return new Adam(1e-3, 0.9, 0.999, 1e-8 * scale);
    }

    private static INDArray images(RowBatch batch, ConvolutionalNetwork network) {
        return Nd4j.create(batch.flat(), new long[] {batch.size(), 1, network.side(), network.side()}, 'c');
    }

    /** {@code [rows, features, steps]}, the steps together as DL4J's LSTM has them. */
    private static INDArray sequences(RowBatch batch, RecurrentNetwork network) {
        long[] shape = {batch.size(), network.steps(), network.features()};
        try (INDArray steps = Nd4j.create(batch.flat(), shape, 'c')) {
            return steps.permute(0, 2, 1).dup('f');
        }
    }

    /** @param scale of the score over the mean squared error */
    private static Training training(MultiLayerNetwork model, Function<RowBatch, INDArray> input, int scale) {
        return new Training() {
            @Override
            public double step(RowBatch batch) {
                try (INDArray rows = input.apply(batch)) {
                    model.fit(rows, rows);
                    return model.score() / scale;
                }
            }

            @Override
            public void close() {
                model.close();
            }
        };
    }

    @Override
    public Encoding encoding(DenseNetwork network, int batchSize, int threads) {
        DenseNetwork encoder = network.encoder();
        MultiLayerNetwork model = model(
                FlatParameters.of(encoder), hidden(encoder, encoder.layers()).build(), threads);
        return encoding(model, Dl4jPeer::rows);
    }

    @Override
    public Encoding encoding(ConvolutionalNetwork network, int batchSize, int threads) {
        MultiLayerConfiguration layers = ConvolutionalLayers.encoderOfImages(network);
        return encoding(model(FlatParameters.ofEncoder(network), layers, threads), batch -> images(batch, network));
    }

    @Override
    public Encoding encoding(RecurrentNetwork network, int batchSize, int threads) {
        MultiLayerConfiguration layers = RecurrentLayers.encoderOfSequences(network);
        return encoding(model(FlatParameters.ofEncoder(network), layers, threads), batch -> sequences(batch, network));
    }

    private static Encoding encoding(MultiLayerNetwork model, Function<RowBatch, INDArray> input) {
        return new Encoding() {
            @Override
            public float[] encode(RowBatch batch) {
                try (INDArray rows = input.apply(batch);
                        INDArray codes = model.output(rows);
                        INDArray ordered = codes.dup('c')) {
                    return ordered.data().asFloat();
                }
            }

            @Override
            public void close() {
                model.close();
            }
        };
    }

    private static INDArray rows(RowBatch batch) {
        return Nd4j.create(batch.flat(), new long[] {batch.size(), batch.rows()[0].length}, 'c');
    }

    /** @param threads 0 leaves DL4J's own choice, all cores */
    private static MultiLayerNetwork model(float[] parameters, MultiLayerConfiguration layers, int threads) {
        var model = new MultiLayerNetwork(layers); // starts ND4J, which the next lines need
        if (threads > 0) {
            NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
            Nd4j.factory().blas().setMaxThreads(threads);
        }
        model.init(Nd4j.create(parameters, new long[] {1, parameters.length}, 'c'), false);
        return model;
    }

    private static MultiLayerConfiguration withOutput(DenseNetwork network) {
        int last = network.layers() - 1;
        return hidden(network, last)
                .layer(new OutputLayer.Builder(LossFunction.MSE)
                        .nIn(network.widths().get(last))
                        .nOut(network.inputs())
                        .activation(Activation.SIGMOID)
                        .build())
                .build();
    }

    private static ListBuilder hidden(DenseNetwork network, int layers) {
        ListBuilder builder = new NeuralNetConfiguration.Builder()
                .updater(new Adam(1e-3))
                .activation(Activation.RELU)
                .list();
        for (int i = 0; i < layers; i++) {
            builder.layer(new DenseLayer.Builder()
                    .nIn(network.widths().get(i))
                    .nOut(network.widths().get(i + 1))
                    .build());
        }
        return builder;
    }
}
