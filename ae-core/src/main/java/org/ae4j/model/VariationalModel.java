package org.ae4j.model;

import java.util.function.IntFunction;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Samples;
import org.ae4j.engine.kernel.LogLikelihood;
import org.ae4j.layer.VariationalCode;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Bottleneck;
import org.ae4j.spec.SpecJson;

/**
 * The distributions of a variational model in scaled units: q(z|x), a normal with means and variances of its own for each row,
 * and p(x|z), the likelihood around what the decoder gives; the prior p(z) is standard normal (Kingma and Welling 2014,
 * section 3). Uses the networks of its model, and is as safe for many threads.
 */
public final class VariationalModel {
    private final FittedScaling scaling;
    private final ModelNetworks networks;
    private final ToldClass told;
    private final LogLikelihood likelihood;
    private final int size;

    VariationalModel(AutoencoderSpec spec, FittedScaling scaling, ModelNetworks networks, ToldClass told) {
        if (!(spec.bottleneck() instanceof Bottleneck.Variational)) {
            throw new InvalidSpecException("the model's code is %s; only a variational one has a posterior"
                    .formatted(
                            SpecJson.write(spec).path("bottleneck").path("type").asText()));
        }
        this.scaling = scaling;
        this.networks = networks;
        this.told = told;
        this.likelihood = new LogLikelihood(networks.outputs());
        this.size = spec.bottleneck().size();
    }

    /** How many numbers a code has. */
    public int size() {
        return size;
    }

    /**
     * Means, then log variances of the codes of samples, these within −20 … 10 as in training.
     *
     * @return {@code [rows, 2 · code]}
     * @throws org.ae4j.IncompatibleDataException if the columns are not those of the model, or it does not know a class
     */
    public float[][] posterior(Samples samples) {
        return new ScaledNetwork(scaling, networks.posterior(), told).apply(samples);
    }

    /**
     * The same of scaled rows: {@code [rows, inputs] → [rows, 2 · code]}, row-major.
     *
     * @param scaled what {@link Autoencoder#scaling} made of raw rows
     * @param classes the name of each row's class; not asked where the model is told none
     * @throws org.ae4j.IncompatibleDataException if the model does not know a class
     */
    public float[] posterior(float[] scaled, int rows, IntFunction<String> classes) {
        return networks.posterior().apply(told.join(scaled, scaling.inputs(), rows, classes), rows);
    }

    /**
     * KL(q(z|x) ‖ p(z)) of one row in nats.
     *
     * @param posterior {@code [rows, 2 · code]}, what {@link #posterior(float[], int, IntFunction)} gave
     */
    public double kl(float[] posterior, int row) {
        double sum = 0;
        for (int i = 2 * row * size; i < 2 * row * size + size; i++) {
            sum += VariationalCode.divergence(posterior[i], posterior[i + size]);
        }
        return sum;
    }

    /**
     * KL(q(z|x) ‖ p(z)) of each number of a code in nats, averaged over samples: near 0 where a number says nothing of the row.
     *
     * @param samples at least 1
     * @return {@code [code]}
     * @throws org.ae4j.IncompatibleDataException as {@link #posterior(Samples)}
     */
    public double[] divergences(Samples samples) {
        double[] means = new double[size];
        for (float[] row : posterior(samples)) {
            for (int i = 0; i < size; i++) {
                means[i] += VariationalCode.divergence(row[i], row[i + size]) / samples.rows();
            }
        }
        return means;
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
