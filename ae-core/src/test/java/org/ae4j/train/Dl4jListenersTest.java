package org.ae4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Samples;
import org.ae4j.engine.EngineChoice;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Bottleneck;
import org.ae4j.spec.Presets;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Dl4jListenersTest {
    private static final Samples ROWS = Samples.blobs(60, 3, 2, 0.4, 1);
    private static final AutoencoderSpec SPEC =
            Presets.dense(ROWS.schema()).hidden(4).code(1).l2(1e-3);
    private static final TrainingPlan PLAN =
            TrainingPlan.defaults().epochs(3).batchSize(20).threads(1);

    /** Notes what DL4J calls. */
    private static final class Counting extends BaseTrainingListener {
        final List<String> calls = new ArrayList<>();
        final List<Double> scores = new ArrayList<>();

        @Override
        public void iterationDone(Model model, int iteration, int epoch) {
            calls.add(epoch + "." + iteration);
            scores.add(model.score());
        }

        @Override
        public void onEpochStart(Model model) {
            calls.add("start");
        }

        @Override
        public void onEpochEnd(Model model) {
            calls.add("end");
        }
    }

    /** Notes what the loop gets from its engine. */
    private static final class Losses implements TrainingListener {
        final List<Double> steps = new ArrayList<>();
        String engine;

        @Override
        public void onStart(TrainingStart start) {
            engine = start.engine();
        }

        @Override
        public void onStep(int epoch, int step, double loss) {
            steps.add(loss);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "DL4J"})
    void seeEveryStepAndEveryEpochOfDl4jsEngine(EngineChoice choice) {
        var counting = new Counting();
        var losses = new Losses();
        TrainingResult result = Trainer.of(SPEC, PLAN.engine(choice))
                .listen(counting)
                .listen(losses)
                .fit(ROWS, ROWS);
        result.model().close();
        assertThat(counting.calls)
                .containsExactly(
                        "start", "0.0", "0.1", "0.2", "end", "start", "1.3", "1.4", "1.5", "end", "start", "2.6", "2.7",
                        "2.8", "end");
        assertThat(counting.scores).isEqualTo(losses.steps).allMatch(Double::isFinite);
        assertThat(losses.engine).isEqualTo("dl4j");
        assertThat(result.model().provenance().engine()).isEqualTo("dl4j");
    }

    @Test
    void changeNothing() {
        float[] heard;
        float[] unheard;
        try (var model = Trainer.of(SPEC, PLAN).listen(new Counting()).fit(ROWS).model()) {
            heard = model.parameters();
        }
        try (var model =
                Trainer.of(SPEC, PLAN.engine(EngineChoice.DL4J)).fit(ROWS).model()) {
            unheard = model.parameters();
        }
        assertThat(heard).isEqualTo(unheard);
    }

    @Test
    void eachRestartCallsThemAnew() {
        var counting = new Counting();
        Trainer.of(SPEC, PLAN.restarts(2))
                .listen(counting)
                .fit(ROWS, ROWS)
                .model()
                .close();
        assertThat(IntStream.range(0, 30).filter(i -> counting.calls.get(i).equals("0.0")))
                .containsExactlyElementsOf(List.of(1, 16));
    }

    @Test
    void refuseWhatTheyCannotWatch() {
        var counting = new Counting();
        Trainer compiled = Trainer.of(SPEC, PLAN.engine(EngineChoice.COMPILED));
        assertThatThrownBy(() -> compiled.listen(counting))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage(
                        "listeners of DL4J's watch DL4J's engine, and the plan asks for the engine compiled; take the"
                                + " engine auto or dl4j, or an org.ae4j.train.TrainingListener");
        var several = Map.of(
                "dense",
                Trainer.of(SPEC.bottleneck(Bottleneck.variational(1)), PLAN),
                "noisy",
                Trainer.of(SPEC, PLAN.gradientNoise(0.1, 0.55)));
        assertThat(several.values())
                .allSatisfy(trainer -> assertThatThrownBy(() -> trainer.listen(counting))
                        .isInstanceOf(InvalidSpecException.class)
                        .hasMessage(
                                "listeners of DL4J's watch the fit of one network, and this training joins several by"
                                        + " their gradients (preset dense); take an org.ae4j.train.TrainingListener"));
    }
}
