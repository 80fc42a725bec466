package org.ae4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.ae4j.AutoencoderException;
import org.ae4j.IncompatibleDataException;
import org.ae4j.TestData;
import org.ae4j.data.Column;
import org.ae4j.data.Imputation;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.engine.EngineChoice;
import org.ae4j.model.Autoencoder;
import org.ae4j.model.FittedScaling;
import org.ae4j.model.Provenance;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Corruption;
import org.ae4j.spec.Presets;
import org.ae4j.spec.Scaling;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Training on rows with missing cells, and completing them. */
class MissingValuesTest {
    private static final Schema SCHEMA = Schema.table(
            List.of(Column.numeric("a"), Column.numeric("b"), Column.categorical("sign", List.of("minus", "plus"))));
    private static final Samples GAPS = line(600, 0.2, 1);
    private static final TrainingPlan PLAN = TrainingPlan.defaults().epochs(40).batchSize(32);

    @TempDir
    Path folder;

    /** Points near a line, b = 100 − 20 a, beside the sign of a; so many cells are missing, and labels tell the row. */
    private static Samples line(int rows, double missing, long seed) {
        var random = new SplittableRandom(seed);
        float[][] values = new float[rows][];
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            float a = (float) random.nextGaussian();
            values[i] = new float[] {a, 100 - 20 * a + (float) random.nextGaussian(), a < 0 ? 0 : 1};
            for (int j = 0; j < 3; j++) {
                values[i][j] = random.nextDouble() < missing ? Float.NaN : values[i][j];
            }
            labels.add("row" + i);
        }
        return Samples.of(SCHEMA, values, Imputation.keep()).labels("row", labels);
    }

    private static AutoencoderSpec spec() {
        return Presets.denoising(SCHEMA).hidden(16).code(2).corruption(Corruption.masking(0.2));
    }

    @ParameterizedTest
    @ValueSource(longs = {42, 43, 44})
    void removedCellsOfRealDataAreCompletedFarBetterThanByTheMean(long seed) {
        Path file = TestData.require("adbench/30_satellite.csv.gz");
        Samples whole = Samples.csv(file).label("last").withoutLabels();
        var evidence = new ImputationEvidence(whole, seed);
        AutoencoderSpec spec = Presets.denoising(whole.schema()).corruption(Corruption.masking(0.2));
        try (Autoencoder model = evidence.model(spec, 30, seed)) {
            assertThat(evidence.ofModel(model)).isLessThan(0.7 * evidence.ofTheMean());
        }
    }

    @Test
    void categoriesFollowTheNumbersBesideThem() {
        try (Autoencoder model = Trainer.of(spec(), PLAN).fit(GAPS).model()) {
            float[][] rows = model.impute(new float[][] {{1.5f, 70, Float.NaN}, {-2, 140, Float.NaN}});
            assertThat(rows[0]).containsExactly(1.5f, 70, 1);
            assertThat(rows[1]).containsExactly(-2, 140, 0);
        }
    }

    @Test
    void imputedRowsAreWholeAndKeepTheirLabelsAndWhatWasThere() {
        try (Autoencoder model = Trainer.of(spec(), PLAN.epochs(2)).fit(GAPS).model()) {
            Samples imputed = model.impute(GAPS);
            assertThat(imputed.hasMissing()).isFalse();
            assertThat(imputed.rows()).isEqualTo(GAPS.rows());
            for (int i = 0; i < GAPS.rows(); i++) {
                assertThat(imputed.label(i)).isEqualTo("row" + i);
                for (int j = 0; j < 3; j++) {
                    float had = GAPS.value(i, j);
                    assertThat(Float.isNaN(had)
                                    || Float.floatToRawIntBits(had) == Float.floatToRawIntBits(imputed.value(i, j)))
                            .isTrue();
                }
            }
            assertThat(model.impute(imputed)).isSameAs(imputed);
            assertThat(model.reference().orElseThrow().rows()).isEqualTo(GAPS.rows());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = EngineChoice.class,
            names = {"DL4J", "COMPILED"})
    void theLossCountsTheCellsThatAreThere(EngineChoice engine) {
        AutoencoderSpec numbers =
                Presets.dense(Schema.numeric(List.of("a", "b", "c"))).hidden(4).code(1);
        Samples gaps = numbers(GAPS);
        TrainingResult result = Trainer.of(
                        numbers, PLAN.epochs(2).engine(engine).threads(1))
                .fit(gaps, gaps.select(0, 1, 2, 3, 4, 5, 6));
        double expected = 0;
        try (Autoencoder model = result.model()) {
            float[] scaled = model.scaling().transformFilled(gaps, 0, 7);
            float[] found = model.reconstructScaled(scaled, 7);
            for (int i = 0; i < scaled.length; i++) {
                boolean there = !Float.isNaN(gaps.value(i / 3, i % 3));
                expected += there ? Math.pow(found[i] - scaled[i], 2) / 2 / 7 : 0;
            }
        }
        assertThat(gaps.select(0, 1, 2, 3, 4, 5, 6).missing()).isPositive();
        assertThat(result.history().last().validationLoss()).hasValueCloseTo(expected, within(1e-5 * expected));
    }

    @Test
    void enginesLearnTheSame() {
        Samples gaps = numbers(GAPS);
        AutoencoderSpec numbers = Presets.dense(gaps.schema()).hidden(4).code(1);
        TrainingPlan plan = PLAN.epochs(2).threads(1);
        float[] dl4j = parameters(numbers, plan.engine(EngineChoice.DL4J), gaps);
        float[] compiled = parameters(numbers, plan.engine(EngineChoice.COMPILED), gaps);
        assertThat(compiled).containsExactly(dl4j, within(2e-4f));
    }

    private static float[] parameters(AutoencoderSpec spec, TrainingPlan plan, Samples rows) {
        try (Autoencoder model = Trainer.of(spec, plan).fit(rows).model()) {
            return model.parameters();
        }
    }

    private static Samples numbers(Samples rows) {
        float[][] values = new float[rows.rows()][];
        Arrays.setAll(values, rows::row);
        return Samples.of(Schema.numeric(List.of("a", "b", "c")), values, Imputation.keep());
    }

    @Test
    void aLoadedModelImputesTheSame() {
        Path file = folder.resolve("m.safetensors");
        AutoencoderSpec minMax = spec().scaling(Scaling.minMax());
        try (Autoencoder model = Trainer.of(minMax, PLAN.epochs(2)).fit(GAPS).model()) {
            model.save(file);
            try (Autoencoder loaded = Autoencoder.load(file)) {
                assertThat(loaded.scaling().fills()).isEqualTo(model.scaling().fills());
                assertThat(loaded.impute(GAPS).fingerprint())
                        .isEqualTo(model.impute(GAPS).fingerprint());
            }
        }
    }

    @Test
    void whatNeedsWholeRowsRefusesThem() {
        Samples gaps = Samples.of(SCHEMA, new float[][] {{1, 80, 1}, {1, Float.NaN, 0}}, Imputation.keep());
        try (Autoencoder model = Trainer.of(spec(), PLAN.epochs(1)).fit(GAPS).model()) {
            for (ThrowingCallable use :
                    List.<ThrowingCallable>of(() -> model.encode(gaps), () -> model.reconstruct(gaps))) {
                assertThatThrownBy(use)
                        .isInstanceOf(IncompatibleDataException.class)
                        .hasMessage("array: row 1, column 'b' is missing; only training and impute take missing cells:"
                                + " impute the rows first, or choose another imputation (--missing mean)");
            }
            assertThatThrownBy(() -> model.impute(gaps, 0))
                    .isInstanceOf(IncompatibleDataException.class)
                    .hasMessage("an imputation needs at least 1 round, found 0");
        }
    }

    @Test
    void trainingRefusesAColumnWithoutACell() {
        Samples gaps = Samples.of(SCHEMA, new float[][] {{1, Float.NaN, 1}, {1, Float.NaN, 0}}, Imputation.keep());
        assertThatThrownBy(() -> Trainer.of(spec(), PLAN).fit(gaps))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("array: every cell of column 'b' is missing; leave the column out");
    }

    @Test
    void aModelWhoseAnswersAreNotFiniteImputesNothing() {
        AutoencoderSpec spec = spec();
        float[] broken;
        try (Autoencoder model = Trainer.of(spec, PLAN.epochs(1)).fit(GAPS).model()) {
            broken = model.parameters();
        }
        Arrays.fill(broken, Float.MAX_VALUE);
        var provenance = new Provenance("", 1, "{}", "none", "");
        try (Autoencoder model = new Autoencoder(spec, FittedScaling.fit(spec.scaling(), GAPS), broken, provenance)) {
            assertThatThrownBy(() -> model.impute(GAPS))
                    .isInstanceOf(AutoencoderException.class)
                    .hasMessage("the model's answers to array are not finite; train it anew");
        }
    }
}
