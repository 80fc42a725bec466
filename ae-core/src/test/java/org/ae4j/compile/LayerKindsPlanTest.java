package org.ae4j.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.ae4j.data.Schema;
import org.ae4j.engine.Dl4jForward;
import org.ae4j.spec.Architecture;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Presets;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolutional and recurrent networks: names, widths, and rows of any size that come back as long as they were. */
class LayerKindsPlanTest {
    static Stream<Arguments> rows() {
        Architecture.Convolutional plain = Architecture.convolutional(2, 3);
        List<Schema> schemas = List.of(
                Schema.image(1, 1, 1),
                Schema.image(1, 28, 28),
                Schema.image(3, 32, 32),
                Schema.image(2, 27, 31),
                Schema.image(1, 2, 9),
                Schema.sequence(List.of("a"), 1),
                Schema.sequence(List.of("a", "b"), 7, 2),
                Schema.sequence(List.of("a"), 140));
        return schemas.stream()
                .flatMap(schema -> Stream.of(
                                plain,
                                plain.pooling(true),
                                plain.kernel(2),
                                plain.kernel(5).pooling(true),
                                Architecture.convolutional(2, 2, 2, 2))
                        .map(architecture -> Arguments.of(schema, architecture)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("rows")
    void rowsOfAnySizeComeBackAsLongAsTheyWere(Schema schema, Architecture architecture) {
        AutoencoderSpec spec = Presets.convolutional(schema).code(2).architecture(architecture);
        assertThat(outputs(new NetworkPlan(spec).whole(), schema.inputs())).isEqualTo(schema.inputs());
    }

    @Test
    void recurrentRowsComeBackAsLongAsTheyWere() {
        Schema schema = Schema.sequence(List.of("a", "b", "c"), 5);
        for (int layers = 1; layers <= 3; layers++) {
            for (boolean both : new boolean[] {false, true}) {
                var architecture = Architecture.recurrent(4).layers(layers).bidirectional(both);
                AutoencoderSpec spec = Presets.recurrent(schema).architecture(architecture);
                assertThat(outputs(new NetworkPlan(spec).whole(), 15)).isEqualTo(15);
            }
        }
    }

    private static int outputs(MultiLayerConfiguration network, int inputs) {
        float[] parameters = new float[Math.toIntExact(NetworkPlan.parameterCount(network))];
        Arrays.fill(parameters, 0.1f);
        float[] row = new float[inputs];
        Arrays.fill(row, 0.5f);
        try (var forward = new Dl4jForward(network, parameters)) {
            float[] output = forward.apply(row, 1);
            assertThat(output).doesNotContain(Float.NaN);
            return output.length;
        }
    }

    @Test
    void layersOfConvolutionsAreNamed() {
        AutoencoderSpec spec = Presets.convolutional(Schema.image(1, 27, 31))
                .filters(4, 8)
                .code(2)
                .batchNorm(true);
        assertThat(names(new NetworkPlan(spec)))
                .containsExactly(
                        "encoder0.grid",
                        "encoder0",
                        "encoder0.norm",
                        "encoder0.activation",
                        "encoder1",
                        "encoder1.norm",
                        "encoder1.activation",
                        "encoder1.rows",
                        "code",
                        "decoder0",
                        "decoder0.grid",
                        "decoder0.norm",
                        "decoder0.activation",
                        "decoder1",
                        "decoder1.norm",
                        "decoder1.activation",
                        "output",
                        "output.crop",
                        "output.rows",
                        "output.loss");
    }

    @Test
    void layersOfRecurrentNetworksAreNamed() {
        AutoencoderSpec spec =
                Presets.recurrent(Schema.sequence(List.of("a"), 6)).dropout(0.1);
        assertThat(names(new NetworkPlan(spec)))
                .containsExactly(
                        "encoder0.sequence",
                        "encoder0",
                        "encoder0.dropout",
                        "code",
                        "decoder0.repeat",
                        "decoder0",
                        "decoder0.dropout",
                        "output.steps",
                        "output",
                        "output.rows",
                        "output.loss");
    }

    private static List<String> names(NetworkPlan plan) {
        return plan.whole().getConfs().stream()
                .map(conf -> conf.getLayer().getLayerName())
                .toList();
    }

    /** PyTorch's counts for conv 16, 32 (3×3, stride 2), linear 64, mirrored: weights and biases by hand. */
    @Test
    void parametersAreThoseOfTheLayers() {
        AutoencoderSpec spec = Presets.convolutional(Schema.image(1, 28, 28)).code(64);
        long encoder = 16 * 9 + 16 + 32 * 16 * 9 + 32 + 64 * 1568 + 64;
        long decoder = 1568 * 64 + 1568 + 32 * 16 * 9 + 16 + 16 * 9 + 1;
        assertThat(new NetworkPlan(spec).parameterCount()).isEqualTo(encoder + decoder);
    }

    @Test
    void parametersOfAnLstmAreThoseOfItsGates() {
        AutoencoderSpec spec =
                Presets.recurrent(Schema.sequence(List.of("a", "b"), 50)).code(16);
        long encoder = 4 * (2 * 64 + 64 * 64 + 64) + 64 * 16 + 16;
        long decoder = 4 * (16 * 64 + 64 * 64 + 64) + 64 * 2 + 2;
        assertThat(new NetworkPlan(spec).parameterCount()).isEqualTo(encoder + decoder);
    }
}
