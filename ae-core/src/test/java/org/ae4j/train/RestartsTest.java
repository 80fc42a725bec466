package org.ae4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Parts;
import org.ae4j.data.Samples;
import org.ae4j.data.Split;
import org.ae4j.file.Json;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Presets;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Sgd;

class RestartsTest {
    private static final Samples SENSORS = Samples.sensors(300, 1).withoutLabels();
    private static final Parts PARTS = SENSORS.split(Split.train(.7).validation(.3));
    private static final AutoencoderSpec SPEC =
            Presets.dense(SENSORS.schema()).hidden(8).code(2).dropout(0.1);
    private static final TrainingPlan PLAN =
            TrainingPlan.defaults().epochs(6).batchSize(32).seed(7);

    private static TrainingResult fit(TrainingPlan plan) {
        return Trainer.of(SPEC, plan).fit(PARTS.train(), PARTS.validation());
    }

    private static double validationLoss(TrainingResult result) {
        return result.history().best().validationLoss().getAsDouble();
    }

    @Test
    void theSeedWithTheLowestValidationLossWins() {
        List<TrainingResult> alone =
                IntStream.range(7, 11).mapToObj(seed -> fit(PLAN.seed(seed))).toList();
        TrainingResult best = fit(PLAN.restarts(4));
        TrainingResult expected = alone.stream()
                .min((a, b) -> Double.compare(validationLoss(a), validationLoss(b)))
                .orElseThrow();
        assertThat(best.seed())
                .isEqualTo(expected.seed())
                .as("not just the first")
                .isNotEqualTo(7);
        assertThat(best.history()).isEqualTo(expected.history());
        assertThat(best.model().parameters()).isEqualTo(expected.model().parameters());
    }

    @Test
    void thePlanInTheModelGivesTheSameWeightsAgain() {
        TrainingResult best = fit(PLAN.restarts(4).patience(2));
        TrainingPlan recorded =
                PlanJson.read(Json.parse(best.model().provenance().plan(), "plan"));
        assertThat(recorded).isEqualTo(PLAN.patience(2).seed(best.seed()));
        assertThat(fit(recorded).model().parameters()).isEqualTo(best.model().parameters());
    }

    @Test
    void listenersSeeEveryRun() {
        var ends = new ArrayList<History>();
        Trainer.of(SPEC, PLAN.epochs(1).restarts(3))
                .listen(new TrainingListener() {
                    @Override
                    public void onEnd(History history) {
                        ends.add(history);
                    }
                })
                .fit(PARTS.train(), PARTS.validation());
        assertThat(ends).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void theFirstDivergenceIsToldWhereAllRunsDiverge() {
        var diverged = catchThrowableOfType(
                TrainingDivergedException.class,
                () -> fit(PLAN.updater(new Sgd(1e20)).restarts(2)));
        assertThat(diverged.epoch()).isEqualTo(1);
    }

    @Test
    void withoutValidationRowsTheyCannotBeCompared() {
        assertThatThrownBy(() -> Trainer.of(SPEC, PLAN.restarts(2)).fit(PARTS.train()))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("restarts are compared by validation rows, found none; hold some out, or set restarts 1");
    }
}
