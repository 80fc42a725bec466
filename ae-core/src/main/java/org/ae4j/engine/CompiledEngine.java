package org.ae4j.engine;

import java.util.Set;
import org.ae4j.engine.kernel.Device;
import org.ae4j.engine.kernel.FloatDevice;
import org.ae4j.engine.program.Program;
import org.ae4j.engine.program.ProgramReader;
import org.ae4j.layer.LossPart;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Training on the CPU by kernels that are planned once: each step is a fixed list of matrix products and loops over memory
 * that stays in place. Parameters and gradients lie as in DL4J's flat views, so that a {@link #network} over the same
 * memory can go on from any step. For one thread at a time.
 */
public final class CompiledEngine implements TrainingEngine {
    /** The name that results carry. */
    public static final String NAME = "compiled";

    private final MultiLayerConfiguration configuration;
    private final Program program;
    private final INDArray parameters;
    private final INDArray gradients;
    private final UpdaterState state;
    private final CompiledTraining training;
    private final long seed;
    private int iteration;
    private double lastLoss;
    private boolean closed;

    /**
     * A network with fresh weights, the same as DL4J's from the same configuration.
     *
     * @param configuration ends in an output layer; holds the seed of the weights
     * @param seed of dropout
     * @param threads that share a step
     * @throws org.ae4j.engine.program.UnsupportedNetworkException if the configuration holds something that this engine
     *     does not know
     */
    public CompiledEngine(MultiLayerConfiguration configuration, long seed, int threads) {
        this(configuration, fresh(configuration), seed, threads, FloatDevice.fastest());
    }

    /**
     * A network that goes on from given parameters.
     *
     * @param parameters in the order of DL4J's flat view, copied
     * @throws org.ae4j.engine.program.UnsupportedNetworkException as above
     */
    public CompiledEngine(MultiLayerConfiguration configuration, float[] parameters, long seed, int threads) {
        this(configuration, Nd4j.createFromArray(parameters), seed, threads, FloatDevice.fastest());
    }

    /** Takes the parameters' memory over; numbers and device are of one precision. */
    CompiledEngine(MultiLayerConfiguration configuration, INDArray parameters, long seed, int threads, Device device) {
        this.configuration = configuration;
        this.program = ProgramReader.read(configuration);
        if (program.loss().isEmpty()) {
            throw new IllegalArgumentException("a network without a loss cannot be trained");
        }
        if (parameters.length() != program.parameters()) {
            throw new IllegalArgumentException(
                    "the network has %d parameters, found %d".formatted(program.parameters(), parameters.length()));
        }
        this.parameters = parameters.reshape(1, parameters.length());
        this.gradients = Nd4j.zeros(parameters.dataType(), 1, parameters.length());
        this.state = new UpdaterState(program, device, parameters.dataType());
        this.seed = seed;
        this.training = new CompiledTraining(
                program, device, device.wrap(this.parameters), device.wrap(gradients), state, threads);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public double step(Batch batch) {
        checkOpen();
        lastLoss = training.step(batch, Dl4jEngine.mixed(seed, iteration), iteration) / batch.rows();
        iteration++;
        return lastLoss;
    }

    /** Reconstruction and weights, if weights are penalised. */
    @Override
    public Set<LossPart> parts() {
        return program.isPenalized() ? Dl4jEngine.PENALIZED : Set.of();
    }

    @Override
    public double part(LossPart part) {
        return Dl4jEngine.part(part, lastLoss, training.penalties());
    }

    @Override
    public double loss(Batch batch) {
        checkOpen();
        return training.loss(batch);
    }

    @Override
    public double learningRate() {
        return UpdateRules.learningRate(program.segments(), iteration, training.rateFactor());
    }

    @Override
    public void scaleLearningRate(double factor) {
        training.scaleLearningRate(factor);
    }

    @Override
    public float[] parameters() {
        checkOpen();
        return parameters.toFloatVector();
    }

    /**
     * A DL4J network over the same memory: it uses, saves, scores or trains the weights as they are at any time, with a copy
     * of the updater's state, see {@link #continueFrom}. It must not be used after {@link #close}.
     */
    public MultiLayerNetwork network() {
        checkOpen();
        var network = new MultiLayerNetwork(configuration.clone());
        network.init(parameters, false);
        network.setIterationCount(iteration);
        INDArray copy = state.toDl4j();
        if (copy != null) {
            network.setUpdater(new MultiLayerUpdater(network, copy));
        }
        return network;
    }

    /**
     * Goes on from a DL4J network of the same configuration: parameters, updater's state and the count of steps, copied.
     *
     * @param network trained on its own, or {@link #network} after steps of DL4J's
     */
    public void continueFrom(MultiLayerNetwork network) {
        checkOpen();
        if (network.numParams() != parameters.length()) {
            throw new IllegalArgumentException(
                    "the network has %d parameters, found %d".formatted(parameters.length(), network.numParams()));
        }
        parameters.assign(network.params());
        state.load(network.getUpdater().getStateViewArray());
        iteration = network.getIterationCount();
    }

    /**
     * The gradient of a batch's summed loss with respect to its input, as in training; nothing is updated.
     *
     * @return {@code [rows, inputs]} row-major
     * @throws IllegalStateException if the first layers are frozen
     */
    public float[] inputGradient(Batch batch) {
        checkOpen();
        if (program.frozen() > 0) {
            throw new IllegalStateException("frozen layers have no gradient");
        }
        training.backward(batch, Dl4jEngine.mixed(seed, iteration), true);
        float[] gradient = new float[batch.input().length];
        training.readInputGradient(gradient);
        return gradient;
    }

    /** The summed gradients of a batch, left in {@link #gradients}; the summed loss. */
    double backward(Batch batch) {
        checkOpen();
        return training.backward(batch, Dl4jEngine.mixed(seed, iteration), false);
    }

    /** One update from what lies in {@link #gradients}; the penalties before it. */
    double update(int rows) {
        checkOpen();
        return training.update(rows, iteration++);
    }

    INDArray params() {
        return parameters;
    }

    INDArray gradients() {
        return gradients;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            training.close();
            parameters.close();
            gradients.close();
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the engine is closed");
        }
    }

    /** Weights as DL4J draws them. */
    static INDArray fresh(MultiLayerConfiguration configuration) {
        var network = new MultiLayerNetwork(configuration);
        network.init();
        return network.params();
    }
}
