package org.ae4j.engine;

import java.util.Optional;
import org.ae4j.AutoencoderException;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;

/**
 * Makes what computes: the one place that decides between engines.
 *
 * <p>{@link EngineChoice#AUTO} takes the compiled engine on the CPU if it knows every layer of the network; otherwise, and
 * on a GPU always, DL4J, with one line of the log that says why. A forward pass is chosen as by {@code AUTO}.
 */
public final class Engines {
    private Engines() {}

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
        if (choice == EngineChoice.COMPILED) {
            throw new AutoencoderException("the compiled engine cannot train this network: it knows no layer yet");
        }
        return parameters
                .map(given -> new Dl4jEngine(configuration, given, seed, threads))
                .orElseGet(() -> new Dl4jEngine(configuration, seed, threads));
    }

    /**
     * The forward pass of a trained network.
     *
     * @param parameters in the order of DL4J's flat view, copied
     */
    public static ForwardPass forward(MultiLayerConfiguration configuration, float[] parameters) {
        return new Dl4jForward(configuration, parameters);
    }
}
