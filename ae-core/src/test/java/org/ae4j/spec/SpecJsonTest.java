package org.ae4j.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Column;
import org.ae4j.data.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every part as JSON and back. */
class SpecJsonTest {
    private static final Schema TABLE = Schema.table(
            List.of(Column.numeric("t"), Column.categorical("mode", List.of("a", "b")), Column.numeric("p")));
    private static final Schema IMAGE = Schema.image(3, 8, 8);
    private static final Schema SEQUENCE = Schema.sequence(List.of("t", "p"), 6, 2);

    static Stream<AutoencoderSpec> presets() {
        Schema full = Schema.sequence(List.of("t"), 6);
        return Stream.of(TABLE, IMAGE, SEQUENCE, full)
                .flatMap(schema -> Presets.suiting(schema).stream().map(preset -> preset.spec(schema)));
    }

    static Stream<AutoencoderSpec> parts() {
        AutoencoderSpec dense = Presets.dense(TABLE);
        List<String> classes = List.of("ok", "worn");
        Prior mixture = Prior.mixture(5, 2, 0.5);
        return Stream.of(
                Presets.convolutional(IMAGE)
                        .architecture(
                                Architecture.convolutional(3, 4, 5).kernel(5).pooling(true)),
                Presets.recurrent(SEQUENCE)
                        .architecture(Architecture.recurrent(7).layers(3).bidirectional(true)),
                dense.bottleneck(Bottleneck.sparse(9, 0.2, 0.7)),
                dense.bottleneck(Bottleneck.kSparse(9, 3)),
                dense.bottleneck(Bottleneck.variational(3).beta(4).warmUp(2.5)),
                dense.bottleneck(Bottleneck.vectorQuantized(2, 16, 3)),
                dense.bottleneck(new Bottleneck.Adversarial(3, mixture, 2, List.of(7, 5))),
                dense.bottleneck(Bottleneck.wasserstein(3, mixture).weight(3)),
                dense.hidden(8, 4).architecture(Architecture.dense(8, 4).tied(true)),
                dense.contractive(0.1).maxNorm(2),
                dense.knowledge(Knowledge.none()
                        .featureWeights(Map.of("t", 2.0, "mode", 0.0))
                        .nonNegative(true)
                        .conditionedOn(classes)
                        .guidedBy(classes, 0.3)),
                dense.critic(new Critic(2, List.of(3))),
                dense.likelihood(Likelihood.gaussian().learnedSigma()),
                dense.corruption(
                        Corruption.masking(0.1).then(Corruption.gaussian(0.2)).then(Corruption.saltAndPepper(0.3))),
                Presets.dense(IMAGE).corruption(Corruption.patches(0.5, 2)),
                Presets.dense(IMAGE)
                        .corruption(Corruption.affine(1, 2, 0.3, 0.4).then(Corruption.gaussian(0.1))));
    }

    @Test
    void sequencesAreWrittenByTheirFeaturesAndSteps() {
        assertThat(SpecJson.write(Presets.recurrent(SEQUENCE)).path("schema").toString())
                .isEqualTo("{\"type\":\"sequence\",\"features\":[\"t\",\"p\"],\"steps\":6,\"shortest\":2}");
    }

    @ParameterizedTest
    @MethodSource({"presets", "parts"})
    void everyPartComesBackAndNoClassIsNamed(AutoencoderSpec spec) {
        ObjectNode json = SpecJson.write(spec);
        assertThat(SpecJson.read(json)).isEqualTo(spec);
        assertThat(json.toString()).doesNotContain("org.ae4j");
    }

    @Test
    void filesFromBeforeThePartsThatCameLaterHadNoneOfThem() {
        AutoencoderSpec dense = Presets.dense(TABLE);
        ObjectNode json = SpecJson.write(dense);
        json.remove(List.of("knowledge", "critic"));
        json.withObject("architecture").remove("tied");
        json.withObject("penalties").remove(List.of("contractive", "maxNorm"));
        ObjectNode before = json.deepCopy();
        assertThat(SpecJson.read(json)).isEqualTo(dense);
        assertThat(json).isEqualTo(before);
    }

    @Test
    void partsThatWereThereFromTheStartAreStillAskedFor() {
        for (String part :
                List.of("preset", "schema", "scaling", "architecture", "layers", "bottleneck", "likelihood")) {
            ObjectNode json = SpecJson.write(Presets.dense(TABLE));
            json.remove(part);
            assertThatThrownBy(() -> SpecJson.read(json))
                    .isInstanceOf(InvalidSpecException.class)
                    .hasMessageContaining("'" + part + "'");
        }
    }

    @Test
    void aPartThatIsOutOfRangeIsRefusedAsInCode() {
        ObjectNode json = SpecJson.write(Presets.adversarial(TABLE));
        json.withObject("bottleneck").put("weight", 0);
        assertThatThrownBy(() -> SpecJson.read(json))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("the adversarial weight is a finite number above 0, found 0.0");
    }
}
