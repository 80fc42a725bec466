package org.ae4j.benchmarks.ae4j;

import java.util.List;
import java.util.Optional;
import org.ae4j.benchmarks.ConvolutionalNetwork;
import org.ae4j.benchmarks.DenseNetwork;
import org.ae4j.benchmarks.Encoding;
import org.ae4j.benchmarks.Peer;
import org.ae4j.benchmarks.RecurrentNetwork;
import org.ae4j.benchmarks.RowBatch;
import org.ae4j.benchmarks.Training;
import org.ae4j.benchmarks.Worker;
import org.ae4j.benchmarks.Workload;
import org.ae4j.data.Samples;
import org.ae4j.engine.Batch;
import org.ae4j.engine.EngineChoice;
import org.ae4j.engine.Engines;
import org.ae4j.engine.TrainingEngine;
import org.ae4j.model.Autoencoder;
import org.ae4j.train.EpochResult;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;
import org.ae4j.train.TrainingResult;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.nd4j.linalg.learning.config.Adam;

/** AE4J: steps of its engine, codes and the whole job through its public interface. */
public final class Ae4jPeer implements Peer {
    /** Measures this engine. */
    public static void main(String[] arguments) {
        Worker.run(new Ae4jPeer(), arguments);
    }

    /**
     * AE4J sums half the squared error over a row where the peers take the mean: gradients are larger by half the width. ε
     * grows with them, so that every step is the same as theirs.
     */
    @Override
    public Training training(DenseNetwork network, int batchSize, int threads) {
        int width = network.inputs();
        TrainingPlan plan = plan().updater(adam(width));
        return training(engine(Specification.training(network, plan), FlatParameters.of(network), threads), width);
    }

    @Override
    public Training training(ConvolutionalNetwork network, int batchSize, int threads) {
        int width = network.inputs();
        MultiLayerConfiguration layers = ConvolutionalLayers.overRows(network, adam(width));
        return training(engine(layers, FlatParameters.of(network), threads), width);
    }

    @Override
    public Training training(RecurrentNetwork network, int batchSize, int threads) {
        int width = network.inputs();
        MultiLayerConfiguration layers = RecurrentLayers.overRows(network, adam(width));
        return training(engine(layers, FlatParameters.of(network), threads), width);
    }

    private static Adam adam(int width) {
        return new Adam(1e-3, 0.9, 0.999, 1e-8 * width / 2);
    }

    private static Training training(TrainingEngine engine, int width) {
        return new Training() {
            @Override
            public double step(RowBatch batch) {
                double halfSum = engine.step(new Batch(batch.flat(), batch.flat(), batch.size()));
                return halfSum * 2 / width;
            }

            @Override
            public void close() {
                engine.close();
            }
        };
    }

    /** The engine under test: the one place that names it. */
    private static TrainingEngine engine(MultiLayerConfiguration configuration, float[] parameters, int threads) {
        return Engines.training(EngineChoice.AUTO, configuration, Optional.of(parameters), plan().seed(), threads);
    }

    @Override
    public Encoding encoding(DenseNetwork network, int batchSize, int threads) {
        Autoencoder model = Specification.model(network);
        return new Encoding() {
            @Override
            public float[] encode(RowBatch batch) {
                float[][] rows = batch.rows();
                return rows.length == 1 ? model.encode(rows[0]) : model.encode(rows)[rows.length - 1];
            }

            @Override
            public void close() {
                model.close();
            }
        };
    }

    /** By the engine alone: the encoder is that of no preset. */
    @Override
    public Encoding encoding(ConvolutionalNetwork network, int batchSize, int threads) {
        return ForwardPassPeer.encoding(
                Engines.forward(ConvolutionalLayers.encoderOfRows(network), FlatParameters.ofEncoder(network)));
    }

    /** As above. */
    @Override
    public Encoding encoding(RecurrentNetwork network, int batchSize, int threads) {
        return ForwardPassPeer.encoding(
                Engines.forward(RecurrentLayers.encoderOfRows(network), FlatParameters.ofEncoder(network)));
    }

    @Override
    public double job(Workload workload, float[][] rows, int threads) {
        TrainingPlan plan =
                plan().epochs(Workload.EPOCHS).batchSize(workload.batchSize()).threads(threads);
        TrainingResult result =
                Trainer.of(Specification.of(workload.network()), plan).fit(Samples.of(rows));
        result.model().close();
        List<EpochResult> epochs = result.history().epochs();
        return epochs.get(epochs.size() - 1).trainLoss()
                * 2
                / workload.network().inputs();
    }

    /** No codes are kept to score other rows by: no peer does that. */
    private static TrainingPlan plan() {
        return TrainingPlan.defaults().updater(new Adam(1e-3)).referenceCodes(0);
    }
}
