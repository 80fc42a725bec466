package org.ae4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.compile.Codes;
import org.ae4j.data.Column;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Bottleneck;
import org.ae4j.spec.Knowledge;
import org.ae4j.spec.Preset;
import org.ae4j.spec.Presets;
import org.ae4j.spec.Prior;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What models make that no row was. */
class GenerationTest {
    private static final Samples ROWS = rows();
    private static final TrainingPlan PLAN =
            TrainingPlan.defaults().epochs(20).batchSize(32).threads(1);

    /** Two groups, {@code low} around (−5, −5) and {@code high} around (5, 5), and a category that tells which. */
    private static Samples rows() {
        var random = new Random(1);
        float[][] values = new float[400][];
        String[] labels = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            float centre = i % 2 == 0 ? -5 : 5;
            values[i] =
                    new float[] {centre + (float) random.nextGaussian(), centre + (float) random.nextGaussian(), i % 2};
            labels[i] = i % 2 == 0 ? "low" : "high";
        }
        Schema schema = Schema.table(
                List.of(Column.numeric("a"), Column.numeric("b"), Column.categorical("group", List.of("low", "high"))));
        return Samples.of(schema, values).labels("group", List.of(labels));
    }

    private static Autoencoder trained(AutoencoderSpec spec, TrainingPlan plan) {
        return Trainer.of(spec, plan).fit(ROWS).model();
    }

    private static AutoencoderSpec dense() {
        return Presets.dense(ROWS.schema()).hidden(16).code(2);
    }

    private static AutoencoderSpec conditional() {
        return Presets.variational(ROWS.schema())
                .hidden(16)
                .code(1)
                .knowledge(Knowledge.none().conditionedOn(List.of("low", "high")));
    }

    @ParameterizedTest
    @MethodSource("presets")
    void everyPresetDrawsTheSameRowsFromTheSameSeed(String preset) {
        try (Autoencoder model = trained(Presets.named(preset, ROWS.schema()), PLAN.epochs(1))) {
            Samples drawn = model.sample(30, 7);
            assertThat(drawn.rows()).isEqualTo(30);
            assertThat(drawn.schema()).isEqualTo(ROWS.schema());
            assertThat(model.sample(30, 7).fingerprint()).isEqualTo(drawn.fingerprint());
            assertThat(model.sample(30, 8).fingerprint()).isNotEqualTo(drawn.fingerprint());
        }
    }

    static List<String> presets() {
        return Presets.suiting(ROWS.schema()).stream().map(Preset::label).toList();
    }

    @Test
    void aMixtureOverPlainCodesDrawsRowsLikeThoseThatItLearnt() {
        try (Autoencoder model = trained(dense(), PLAN)) {
            Samples drawn = model.sample(500, 3);
            long low = 0;
            for (int i = 0; i < drawn.rows(); i++) {
                float sign = Math.signum(drawn.value(i, 0));
                low += sign < 0 ? 1 : 0;
                assertThat(sign * drawn.value(i, 0)).isBetween(0.5f, 10f);
                assertThat(sign * drawn.value(i, 1)).isBetween(0.5f, 10f);
                assertThat(drawn.value(i, 2)).isEqualTo(sign < 0 ? 0 : 1);
            }
            assertThat(low).isBetween(200L, 300L);
        }
    }

    @Test
    void aModelWithAPriorNeedsNoReferenceCodes() {
        for (Bottleneck code : List.of(
                Bottleneck.variational(2),
                Bottleneck.adversarial(2, Prior.gaussian()),
                Bottleneck.wasserstein(2, Prior.gaussian()))) {
            try (Autoencoder model =
                    trained(dense().bottleneck(code), PLAN.epochs(1).referenceCodes(0))) {
                assertThat(model.sample(3, 1).rows()).isEqualTo(3);
            }
        }
    }

    @Test
    void drawsOfSparseAndQuantisedCodesAreCodesThatTheEncoderGives() {
        var sparse = new CodeSource(Bottleneck.kSparse(4, 2), Codes.of(Bottleneck.kSparse(4, 2)), Optional.empty());
        assertThat(sparse.settled(new float[][] {{1, 4, 3, 2}})).isDeepEqualTo(new float[][] {{0, 4, 3, 0}});
        var bottleneck = Bottleneck.vectorQuantized(2, 2, 2);
        var function = Codes.of(bottleneck, new float[] {0, 0, 3, 4});
        var quantised = new CodeSource(bottleneck, function, Optional.empty());
        assertThat(quantised.settled(new float[][] {{1, 1, 2, 5}})).isDeepEqualTo(new float[][] {{0, 0, 3, 4}});
        var plain = new CodeSource(Bottleneck.plain(2), Codes.of(Bottleneck.plain(2)), Optional.empty());
        assertThat(plain.settled(new float[][] {{1, 1}})).isDeepEqualTo(new float[][] {{1, 1}});
    }

    @Test
    void variantsStandTogetherKeepTheirLabelsAndSpreadWithSigma() {
        try (Autoencoder model = trained(dense(), PLAN)) {
            Samples two = ROWS.select(0, 1);
            Samples still = model.perturb(two, 0, 2, 1);
            Samples expected = model.reconstruct(two);
            assertThat(still.rows()).isEqualTo(4);
            for (int i = 0; i < 4; i++) {
                assertThat(still.row(i)).isEqualTo(expected.row(i / 2));
                assertThat(still.label(i)).isEqualTo(two.label(i / 2));
            }
            double little = spread(model, 0.05);
            double much = spread(model, 0.5);
            assertThat(little).isPositive();
            assertThat(much).isBetween(4 * little, 25 * little);
        }
    }

    /** The mean distance of 200 variants of a row from its reconstruction. */
    private static double spread(Autoencoder model, double sigma) {
        Samples row = ROWS.select(0);
        float[] centre = model.reconstruct(row).row(0);
        Samples variants = model.perturb(row, sigma, 200, 5);
        return IntStream.range(0, 200)
                .mapToDouble(i -> Math.hypot(variants.value(i, 0) - centre[0], variants.value(i, 1) - centre[1]))
                .average()
                .orElseThrow();
    }

    @Test
    void noiseIsInDeviationsOfEachNumberOverTheReferenceCodes() {
        try (Autoencoder model = trained(dense(), PLAN.epochs(1))) {
            float[][] codes = model.reference().orElseThrow().codes();
            double mean =
                    Arrays.stream(codes).mapToDouble(code -> code[1]).average().orElseThrow();
            double variance = Arrays.stream(codes)
                    .mapToDouble(code -> Math.pow(code[1] - mean, 2))
                    .average()
                    .orElseThrow();
            var source = new CodeSource(
                    model.spec().bottleneck(), Codes.of(model.spec().bottleneck()), model.reference());
            assertThat(source.deviations()[1]).isCloseTo(Math.sqrt(variance), within(1e-6));
        }
    }

    @Test
    void interpolationStartsAndEndsAtTheReconstructionsAndIsHalfwayInTheMiddle() {
        try (Autoencoder model = trained(dense(), PLAN)) {
            float[] a = ROWS.row(0);
            float[] b = ROWS.row(1);
            Samples path = model.interpolate(a, b, 3);
            float[][] ends = model.reconstruct(new float[][] {a, b});
            assertThat(path.row(0)).isEqualTo(ends[0]);
            assertThat(path.row(2)).isEqualTo(ends[1]);
            float[][] codes = model.encode(new float[][] {a, b});
            float[] middle = {(codes[0][0] + codes[1][0]) / 2, (codes[0][1] + codes[1][1]) / 2};
            assertThat(path.row(1)).containsExactly(model.decode(middle), within(1e-5f));
            assertThat(model.interpolate(a, b, 2).rows()).isEqualTo(2);
        }
    }

    @Test
    void traversalSetsOneNumberOfTheCode() {
        try (Autoencoder model = trained(dense(), PLAN.epochs(1))) {
            float[] code = model.encode(ROWS.row(3));
            Samples rows = model.traverse(ROWS.row(3), 1, -2, code[1], 7);
            assertThat(rows.row(0)).containsExactly(model.decode(new float[] {code[0], -2}), within(1e-5f));
            assertThat(rows.row(1)).containsExactly(model.reconstruct(ROWS.row(3)), within(1e-5f));
            assertThat(rows.row(2)).containsExactly(model.decode(new float[] {code[0], 7}), within(1e-5f));
        }
    }

    @Test
    void aClassConditionalModelDrawsTheClassThatIsNamed() {
        try (Autoencoder model = trained(conditional(), PLAN.epochs(60))) {
            for (String label : List.of("low", "high")) {
                float sign = label.equals("low") ? -1 : 1;
                Samples drawn = model.sample(100, label, 3);
                assertThat(drawn.classes()).containsExactly(label);
                for (int i = 0; i < 100; i++) {
                    assertThat(sign * drawn.value(i, 0)).isPositive();
                }
                assertThat(sign
                                * model.traverse(ROWS.row(0), 0, new float[] {0}, label)
                                        .value(0, 0))
                        .isPositive();
                assertThat(sign
                                * model.interpolate(ROWS.row(0), ROWS.row(2), 3, label)
                                        .value(1, 0))
                        .isPositive();
            }
            assertThat(model.perturb(ROWS.select(0, 1), 0.1, 3, 1).label(5)).isEqualTo("high");
            refused(
                    () -> model.sample(1, 1),
                    IncompatibleDataException.class,
                    "a class-conditional model is told each row's class, and these rows have none: pass labelled samples,"
                            + " or name the class; it knows [low, high]");
            refused(
                    () -> model.sample(1, "middle", 1),
                    IncompatibleDataException.class,
                    "the model does not know the class 'middle'; it knows [low, high]");
        }
    }

    @Test
    void whatCannotBeGeneratedIsRefused() {
        try (Autoencoder model = trained(dense(), PLAN.epochs(1))) {
            float[] row = ROWS.row(0);
            Class<InvalidSpecException> spec = InvalidSpecException.class;
            refused(() -> model.sample(0, 1), spec, "the number of samples is at least 1, found 0");
            refused(() -> model.perturb(ROWS, 1, 0, 1), spec, "the number of variants is at least 1, found 0");
            for (double sigma : new double[] {-0.5, Double.NaN, Double.POSITIVE_INFINITY}) {
                refused(
                        () -> model.perturb(ROWS, sigma, 1, 1),
                        spec,
                        "sigma is a finite number of at least 0, found " + sigma);
            }
            refused(() -> model.interpolate(row, row, 1), spec, "the number of steps is at least 2, found 1");
            for (int dimension : new int[] {-1, 2}) {
                refused(
                        () -> model.traverse(row, dimension, 0),
                        spec,
                        "the dimensions of the code are 0 to 1, found " + dimension + "; choose one of them");
            }
            refused(() -> model.traverse(row, 0), spec, "the number of values is at least 1, found 0");
            refused(
                    () -> model.sample(1, "low", 1),
                    IncompatibleDataException.class,
                    "the model is told no class, found the class 'low'; leave it out, or train a class-conditional model");
        }
    }

    @Test
    void modelsWithoutReferenceCodesSayWhatToDo() {
        try (Autoencoder model = trained(dense(), PLAN.epochs(1).referenceCodes(0))) {
            refused(() -> model.sample(1, 1), IncompatibleDataException.class, without("a mixture is fitted to"));
            refused(
                    () -> model.perturb(ROWS, 1, 1, 1),
                    IncompatibleDataException.class,
                    without("deviations are measured on"));
            assertThat(model.withReference(Reference.of(model, ROWS, 100, 1))
                            .sample(1, 1)
                            .rows())
                    .isEqualTo(1);
        }
    }

    private static String without(String use) {
        return "the model keeps no codes of its training rows, which " + use + "; train it with reference codes"
                + " (--reference-codes 10000, TrainingPlan.referenceCodes), or give it those of rows that you have by"
                + " Reference.of and Autoencoder.withReference";
    }

    private static void refused(ThrowingCallable call, Class<? extends Exception> type, String message) {
        assertThatThrownBy(call).isInstanceOf(type).hasMessage(message);
    }
}
