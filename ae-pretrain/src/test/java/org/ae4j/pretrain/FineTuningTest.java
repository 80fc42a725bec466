package org.ae4j.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ae4j.data.Samples;
import org.ae4j.engine.EngineChoice;
import org.ae4j.train.EpochResult;
import org.ae4j.train.History;
import org.ae4j.train.TrainingDivergedException;
import org.ae4j.train.TrainingListener;
import org.ae4j.train.TrainingPlan;
import org.ae4j.train.TrainingStart;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Sgd;

class FineTuningTest {
    /** Too small a rate to move a float32 weight. */
    private static final TrainingPlan STANDING_STILL =
            TrainingPlan.defaults().epochs(1).batchSize(90).updater(new Sgd(1e-30));

    private static PretrainedEncoder encoder;

    @BeforeAll
    static void train() {
        encoder = Fixtures.encoder(Fixtures.plain());
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    @Test
    void theClassifierRecordsTheEngineThatTrainedIt() {
        try (Classifier classifier = fit(encoder.fineTune().plan(Fixtures.plan().engine(EngineChoice.DL4J)))) {
            assertThat(classifier.provenance().engine()).isEqualTo("dl4j");
        }
    }

    @Test
    void startsFromTheEncodersWeights() {
        try (Classifier classifier = fit(encoder.fineTune().plan(STANDING_STILL));
                PretrainedEncoder inside = classifier.encoder()) {
            assertThat(inside.parameters()).isEqualTo(encoder.parameters());
            assertThat(inside.encode(Fixtures.blobs())).isDeepEqualTo(encoder.encode(Fixtures.blobs()));
        }
    }

    @Test
    void scratchStartsFromOtherWeightsThatTheSeedFixes() {
        FineTuning<Classifier> scratch = encoder.fineTune().plan(STANDING_STILL).fromScratch();
        float[] first = insides(scratch);
        assertThat(insides(scratch)).isEqualTo(first).isNotEqualTo(encoder.parameters());
        assertThat(insides(scratch.plan(STANDING_STILL.seed(1)))).isNotEqualTo(first);
        assertThat(insides(scratch.plan(STANDING_STILL.seed(0))))
                .isEqualTo(insides(scratch.plan(STANDING_STILL.seed(0))));
    }

    @Test
    void classesThatLieApartAreLearnt() {
        Samples rows = Fixtures.blobs();
        try (Classifier tuned = fit(encoder.fineTune());
                Classifier frozen = fit(encoder.fineTune().freeze(Freeze.all()))) {
            assertThat(tuned.classes()).containsExactly("0", "1", "2");
            assertThat(tuned.accuracy(rows)).isGreaterThan(0.95);
            assertThat(frozen.accuracy(rows)).isGreaterThan(0.9);
            assertThat(frozen.predict(rows.row(3)))
                    .isEqualTo(frozen.predict(rows).get(3));
            for (float[] probabilities : tuned.probabilities(rows)) {
                assertThat(probabilities[0] + probabilities[1] + probabilities[2])
                        .isCloseTo(1, within(1e-5f));
            }
        }
    }

    @Test
    void numbersAreLearntInTheirOwnUnits() {
        Samples rows = Fixtures.numbers();
        double[] labels = rows.numericLabels();
        double mean = Arrays.stream(labels).average().orElseThrow();
        double variance = Arrays.stream(labels)
                .map(label -> (label - mean) * (label - mean))
                .average()
                .orElseThrow();
        try (Regressor regressor =
                encoder.fineTune().head(Head.regression().hidden(8)).fit(rows).model()) {
            assertThat(regressor.meanSquaredError(rows)).isLessThan(0.05 * variance);
            assertThat(regressor.predict(rows.row(5))).isCloseTo(regressor.predict(rows)[5], within(1e-4));
        }
    }

    @Test
    void hiddenBlocksOfTheHeadFollowTheEncoder() {
        try (Classifier classifier = fit(encoder.fineTune()
                .head(Head.softmax().hidden(7, 5))
                .plan(Fixtures.plan().epochs(30)))) {
            assertThat(classifier.accuracy(Fixtures.blobs())).isGreaterThan(0.9);
        }
        assertThat(Head.softmax().hidden(7, 5).hidden()).containsExactly(7, 5);
    }

    @Test
    void patienceKeepsTheBestWeights() {
        Samples rows = Fixtures.blobs();
        FineTuned<Classifier> result =
                encoder.fineTune().plan(Fixtures.plan().epochs(200).patience(2)).fit(rows.perLabel(10, 1), rows);
        try (Classifier classifier = result.model()) {
            assertThat(result.history().stoppedEarly()).isTrue();
            double loss = 0;
            float[][] probabilities = classifier.probabilities(rows);
            for (int i = 0; i < rows.rows(); i++) {
                loss -= Math.log(probabilities[i][classifier.classes().indexOf(rows.label(i))]);
            }
            assertThat(result.history().best().validationLoss().getAsDouble())
                    .isCloseTo(loss / rows.rows(), within(1e-4));
        }
    }

    @Test
    void aWeightCountsLikeAsManyRows() {
        Samples rows = Fixtures.blobs();
        var validation = rows.perLabel(5, 2);
        var plain = encoder.fineTune().plan(STANDING_STILL);
        double[] losses = new double[3];
        for (int c = 0; c < 3; c++) {
            losses[c] = loss(plain, rows, validation.only(Integer.toString(c)));
        }
        double weighted = loss(plain.classWeights(ClassWeights.of(Map.of("1", 4.0))), rows, validation);
        assertThat(weighted).isCloseTo((losses[0] + 4 * losses[1] + losses[2]) / 3, within(1e-5));
    }

    @Test
    void balancedWeightsGiveEveryClassTheSameSum() {
        double[] weights = ClassWeights.balanced().of(List.of("a", "b", "c"), new int[] {10, 30, 20});
        assertThat(weights).containsExactly(2, 20.0 / 30, 1);
    }

    @Test
    void balancedWeightsFindARareClass() {
        Samples rows = Samples.blobs(600, 6, 2, 12, 3);
        int[] chosen = IntStream.range(0, rows.rows())
                .filter(i -> rows.label(i).equals("0") || i % 20 == 0)
                .toArray();
        Samples rare = rows.select(chosen);
        FineTuning<Classifier> tuning =
                encoder.fineTune().freeze(Freeze.all()).plan(Fixtures.plan().epochs(20));
        try (Classifier plain = tuning.fit(rare).model();
                Classifier balanced =
                        tuning.classWeights(ClassWeights.balanced()).fit(rare).model()) {
            assertThat(balanced.accuracy(rows.only("1"))).isGreaterThan(plain.accuracy(rows.only("1")) + 0.2);
        }
    }

    @Test
    void listenersWatchTheRun() {
        var seen = new ArrayList<String>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void onStart(TrainingStart start) {
                seen.add(start.trainRows() + " rows, " + start.parameters() + " parameters");
            }

            @Override
            public void onEpoch(EpochResult result) {
                seen.add("epoch " + result.epoch());
            }

            @Override
            public void onEnd(History history) {
                seen.add("end");
            }
        };
        FineTuning<Classifier> watched = encoder.fineTune()
                .freeze(Freeze.all())
                .plan(Fixtures.plan().epochs(2))
                .listen(listener);
        watched.fit(Fixtures.blobs()).model().close();
        assertThat(seen).containsExactly("90 rows, 31 parameters", "epoch 1", "epoch 2", "end");
    }

