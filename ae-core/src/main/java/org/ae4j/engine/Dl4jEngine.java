package org.ae4j.engine;

import org.ae4j.AutoencoderException;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.engine.kernel.SplitMix;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Training by {@link MultiLayerNetwork#fit}: every layer, every backend, the reference. */
public final class Dl4jEngine implements TrainingEngine {
    private final MultiLayerNetwork network;
    private final long seed;
    private final ScaledRates rates;
    private long steps;

    /**
     * A network with fresh weights.
     *
     * @param configuration ends in an output layer; holds the seed of the weights
     * @param seed of dropout: each step seeds ND4J's generator of this thread anew, so that other networks cannot
     *     disturb the run
     * @param threads native threads
     */
    public Dl4jEngine(MultiLayerConfiguration configuration, long seed, int threads) {
        Threads.use(threads);
        this.seed = seed;
        network = new MultiLayerNetwork(configuration);
        network.init();
        rates = new ScaledRates(network);
    }

    /** A network that goes on from given parameters. */
    public Dl4jEngine(MultiLayerConfiguration configuration, float[] parameters, long seed, int threads) {
        Threads.use(threads);
        this.seed = seed;
        network = NetworkPlan.network(configuration, parameters);
        rates = new ScaledRates(network);
    }

    @Override
    public String name() {
        return EngineChoice.DL4J.label();
    }

    @Override
    public double step(Batch batch) {
        Nd4j.getRandom().setSeed(mixed(seed, steps++));
        try (INDArray input = array(batch.input(), batch.rows());
                INDArray labels = labels(batch)) {
            SequenceMask.set(network, input);
            network.fit(input, labels);
            return network.score();
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new AutoencoderException("DL4J cannot train this network: " + e.getMessage(), e);
        }
    }

    @Override
    public double loss(Batch batch) {
        try (INDArray input = array(batch.input(), batch.rows());
                INDArray labels = labels(batch);
                INDArray losses = losses(input, labels)) {
            return losses.sumNumber().doubleValue();
        }
    }

    private INDArray losses(INDArray input, INDArray labels) {
        SequenceMask.set(network, input);
        return network.scoreExamples(new DataSet(input, labels), false);
    }

    @Override
    public double learningRate() {
        return learningRate(network);
    }

    /** That of the last layer that has one, as DL4J gives it; NaN for none. */
    static double learningRate(MultiLayerNetwork network) {
        Double rate = null;
        for (int i = network.getnLayers() - 1; i >= 0 && rate == null; i--) {
            rate = network.getLearningRate(i);
        }
        return rate == null ? Double.NaN : rate;
    }

    /** Changes the updaters of the configuration that the engine was made of. */
    @Override
    public void scaleLearningRate(double factor) {
        rates.scale(factor);
    }

    @Override
    public float[] parameters() {
        return network.params().toFloatVector();
    }

    @Override
    public void close() {
        close(network);
    }

    /** Frees all that a network in training owns. */
    static void close(MultiLayerNetwork network) {
        INDArray updaterState = network.getUpdater().getStateViewArray();
        if (updaterState != null && updaterState.closeable()) {
            updaterState.close();
        }
        network.getFlattenedGradients().close();
        network.params().close();
    }

    /** Targets, and behind them the weights if there are any: so {@link org.ae4j.layer.LikelihoodLoss} takes them. */
    private static INDArray labels(Batch batch) {
        INDArray target = array(batch.target(), batch.rows());
        if (batch.weights() == null) {
            return target;
        }
        try (target;
                INDArray weights = array(batch.weights(), batch.rows())) {
            return Nd4j.concat(1, target, weights);
        }
    }

    static INDArray array(float[] values, int rows) {
        return Nd4j.create(values, new long[] {rows, values.length / rows}, 'c');
    }

    /** Neighbouring steps get unrelated seeds, none of them 0, which ND4J takes for the clock. */
    static long mixed(long seed, long step) {
        return SplitMix.bits(seed, step) | 1;
    }
}
