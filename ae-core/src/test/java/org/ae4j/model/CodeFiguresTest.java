package org.ae4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.ae4j.IncompatibleDataException;
import org.ae4j.data.Samples;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Bottleneck;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;
import org.junit.jupiter.api.Test;

/** What a model says of its codes beside their numbers. */
class CodeFiguresTest {
    private static final Samples DATA = Samples.sensors(300, 5);

    private static Autoencoder trained(AutoencoderSpec spec) {
        return Trainer.of(spec, TrainingPlan.defaults().epochs(3).batchSize(32))
                .fit(DATA)
                .model();
    }

    @Test
    void anIndexNamesTheVectorThatStandsInTheCode() {
        AutoencoderSpec spec = Presets.vectorQuantized(DATA.schema()).bottleneck(Bottleneck.vectorQuantized(3, 8, 2));
        try (Autoencoder model = trained(spec)) {
            int[][] indices = model.indices(DATA);
            float[][] codes = model.encode(DATA);
            assertThat(indices).hasDimensions(300, 3);
            Map<Integer, float[]> codebook = new HashMap<>();
            for (int i = 0; i < codes.length; i++) {
                for (int v = 0; v < 3; v++) {
                    assertThat(indices[i][v]).isBetween(0, 7);
                    float[] vector = Arrays.copyOfRange(codes[i], 2 * v, 2 * v + 2);
                    assertThat(codebook.computeIfAbsent(indices[i][v], index -> vector))
                            .isEqualTo(vector);
                }
            }
            assertThat(codebook).hasSizeGreaterThan(1);
        }
    }

    @Test
    void aDivergenceIsAtLeastWhatTheMeansAlonePay() {
        try (Autoencoder model = trained(Presets.variational(DATA.schema()))) {
            double[] divergences = model.variational().divergences(DATA);
            float[][] means = model.encode(DATA);
            assertThat(divergences).hasSize(means[0].length);
            for (int j = 0; j < divergences.length; j++) {
                int number = j;
                double squares = Arrays.stream(means)
                        .mapToDouble(code -> code[number] * (double) code[number])
                        .average()
                        .orElseThrow();
                // (μ² + σ² − 1 − log σ²) / 2, of which σ² − 1 − log σ² is never below 0.
                assertThat(divergences[j]).isGreaterThanOrEqualTo(squares / 2);
            }
            assertThatThrownBy(() -> model.indices(DATA))
                    .isInstanceOf(IncompatibleDataException.class)
                    .hasMessage("a code has indices where it is vector-quantised; this one is not");
        }
    }
}
