package org.ae4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Imputation;
import org.ae4j.data.Parts;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.data.Split;
import org.ae4j.engine.Batch;
import org.ae4j.engine.EngineChoice;
import org.ae4j.model.Autoencoder;
import org.ae4j.model.FittedScaling;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Corruption;
import org.ae4j.spec.Knowledge;
import org.ae4j.spec.Presets;
import org.ae4j.spec.Scaling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.learning.config.Sgd;

/** Targets that are other rows, in batches and in training. */
class TargetRowsTest {
    private static final Parts PARTS =
            Samples.sensors(300, 1).withoutLabels().split(Split.train(.7).validation(.3));
    private static final Samples ROWS = PARTS.train();
    private static final Samples GAPS = withGaps(ROWS);
    private static final AutoencoderSpec SPEC =
            Presets.dense(ROWS.schema()).hidden(12).code(3).corruption(Corruption.masking(0.3));
    private static final TrainingPlan PLAN =
            TrainingPlan.defaults().epochs(3).batchSize(32).referenceCodes(0);
    private static final TargetRows SELF = (row, random) -> row;
    private static final TargetRows NEXT = (row, random) -> (row + 1) % ROWS.rows();
    private static final TargetRows ANY = (row, random) -> random.nextInt(ROWS.rows());

    static Stream<Corruption> corruptions() {
        return Stream.of(
                Corruption.none(), Corruption.masking(0.3), Corruption.gaussian(0.5), Corruption.patches(0.4, 2));
    }

