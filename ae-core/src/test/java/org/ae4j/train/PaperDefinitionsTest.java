package org.ae4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.compile.WeightBlock;
import org.ae4j.data.Samples;
import org.ae4j.data.Split;
import org.ae4j.evaluate.CodeQuality;
import org.ae4j.file.ModelFile;
import org.ae4j.file.Tensor;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Bottleneck;
import org.ae4j.spec.Knowledge;
import org.ae4j.spec.Presets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.learning.config.Adam;

/** Trained models against what the papers define them by. */
class PaperDefinitionsTest {
    private static final Samples GLYPHS = Samples.glyphs(400, 5);
    private static final TrainingPlan PLAN =
            TrainingPlan.defaults().epochs(5).batchSize(32).referenceCodes(0);

    @TempDir
    Path folder;

    /** Vincent et al. 2010, section 2.1: W′ = Wᵀ, each layer with a bias of its own. */
    @Test
    void tiedWeightsAreOneMatrixAndTwoBiases() throws IOException {
        AutoencoderSpec spec = Presets.tied(GLYPHS.schema()).code(12);
        int n = spec.inputs();
        int h = 12;
        assertThat(new NetworkPlan(spec).parameterCount()).isEqualTo(n * h + h + n);
        Path file = folder.resolve("tied.safetensors");
        try (Autoencoder model = Trainer.of(spec, PLAN).fit(GLYPHS).model()) {
            model.save(file);
            float[] parameters = model.parameters();
            WeightBlock mirror =
                    WeightBlock.of(new NetworkPlan(spec).parts().get(1)).get(0);
            int decoder = n * h + h + mirror.from();
            for (int i = 0; i < n * h; i++) {
                assertThat(parameters[decoder + i % n * h + i / n]).isEqualTo(parameters[i]);
            }
        }
        long numbers = ModelFile.read(file).tensors().stream()
                .filter(tensor -> !tensor.name().startsWith("reference"))
                .map(Tensor::values)
                .mapToLong(values -> values.length)
                .sum();
        assertThat(numbers).isEqualTo(n * h + h + n);
    }

    /** Makhzani and Frey 2013, section 2: the same number of units in use as in training. */
    @Test
    void exactlyAsManyUnitsAreActiveAsAsked() {
        AutoencoderSpec spec = Presets.kSparse(GLYPHS.schema()).bottleneck(Bottleneck.kSparse(40, 7));
        try (Autoencoder model = Trainer.of(spec, PLAN).fit(GLYPHS).model()) {
            for (float[] code : model.encode(GLYPHS)) {
                assertThat(IntStream.range(0, code.length).filter(j -> code[j] != 0))
                        .hasSize(7);
            }
        }
    }

    /** Ng 2011, section 3: a mean activation of ρ. */
    @Test
    void unitsAreActiveInAShareRhoOfTheRowsWhereThePenaltyIsHeavy() {
        AutoencoderSpec spec = Presets.sparse(GLYPHS.schema()).bottleneck(Bottleneck.sparse(64, 0.05, 100));
        TrainingPlan plan = PLAN.epochs(40).updater(new Adam(1e-2));
        try (Autoencoder model = Trainer.of(spec, plan).fit(GLYPHS).model()) {
            double mean = Arrays.stream(model.encode(GLYPHS))
                    .flatMapToDouble(code -> IntStream.range(0, code.length).mapToDouble(j -> code[j]))
                    .average()
                    .orElseThrow();
            assertThat(mean).isCloseTo(0.05, within(0.005));
        }
    }

    /** Le et al. 2018: labels on the code separate its classes. */
    @Test
    void guidedCodesSeparateClassesBetterThanUnguidedOnes() {
        var parts = GLYPHS.split(Split.train(0.5).test(0.5).stratified().seed(3));
        AutoencoderSpec free = Presets.dense(GLYPHS.schema()).hidden(32).code(3);
        AutoencoderSpec guided = free.knowledge(Knowledge.none().guidedBy(GLYPHS.classes(), 10));
        CodeQuality without = quality(free, parts.train(), parts.test());
        CodeQuality with = quality(guided, parts.train(), parts.test());
        assertThat(with.knnAccuracy()).isGreaterThan(without.knnAccuracy() + 0.1);
        assertThat(with.probeAccuracy()).isGreaterThan(without.probeAccuracy() + 0.1);
    }

    private static CodeQuality quality(AutoencoderSpec spec, Samples train, Samples test) {
        try (Autoencoder model = Trainer.of(spec, PLAN.epochs(40)).fit(train).model()) {
            List<String> labels =
                    IntStream.range(0, test.rows()).mapToObj(test::label).toList();
            return CodeQuality.of(model.encode(test), labels, 1);
        }
    }

    @Test
    void aClassConditionalCodeNeedsLabels() {
        AutoencoderSpec spec = conditional(Presets.dense(GLYPHS.schema()).hidden(16));
        assertThatThrownBy(() -> Trainer.of(spec, PLAN).fit(GLYPHS.withoutLabels()))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("glyphs has no labels, and the specification needs them: the classes are "
                        + spec.knowledge().classes());
        AutoencoderSpec fewer =
                spec.knowledge(Knowledge.none().conditionedOn(GLYPHS.classes().subList(1, 4)));
        assertThatThrownBy(() -> Trainer.of(fewer, PLAN).fit(GLYPHS))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessageMatching(
                        "glyphs: row \\d+ has the label '[^']+', and a class-conditional code needs one of .*");
        try (Autoencoder model = Trainer.of(spec, PLAN).fit(GLYPHS).model()) {
            String message =
                    "a class-conditional model is told each row's class, and these rows have none: pass labelled"
                            + " samples, or name the class; it knows "
                            + spec.knowledge().classes();
            assertThatThrownBy(() -> model.encode(GLYPHS.withoutLabels())).hasMessage(message);
            assertThatThrownBy(() -> model.encode(GLYPHS.row(0))).hasMessage(message);
            assertThatThrownBy(() ->
                            model.decode(new float[model.spec().bottleneck().size()]))
                    .hasMessage(message);
            assertThatThrownBy(() -> model.decode(model.encode(GLYPHS), "none"))
                    .hasMessage("row 0 has the class 'none', which the model does not know; it knows "
                            + spec.knowledge().classes());
        }
    }

    /** Three words, not a new class. */
    @Test
    void denoisingClassConditionalAndVariationalTrainTogether() {
        AutoencoderSpec spec =
                conditional(Presets.denoising(GLYPHS.schema()).hidden(32).bottleneck(Bottleneck.variational(4)));
        TrainingResult result = Trainer.of(spec, PLAN).fit(GLYPHS);
        assertThat(result.history().last().trainLoss())
                .isLessThan(result.history().epochs().get(0).trainLoss());
        try (Autoencoder model = result.model()) {
            float[][] codes = model.encode(GLYPHS.select(0, 1));
            List<String> classes = spec.knowledge().classes();
            assertThat(codes).hasDimensions(2, 4);
            assertThat(model.decode(codes, classes.get(0)))
                    .hasDimensions(2, GLYPHS.schema().size())
                    .isNotEqualTo(model.decode(codes, classes.get(1)));
        }
    }

    private static AutoencoderSpec conditional(AutoencoderSpec spec) {
        return spec.knowledge(Knowledge.none().conditionedOn(GLYPHS.classes()));
    }
}
