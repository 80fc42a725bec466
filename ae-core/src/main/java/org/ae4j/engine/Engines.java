package org.ae4j.engine;

import java.util.List;
import java.util.Optional;
import org.ae4j.AutoencoderException;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.engine.kernel.FloatDevice;
import org.ae4j.engine.program.ProgramReader;
import org.ae4j.engine.program.UnsupportedNetworkException;
import org.ae4j.layer.OutputGroup;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what computes: the one place that decides between engines.
 *
 * <p>{@link EngineChoice#AUTO} takes the compiled engine on the CPU if it knows every layer of the network; otherwise, and
 * on a GPU always, DL4J, with one line of the log that says why. A forward pass is chosen as by {@code AUTO}.
 */
public final class Engines {
    private static final Logger LOG = LoggerFactory.getLogger(Engines.class);

    private Engines() {}

    /**
     * Loads ND4J and the kernels' library on a thread of its own, beside what the caller does until it needs them. What fails
     * there fails again, with a message, where it is needed.
     */
    public static void startEarly() {
        if (Backend.hasCuda()) {
            return;
        }
        var loading = new Thread(FloatDevice::fastest, "ae4j-start");
        loading.setDaemon(true);
        loading.setUncaughtExceptionHandler((thread, e) -> LOG.debug("cannot load natives early", e));
        loading.start();
    }

    /**
     * How many threads a network is worth: one for small work, up to all cores for large.
     *
     * @param choice the engine
     * @param batchSize rows of one step
     */
    public static int threads(EngineChoice choice, MultiLayerConfiguration configuration, int batchSize) {
        boolean isCompiled =
                choice != EngineChoice.DL4J && reasonForDl4j(configuration).isEmpty();
        return isCompiled
                ? Threads.forCompiled(ProgramReader.read(configuration).work(), batchSize)
                : Threads.forDl4j(NetworkPlan.parameterCount(configuration), batchSize);
    }

    /**
     * An engine that trains a network.
     *
     * @param choice which one
     * @param configuration ends in an output layer; holds the seed of fresh weights
     * @param parameters to go on from, in the order of DL4J's flat view, copied; empty for fresh ones
     * @param seed of dropout
     * @param threads native threads, at least 1
     * @throws AutoencoderException if the compiled engine is asked for and cannot train the network
     */
    public static TrainingEngine training(
            EngineChoice choice,
            MultiLayerConfiguration configuration,
            Optional<float[]> parameters,
            long seed,
            int threads) {
        if (isCompiled(choice, configuration)) {
            return parameters
                    .<TrainingEngine>map(given -> new CompiledEngine(configuration, given, seed, threads))
                    .orElseGet(() -> new CompiledEngine(configuration, seed, threads));
        }
        return parameters
                .<TrainingEngine>map(given -> new Dl4jEngine(configuration, given, seed, threads))
                .orElseGet(() -> new Dl4jEngine(configuration, seed, threads));
    }

    /**
     * One of several networks that are trained together.
     *
     * @param choice which engine
     * @param configuration ends in a dense layer, in {@link org.ae4j.layer.GridToRows} or in
     *     {@link org.ae4j.layer.StepsToRows}; holds the seed of fresh weights
     * @param loss output groups that cover all outputs, the activation of the last layer with weights being the identity;
     *     empty for a network without a loss of its own
     * @param parameters to go on from, in the order of DL4J's flat view, copied; empty for fresh ones
     * @param threads native threads, at least 1
     * @throws AutoencoderException if the compiled engine is asked for and cannot train the network
     * @throws IllegalArgumentException if the network's end does not suit
     */
    public static TrainableNetwork network(
            EngineChoice choice,
            MultiLayerConfiguration configuration,
            List<OutputGroup> loss,
            Optional<float[]> parameters,
            int threads) {
        if (isCompiled(choice, configuration)) {
            return parameters
                    .<TrainableNetwork>map(given -> new CompiledNetwork(configuration, loss, given, threads))
                    .orElseGet(() -> new CompiledNetwork(configuration, loss, threads));
        }
        return parameters
                .<TrainableNetwork>map(given -> new Dl4jNetwork(configuration, loss, given, threads))
                .orElseGet(() -> new Dl4jNetwork(configuration, loss, threads));
    }

    /** Whether the compiled engine trains a network; where it was not excluded and cannot, says why. */
    private static boolean isCompiled(EngineChoice choice, MultiLayerConfiguration configuration) {
        if (choice == EngineChoice.DL4J) {
            return false;
        }
        Optional<String> reason = reasonForDl4j(configuration);
        if (choice == EngineChoice.COMPILED && reason.isPresent()) {
            throw new AutoencoderException("the compiled engine cannot train this network: " + reason.get()
                    + "; take the engine auto or dl4j");
        }
        reason.ifPresent(text -> LOG.info("DL4J's engine trains this network: {}", text));
        return reason.isEmpty();
    }

    /**
     * The forward pass of a trained network.
     *
     * @param parameters in the order of DL4J's flat view, copied
     */
    public static ForwardPass forward(MultiLayerConfiguration configuration, float[] parameters) {
        Optional<String> reason = reasonForDl4j(configuration);
        if (reason.isEmpty()) {
            return new CompiledForward(configuration, parameters);
        }
        LOG.debug("DL4J's engine applies this network: {}", reason.get());
        return new Dl4jForward(configuration, parameters);
    }

    /** Why the compiled engine cannot take a network; empty if it can. */
    private static Optional<String> reasonForDl4j(MultiLayerConfiguration configuration) {
        if (!Backend.isCpu()) {
            return Optional.of("the compiled engine runs on the CPU, and the backend is a GPU's");
        }
        try {
            ProgramReader.read(configuration);
            return Optional.empty();
        } catch (UnsupportedNetworkException e) {
            return Optional.of("the compiled engine does not know " + e.getMessage());
        }
    }
}