    @ParameterizedTest
    @MethodSource("corruptions")
    void rowsThatAreTheirOwnTargetsGiveTheSameBatches(Corruption corruption) {
        for (Samples rows : List.of(ROWS, GAPS)) {
            Iterator<Batch> plain = batches(rows, corruption, null);
            for (Iterator<Batch> all = batches(rows, corruption, SELF); all.hasNext(); ) {
                Batch batch = all.next();
                Batch expected = plain.next();
                assertThat(batch.input()).isEqualTo(expected.input());
                assertThat(batch.target()).isEqualTo(expected.target());
                assertThat(batch.weights()).isEqualTo(expected.weights());
            }
            assertThat(plain.hasNext()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("corruptions")
    void inputsStayAndTargetsAreThoseOfTheOtherRows(Corruption corruption) {
        float[] scaled = FittedScaling.fit(Scaling.standard(), ROWS).transform(ROWS, 0, ROWS.rows());
        Iterator<Batch> plain = batches(ROWS, corruption, null);
        for (Iterator<Batch> all = batches(ROWS, corruption, NEXT); all.hasNext(); ) {
            Batch batch = all.next();
            Batch own = plain.next();
            assertThat(batch.input()).isEqualTo(own.input());
            assertThat(batch.weights()).isEqualTo(own.weights());
            for (int at = 0; at < own.target().length; at += 8) {
                int next = (rowOf(own.target(), at, scaled) + 1) % ROWS.rows();
                assertThat(Arrays.copyOfRange(batch.target(), at, at + 8))
                        .isEqualTo(Arrays.copyOfRange(scaled, next * 8, next * 8 + 8));
            }
        }
    }

    @Test
    void missingCellsOfTheTargetDoNotCountAndThoseOfTheInputAreNotCorrupted() {
        FittedScaling scaling = FittedScaling.fit(Scaling.standard(), GAPS);
        float[] filled = scaling.transformFilled(GAPS, 0, GAPS.rows());
        float[] weights = new float[8];
        float[] own = new float[8];
        Iterator<Batch> plain = batches(GAPS, Corruption.none(), null);
        for (Iterator<Batch> all = batches(GAPS, Corruption.gaussian(0.5), NEXT); all.hasNext(); ) {
            Batch batch = all.next();
            float[] clean = plain.next().target();
            for (int at = 0; at < clean.length; at += 8) {
                int row = rowOf(clean, at, filled);
                scaling.weigh(GAPS.row(row), own, 0);
                scaling.weigh(GAPS.row((row + 1) % GAPS.rows()), weights, 0);
                assertThat(Arrays.copyOfRange(batch.weights(), at, at + 8)).isEqualTo(weights);
                for (int j = 0; j < 8; j++) {
                    assertThat(batch.input()[at + j] == clean[at + j]).isEqualTo(own[j] == 0);
                }
            }
        }
    }

    @Test
    void targetsAreDrawnAnewEachEpoch() {
        var asked = new ArrayList<Integer>();
        TargetRows drawn = (row, random) -> {
            int target = random.nextInt(ROWS.rows());
            if (row == 7) {
                asked.add(target);
            }
            return target;
        };
        Trainer.of(SPEC, PLAN).targets(drawn).fit(ROWS).model().close();
        assertThat(asked).hasSize(3).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(names = {"DL4J", "COMPILED"})
    void rowsThatAreTheirOwnTargetsTrainAsWithout(EngineChoice engine) {
        TrainingPlan plan = PLAN.engine(engine);
        assertThat(parameters(Trainer.of(SPEC, plan).targets(SELF))).isEqualTo(parameters(Trainer.of(SPEC, plan)));
    }

    @Test
    void bothEnginesLearnTheOtherRowsAlike() {
        float[] compiled =
                parameters(Trainer.of(SPEC, PLAN.engine(EngineChoice.COMPILED)).targets(ANY));
        float[] dl4j =
                parameters(Trainer.of(SPEC, PLAN.engine(EngineChoice.DL4J)).targets(ANY));
        assertThat(compiled).hasSameSizeAs(dl4j);
        for (int i = 0; i < dl4j.length; i++) {
            assertThat(compiled[i]).as("parameter %d", i).isCloseTo(dl4j[i], within(1e-4f));
        }
        assertThat(compiled).isNotEqualTo(parameters(Trainer.of(SPEC, PLAN.engine(EngineChoice.COMPILED))));
    }

    @Test
    void theSeedFixesWhatIsDrawn() {
        float[] first = parameters(Trainer.of(SPEC, PLAN).targets(ANY));
        assertThat(parameters(Trainer.of(SPEC, PLAN).targets(ANY))).isEqualTo(first);
        assertThat(parameters(Trainer.of(SPEC, PLAN.seed(1)).targets(ANY))).isNotEqualTo(first);
    }

    @Test
    void validationMeasuresTheRowItselfAndTrainingItsTarget() {
        TrainingPlan still = PLAN.epochs(1).updater(new Sgd(1e-30));
        try (Autoencoder model = Trainer.of(SPEC, PLAN.epochs(30)).fit(ROWS).model()) {
            EpochResult own = last(Trainer.continuing(model, still));
            EpochResult other = last(Trainer.continuing(model, still).targets(NEXT));
            assertThat(other.validationLoss()).isEqualTo(own.validationLoss());
            assertThat(other.trainLoss()).isGreaterThan(1.2 * own.trainLoss());
        }
    }

    @Test
    void rowsThatAreNotThereAreRefused() {
        assertThatThrownBy(() -> Trainer.of(SPEC, PLAN)
                        .targets((row, random) -> row == 5 ? 210 : row)
                        .fit(ROWS))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("the target of row 5 is row 210; the training rows are 0 … 209");
    }

    @Test
    void whatOtherRowsCannotBeTheTargetsOfIsRefused() {
        var told = Trainer.of(SPEC.knowledge(Knowledge.none().conditionedOn(List.of("a", "b"))), PLAN);
        assertThatThrownBy(() -> told.targets(SELF))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage(
                        "other rows cannot be the targets of a class-conditional code: the decoder is told the class of"
                                + " the row that the encoder sees; train without the condition");
        Schema variable = Schema.sequence(List.of("x"), 6, 2);
        var ending = Trainer.of(Presets.recurrent(variable).code(2), PLAN);
        assertThatThrownBy(() -> ending.targets(SELF))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage(
                        "other rows cannot be the targets of sequences of several lengths: a sequence ends at the same step"
                                + " in input and target; bring them to one length");
        var layered = Trainer.of(SPEC, PLAN.pretraining(2));
        assertThatThrownBy(() -> layered.targets(SELF))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage(
                        "pretraining, of 2 epochs, has layers reconstruct what they see, and other rows are no targets"
                                + " there; set pretraining 0");
    }

    private static Iterator<Batch> batches(Samples rows, Corruption corruption, TargetRows targets) {
        FittedScaling scaling = FittedScaling.fit(Scaling.standard(), rows);
        return Batches.reconstructing(RowSource.scaled(scaling, rows), 32, 4)
                .corrupted(corruption, rows.schema())
                .targets(targets)
                .shuffled(2);
    }

    /** Which of the rows, all different, stands at a place of a batch. */
    private static int rowOf(float[] batch, int at, float[] rows) {
        for (int row = 0; row < rows.length / 8; row++) {
            if (Arrays.equals(batch, at, at + 8, rows, row * 8, row * 8 + 8)) {
                return row;
            }
        }
        throw new AssertionError("no such row");
    }

    private static float[] parameters(Trainer trainer) {
        try (Autoencoder model = trainer.fit(ROWS).model()) {
            return model.parameters();
        }
    }

    private static EpochResult last(Trainer trainer) {
        TrainingResult result = trainer.fit(ROWS, PARTS.validation());
        result.model().close();
        return result.history().last();
    }

    private static Samples withGaps(Samples rows) {
        float[][] values = new float[rows.rows()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = rows.row(i);
            values[i][i % 8] = i % 3 == 0 ? Float.NaN : values[i][i % 8];
        }
        return Samples.of(rows.schema(), values, Imputation.keep());
    }
}
