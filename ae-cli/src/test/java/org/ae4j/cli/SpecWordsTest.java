package org.ae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.spec.Architecture;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Bottleneck;
import org.ae4j.spec.Corruption;
import org.ae4j.spec.Critic;
import org.ae4j.spec.Knowledge;
import org.ae4j.spec.Likelihood;
import org.ae4j.spec.Presets;
import org.ae4j.spec.Prior;
import org.ae4j.spec.Scaling;
import org.ae4j.spec.SpecJson;
import org.junit.jupiter.api.Test;

class SpecWordsTest {
    private static final Schema SCHEMA =
            Samples.of(new float[][] {{1, 2, 3, 4, 5, 6}}).schema();

    private static Map<String, String> words(AutoencoderSpec spec) {
        return new SpecWords(SpecJson.write(spec)).parts();
    }

    private static String code(Bottleneck bottleneck) {
        return words(Presets.dense(SCHEMA).bottleneck(bottleneck)).get("code");
    }

    @Test
    void partsThatDoNothingAreLeftOut() {
        assertThat(words(Presets.dense(SCHEMA)))
                .containsExactly(
                        entry("preset", "dense"),
                        entry("scaling", "standard"),
                        entry("hidden", "64-32, relu"),
                        entry("code", "2 numbers"),
                        entry("likelihood", "by scaling"));
    }

    @Test
    void everyPartIsNamedWithItsNumbers() {
        AutoencoderSpec spec = Presets.dense(SCHEMA)
                .scaling(Scaling.divide(255))
                .architecture(Architecture.dense(8, 4).tied(true))
                .likelihood(Likelihood.gaussian(0.5).column("x1", Likelihood.laplace()))
                .corruption(Corruption.masking(0.3)
                        .then(Corruption.saltAndPepper(0.1))
                        .then(Corruption.patches(0.5, 2)))
                .l1(1e-5)
                .contractive(0.1)
                .maxNorm(3)
                .knowledge(Knowledge.none()
                        .featureWeights(Map.of("x0", 2.0))
                        .nonNegative(true)
                        .guidedBy(List.of("no", "yes"), 0.5))
                .critic(Critic.weighing(5));
        assertThat(words(spec))
                .containsExactly(
                        entry("preset", "dense"),
                        entry("scaling", "divide by 255"),
                        entry("hidden", "8-4, relu, weights tied"),
                        entry("code", "2 numbers"),
                        entry("likelihood", "x1: laplace; others: gaussian, sigma 0.5"),
                        entry("corruption", "masking 0.3, then salt and pepper 0.1, then patches 0.5 of size 2"),
                        entry("penalties", "L1 1.000e-05, contractive 0.1, max norm 3"),
                        entry(
                                "knowledge",
                                "feature weights x0=2; no weight below 0; guided at weight 0.5 by the classes no, yes"),
                        entry("critic", "256-256, weight 5"));
    }

    @Test
    void everyKindOfCodeIsNamedWithItsNumbers() {
        assertThat(code(Bottleneck.sparse(1, 0.05, 0.1)))
                .isEqualTo("sparse, 1 number, mean activation 0.05 at weight 0.1");
        assertThat(code(Bottleneck.kSparse(9, 3))).isEqualTo("k-sparse, 9 numbers, 3 kept in each row");
        assertThat(code(Bottleneck.kSparse(9, 3).warmUp(5)))
                .isEqualTo("k-sparse, 9 numbers, 3 kept in each row, from all over 5 epochs");
        assertThat(code(Bottleneck.variational(3).beta(4).warmUp(10)))
                .isEqualTo("variational, 3 numbers, beta 4, rising over 10 epochs");
        assertThat(code(Bottleneck.vectorQuantized(2, 64, 4)))
                .isEqualTo("vector-quantized, 2 vectors of 4 numbers, out of 64");
        assertThat(code(Bottleneck.adversarial(2, Prior.mixture(5, 4, 0.5))))
                .isEqualTo("adversarial, 2 numbers, prior mixture of 5 modes, radius 4, sigma 0.5 at weight 1");
        assertThat(code(Bottleneck.wasserstein(2, Prior.gaussian())))
                .isEqualTo("wasserstein, 2 numbers, prior gaussian at weight 10");
    }
}
