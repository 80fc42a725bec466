package org.ae4j.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.data.Samples;
import org.ae4j.engine.EngineChoice;
import org.ae4j.train.TrainingPlan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.learning.config.Sgd;

class RowWeightsTest {
    private static PretrainedEncoder encoder;

    @BeforeAll
    static void train() {
        encoder = Fixtures.encoder(Fixtures.plain());
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    @ParameterizedTest
    @EnumSource(EngineChoice.class)
    void rowsOfAClassWeighAsTheirClassDoes(EngineChoice engine) {
        Samples rows = Fixtures.blobs();
        var tuning = encoder.fineTune().plan(Fixtures.plan().engine(engine).threads(1));
        float[] weights = new float[rows.rows()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = rows.label(i).equals("1") ? 4 : 1;
        }
        try (Classifier byRow = tuning.fit(rows, weights, rows.select()).model();
                Classifier byClass = tuning.classWeights(ClassWeights.of(Map.of("1", 4.0)))
                        .fit(rows)
                        .model()) {
            float[][] expected = byClass.probabilities(rows);
            float[][] found = byRow.probabilities(rows);
            for (int i = 0; i < found.length; i++) {
                assertThat(found[i]).containsExactly(expected[i], within(1e-4f));
            }
        }
    }

    @Test
    void aRowWithoutWeightTeachesNothing() {
        Samples rows = Fixtures.blobs();
        // Statistics of a batch are those of all its rows, whatever they weigh.
        var tuning = encoder.fineTune()
                .head(Head.softmax().batchNorm(false))
                .plan(TrainingPlan.defaults()
                        .epochs(5)
                        .batchSize(90)
                        .updater(new Sgd(0.1))
                        .threads(1));
        float[] weights = new float[rows.rows()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = i % 2;
        }
        int[] odd = IntStream.range(0, rows.rows()).filter(i -> i % 2 == 1).toArray();
        // One batch of all rows; half of the loss is as a rate half as high.
        try (Classifier weighed = tuning.fit(rows, weights, rows.select()).model();
                Classifier chosen = tuning.plan(tuning.plan().updater(new Sgd(0.05)))
                        .fit(rows.select(odd))
                        .model()) {
            float[][] expected = chosen.probabilities(rows);
            float[][] found = weighed.probabilities(rows);
            for (int i = 0; i < found.length; i++) {
                assertThat(found[i]).containsExactly(expected[i], within(1e-4f));
            }
        }
    }

    @Test
    void aRegressorsRowsWeighToo() {
        Samples rows = Fixtures.numbers();
        float[] weights = new float[rows.rows()];
        Arrays.fill(weights, 2);
        var tuning = encoder.fineTune()
                .head(Head.regression())
                .plan(TrainingPlan.defaults().epochs(5).updater(new Sgd(1e-2)).threads(1));
        try (Regressor doubled = tuning.fit(rows, weights, rows.select()).model();
                Regressor fast = tuning.plan(tuning.plan().updater(new Sgd(2e-2)))
                        .fit(rows)
                        .model();
                Regressor slow = tuning.fit(rows).model()) {
            assertThat(doubled.predict(rows)).containsExactly(fast.predict(rows), within(1e-3));
            assertThat(doubled.predict(rows)[0]).isNotCloseTo(slow.predict(rows)[0], within(1e-2));
        }
    }

    @Test
    void badWeightsAreRefused() {
        Samples rows = Fixtures.blobs();
        assertThatThrownBy(() -> encoder.fineTune().fit(rows, new float[3], rows.select()))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("blobs has 90 rows but there are 3 weights");
        float[] weights = new float[90];
        weights[7] = -1;
        assertThatThrownBy(() -> encoder.fineTune().fit(rows, weights, rows.select()))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("blobs: row 7 has the weight -1.0, expected a finite one of at least 0");
        weights[7] = Float.NaN;
        assertThatThrownBy(() -> encoder.fineTune().fit(rows, weights, rows.select()))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("blobs: row 7 has the weight NaN, expected a finite one of at least 0");
    }
}
