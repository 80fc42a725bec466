package org.ae4j.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.ae4j.AutoencoderException;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.engine.kernel.SplitMix;
import org.ae4j.layer.LossPart;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Training by {@link MultiLayerNetwork#fit}: every layer, every backend, the reference. */
public final class Dl4jEngine implements TrainingEngine {
    /** What the loss of a network with penalties is made of. */
    static final Set<LossPart> PENALIZED = Set.of(LossPart.RECONSTRUCTION, LossPart.WEIGHTS);

    private final MultiLayerNetwork network;
    private final long seed;
    private final ScaledRates rates;
    private final boolean isPenalized;
    private long steps;
    private double lastLoss;
    private double lastPenalties;

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
        isPenalized = isPenalized(network);
    }

    /** A network that goes on from given parameters. */
    public Dl4jEngine(MultiLayerConfiguration configuration, float[] parameters, long seed, int threads) {
        Threads.use(threads);
        this.seed = seed;
        network = NetworkPlan.network(configuration, parameters);
        rates = new ScaledRates(network);
        isPenalized = isPenalized(network);
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
            lastPenalties = isPenalized ? network.calcRegularizationScore(true) : 0;
            network.fit(input, labels);
            lastLoss = network.score();
            return lastLoss;
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new AutoencoderException("DL4J cannot train this network: " + e.getMessage(), e);
        }
    }

    /** Reconstruction and weights, if weights are penalised. */
    @Override
    public Set<LossPart> parts() {
        return isPenalized ? PENALIZED : Set.of();
    }

    @Override
    public double part(LossPart part) {
        return part(part, lastLoss, lastPenalties);
    }

    /** One of {@link #PENALIZED}. */
    static double part(LossPart part, double loss, double penalties) {
        return switch (part) {
            case RECONSTRUCTION -> loss - penalties;
            case WEIGHTS -> penalties;
            default -> throw new IllegalArgumentException("one network's loss has no part " + part.label());
        };
    }

    /** Whether any of the trained parameters costs something. */
    static boolean isPenalized(MultiLayerNetwork network) {
        return Arrays.stream(network.getLayers()).anyMatch(Dl4jEngine::isPenalized);
    }

    private static boolean isPenalized(Layer layer) {
        return !(layer instanceof FrozenLayer)
                && layer.paramTable().keySet().stream()
                        .map(layer.getConfig()::getRegularizationByParam)
                        .anyMatch(penalties -> penalties != null && !penalties.isEmpty());
    }

    /**
     * Lets DL4J's listeners watch: {@code iterationDone} after each step, {@code onEpochStart} and {@code onEpochEnd}
     * around each epoch.
     */
    public void listen(List<TrainingListener> listeners) {
        network.addListeners(listeners.toArray(TrainingListener[]::new));
    }

    @Override
    public void beginEpoch() {
        network.getListeners().forEach(listener -> listener.onEpochStart(network));
    }

    /** Counts the epoch for those that ask the network; the rates go by steps. */
    @Override
    public void endEpoch() {
        network.getListeners().forEach(listener -> listener.onEpochEnd(network));
        network.incrementEpochCount();
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
