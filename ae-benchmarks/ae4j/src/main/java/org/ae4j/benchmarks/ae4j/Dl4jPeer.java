package org.ae4j.benchmarks.ae4j;

import org.ae4j.benchmarks.ConvolutionalNetwork;
import org.ae4j.benchmarks.DenseNetwork;
import org.ae4j.benchmarks.Encoding;
import org.ae4j.benchmarks.Peer;
import org.ae4j.benchmarks.RowBatch;
import org.ae4j.benchmarks.Training;
import org.ae4j.benchmarks.Worker;
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
        MultiLayerNetwork model = model(network, withOutput(network), threads);
        return new Training() {
            @Override
            public double step(RowBatch batch) {
                try (INDArray rows = rows(batch)) {
                    model.fit(rows, rows);
                    return model.score();
                }
            }

            @Override
            public void close() {
                model.close();
            }
        };
    }

    @Override
    public Training training(ConvolutionalNetwork network, int batchSize, int threads) {
        var model = new MultiLayerNetwork(Convolutional.overImages(network));
        initialize(model, Convolutional.parameters(network), threads);
        int side = network.side();
        return new Training() {
            @Override
            public double step(RowBatch batch) {
                try (INDArray images = Nd4j.create(batch.flat(), new long[] {batch.size(), 1, side, side}, 'c')) {
                    model.fit(images, images);
                    return model.score() / network.inputs();
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
        MultiLayerNetwork model = model(encoder, hidden(encoder, encoder.layers()), threads);
        return new Encoding() {
            @Override
            public float[] encode(RowBatch batch) {
                try (INDArray rows = rows(batch);
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
    private static MultiLayerNetwork model(DenseNetwork network, ListBuilder layers, int threads) {
        var model = new MultiLayerNetwork(layers.build());
        initialize(model, FlatParameters.of(network), threads);
        return model;
    }

    /** @param model has started ND4J, which the first lines need */
    private static void initialize(MultiLayerNetwork model, float[] parameters, int threads) {
        if (threads > 0) {
            NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
            Nd4j.factory().blas().setMaxThreads(threads);
        }
        model.init(Nd4j.create(parameters, new long[] {1, parameters.length}, 'c'), false);
    }

    private static ListBuilder withOutput(DenseNetwork network) {
        int last = network.layers() - 1;
        return hidden(network, last)
                .layer(new OutputLayer.Builder(LossFunction.MSE)
                        .nIn(network.widths().get(last))
                        .nOut(network.inputs())
                        .activation(Activation.SIGMOID)
                        .build());
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
