package org.ae4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.ae4j.data.Samples;
import org.ae4j.evaluate.LikelihoodBound;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.Bottleneck;

/**
 * The evidence lower bound of a variational model on test rows.
 *
 * @param isVariational whether there can be one
 * @param bound empty without test rows, too
 */
record TestBound(boolean isVariational, Optional<LikelihoodBound> bound) {
    private static final int SAMPLES = 8;

    static TestBound of(Autoencoder model, Samples test, long seed) {
        boolean isVariational = model.spec().bottleneck() instanceof Bottleneck.Variational;
        return new TestBound(
                isVariational,
                isVariational && test.rows() > 0
                        ? Optional.of(LikelihoodBound.of(model, test, SAMPLES, seed))
                        : Optional.empty());
    }

    void addTo(Map<String, Double> metrics) {
        bound.ifPresent(found -> {
            metrics.put("testElbo", found.elbo());
            metrics.put("testReconstruction", found.reconstruction());
            metrics.put("testKl", found.kl());
        });
    }

    /** Fields of variational models alone. */
    void put(ObjectNode json) {
        if (isVariational) {
            Figures.put(json, "testElbo", figure(bound.map(LikelihoodBound::elbo)));
            Figures.put(json, "testReconstruction", figure(bound.map(LikelihoodBound::reconstruction)));
            Figures.put(json, "testKl", figure(bound.map(LikelihoodBound::kl)));
        }
    }

    void say(Report report) {
        bound.ifPresent(found -> report.say("%s", sentence(found)));
    }

    /** The bound and what it is made of. */
    static String sentence(LikelihoodBound bound) {
        return "evidence lower bound %s nats per row: reconstruction %s, divergence of the codes %s"
                .formatted(Figures.text(bound.elbo()), Figures.text(bound.reconstruction()), Figures.text(bound.kl()));
    }

    private static OptionalDouble figure(Optional<Double> value) {
        return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }
}
