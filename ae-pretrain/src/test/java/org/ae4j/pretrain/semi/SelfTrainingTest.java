package org.ae4j.pretrain.semi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Samples;
import org.ae4j.model.Autoencoder;
import org.ae4j.pretrain.Classifier;
import org.ae4j.pretrain.FineTuning;
import org.ae4j.pretrain.PretrainedEncoder;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Adam;

class SelfTrainingTest {
    private static final Samples ROWS = Samples.blobs(300, 6, 3, 1, 1);

    private static final Samples LABELLED = ROWS.perLabel(3, 1);
    private static final Samples OTHERS = ROWS.select(IntStream.range(100, 300).toArray());
    private static final TrainingPlan PLAN = TrainingPlan.defaults()
            .epochs(5)
            .batchSize(32)
            .updater(new Adam(1e-2))
            .threads(1);
    private static PretrainedEncoder encoder;

    @BeforeAll
    static void train() {
        var spec = Presets.dense(ROWS.schema()).hidden(8).code(4);
        try (Autoencoder model = Trainer.of(spec, PLAN).fit(ROWS).model()) {
            encoder = PretrainedEncoder.of(model);
        }
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    @Test
    void fewLabelsAndManyRowsMakeAClassifier() {
        SelfTrained result =
                SelfTraining.of(encoder.fineTune().plan(PLAN.epochs(20))).fit(LABELLED, OTHERS.withoutLabels());
        try (Classifier classifier = result.model()) {
            assertThat(result.taught()).isEqualTo(200);
            assertThat(result.history().epochs()).hasSize(20);
            assertThat(classifier.classes()).containsExactly("0", "1", "2");
            assertThat(classifier.accuracy(ROWS)).isGreaterThan(0.97);
            assertThat(classifier.provenance().rows()).isEqualTo(209);
        }
    }

    @Test
    void labelsOfTheOtherRowsAreNotLookedAt() {
        Samples wrong = OTHERS.labels(
                "wrong", IntStream.range(0, 200).mapToObj(i -> "q").toList());
        SelfTraining training = SelfTraining.of(encoder.fineTune().plan(PLAN));
        try (Classifier first = training.fit(LABELLED, wrong).model();
                Classifier second =
                        training.fit(LABELLED, OTHERS.withoutLabels()).model()) {
            assertThat(first.probabilities(ROWS)).isDeepEqualTo(second.probabilities(ROWS));
        }
    }

    @Test
    void aClassifierTeachesAsWell() {
        FineTuning<Classifier> tuning = encoder.fineTune().plan(PLAN.epochs(40));
        try (Classifier classifier = SelfTraining.of(tuning)
                .teacher(Teacher.classifier(tuning))
                .fit(LABELLED, OTHERS)
                .model()) {
            assertThat(classifier.accuracy(ROWS)).isGreaterThan(0.95);
        }
    }

    @Test
    void rowsThatAreNotSureAreLeftOut() {
        var seen = new ArrayList<Integer>();
        // Sure of the first row alone.
        Teacher teacher = (labelled, unlabelled) -> {
            seen.add(unlabelled.rows());
            double[][] probabilities = new double[unlabelled.rows()][];
            Arrays.setAll(probabilities, i -> i == 0 ? new double[] {.8, .2, 0} : new double[] {.4, .3, .3});
            return new PropagatedLabels(List.of("0", "1", "2"), probabilities);
        };
        SelfTraining training = SelfTraining.of(encoder.fineTune().plan(PLAN)).teacher(teacher);
        assertThat(taught(training.leastConfidence(.5))).isEqualTo(1);
        assertThat(taught(training.leastConfidence(.9))).isZero();
        assertThat(taught(training)).isEqualTo(200);
        assertThat(seen).containsExactly(200, 200, 200);
    }

    @Test
    void whatNoLabelReachesTeachesNothing() {
        Teacher undecided = (labelled, unlabelled) -> {
            double[][] probabilities = new double[unlabelled.rows()][];
            Arrays.fill(probabilities, new double[] {1.0 / 3, 1.0 / 3, 1.0 / 3});
            return new PropagatedLabels(List.of("0", "1", "2"), probabilities);
        };
        SelfTraining training = SelfTraining.of(encoder.fineTune().plan(PLAN)).teacher(undecided);
        assertThat(taught(training)).isZero();
        assertThat(taught(training.byCertainty(false))).isEqualTo(200);
    }

    @Test
    void everyClassWeighsTheSameWhereBalanced() {
        Samples rows = Samples.of(new float[5][1]).labels("k", List.of("a", "a", "a", "b", "b"));
        float[] weights = {1, 1, 2, .5f, .5f};
        SelfTraining training = SelfTraining.of(encoder.fineTune());
        assertThat(training.normalized(rows, weights))
                .containsExactly(new float[] {.625f, .625f, 1.25f, 1.25f, 1.25f}, within(1e-6f));
        assertThat(training.balanced(false).normalized(rows, weights))
                .containsExactly(new float[] {1, 1, 2, .5f, .5f}, within(1e-6f));
    }

    @Test
    void badInputIsRefused() {
        SelfTraining training = SelfTraining.of(encoder.fineTune());
        assertThatThrownBy(() -> training.leastConfidence(1.5))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("the least confidence lies in 0..1, found 1.5");
        assertThatThrownBy(() -> training.fit(LABELLED, OTHERS.select()))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("self-training needs at least 1 row without a label, blobs has none");
        Samples narrow = Samples.of(new float[4][5]);
        assertThatThrownBy(() -> training.fit(LABELLED, narrow))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("model expects 6 features, array has 5");
        assertThatThrownBy(() -> training.fit(LABELLED.only("1"), OTHERS))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("label propagation needs at least 2 classes, found [1]");
        assertThatThrownBy(() -> training.fit(LABELLED, OTHERS.select(0)))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("10 neighbours of each row need at least 11 rows, found 10");
    }

    private static int taught(SelfTraining training) {
        SelfTrained result = training.fit(LABELLED, OTHERS);
        result.model().close();
        return result.taught();
    }
}