    @Test
    void aRunThatDivergesSaysSo() {
        FineTuning<Regressor> tuning = encoder.fineTune()
                .head(Head.regression())
                .plan(TrainingPlan.defaults().updater(new Sgd(1e20)));
        assertThatThrownBy(() -> tuning.fit(Fixtures.numbers()))
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessageStartingWith("the loss became ");
    }

    @Test
    void provenanceTellsOfBothDataSets() {
        FineTuning<Classifier> tuning = encoder.fineTune().plan(STANDING_STILL);
        try (Classifier tuned = fit(tuning);
                Classifier scratch = fit(tuning.fromScratch())) {
            assertThat(tuned.provenance().data()).isEqualTo(Fixtures.blobs().fingerprint());
            assertThat(tuned.provenance().continuedFrom())
                    .isEqualTo(encoder.provenance().data());
            assertThat(scratch.provenance().continuedFrom()).isEmpty();
        }
    }

    private static double loss(FineTuning<Classifier> tuning, Samples train, Samples validation) {
        FineTuned<Classifier> result = tuning.fit(train, validation);
        result.model().close();
        return result.history().last().validationLoss().getAsDouble();
    }

    private static float[] insides(FineTuning<Classifier> tuning) {
        try (Classifier classifier = fit(tuning);
                PretrainedEncoder inside = classifier.encoder()) {
            return inside.parameters();
        }
    }

    private static Classifier fit(FineTuning<Classifier> tuning) {
        return tuning.fit(Fixtures.blobs()).model();
    }
}
