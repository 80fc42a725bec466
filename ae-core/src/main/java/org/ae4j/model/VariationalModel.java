package org.ae4j.model;

import java.util.function.IntFunction;
import org.ae4j.InvalidSpecException;
import org.ae4j.engine.kernel.LogLikelihood;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Bottleneck;
import org.ae4j.spec.SpecJson;

/**
 * The distributions of a variational model in scaled units: q(z|x), a normal with means and variances of its own for each row,
 * and p(x|z), the likelihood around what the decoder gives; the prior p(z) is standard normal (Kingma and Welling 2014,
 * section 3). Uses the networks of its model, and is as safe for many threads.
 */
public final class VariationalModel {
    private final ModelNetworks networks;
    private final ToldClass told;
    private final LogLikelihood likelihood;
    private final int size;

    VariationalModel(AutoencoderSpec spec, ModelNetworks networks, ToldClass told) {
        check(spec);
        this.networks = networks;
        this.told = told;
        this.likelihood = new LogLikelihood(networks.outputs());
        this.size = spec.bottleneck().size();
    }

    /**
     * Refuses specifications without a posterior.
     *
     * @throws InvalidSpecException if the code is not variational
     */
    static void check(AutoencoderSpec spec) {
        if (!(spec.bottleneck() instanceof Bottleneck.Variational)) {
            throw new InvalidSpecException("the model's code is %s; only a variational one has a posterior"
                    .formatted(
                            SpecJson.write(spec).path("bottleneck").path("type").asText()));
        }
    }

    /** How many numbers a code has. */
    public int size() {
        return size;
    }

    /**
     * Means, then log variances of the code: {@code [rows, inputs] → [rows, 2 · code]}, row-major.
     *
     * @param scaled what {@link Autoencoder#scaling} made of raw rows
     * @param classes the name of each row's class; not asked where the model is told none
     * @throws org.ae4j.IncompatibleDataException if the model does not know a class
     */
    public float[] posterior(float[] scaled, int rows, IntFunction<String> classes) {
        return networks.posterior().apply(told.join(scaled, likelihood.columns(), rows, classes), rows);
    }

    /**
     * log p(x|z) of each row in nats, constants such as ½log(2πσ²) included, see {@link LogLikelihood}. Weights of features
     * are no part of it.
     *
     * @param codes {@code [rows, code]}, row-major
     * @param scaled {@code [rows, inputs]}; may be longer
     * @param counted {@code [rows, inputs]}: 1 for numbers that count, 0 for those of missing cells; null where all do
     * @param classes the name of each row's class; not asked where the model is told none
     * @param sums gets {@code [rows]}; may be longer
     * @throws org.ae4j.IncompatibleDataException if the model does not know a class
     */
    public void logLikelihood(
            float[] codes, float[] scaled, float[] counted, int rows, IntFunction<String> classes, double[] sums) {
        float[] outputs = networks.linear().apply(told.join(codes, size, rows, classes), rows);
        likelihood.of(outputs, scaled, counted, rows, sums);
    }
}
