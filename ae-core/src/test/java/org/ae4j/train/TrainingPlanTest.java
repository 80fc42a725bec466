package org.ae4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;
import org.ae4j.InvalidSpecException;
import org.ae4j.engine.EngineChoice;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.learning.config.AdaBelief;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;

class TrainingPlanTest {
    private static final TrainingPlan DEFAULTS = TrainingPlan.defaults();

    static Stream<TrainingPlan> plans() {
        Stream<TrainingPlan> byUpdater = Updaters.names().stream().map(name -> DEFAULTS.updater(Updaters.named(name)));
        return Stream.concat(
                byUpdater,
                Stream.of(
                        DEFAULTS,
                        DEFAULTS.updater(new Adam(3e-4, 0.8, 0.99, 1e-7)).schedule(Schedule.oneCycle()),
                        DEFAULTS.updater(new Nesterovs(0.1, 0.5)).clipping(Clipping.byNorm(1)),
                        DEFAULTS.clipping(Clipping.byValue(0.5))
                                .patience(3)
                                .seed(-7)
                                .threads(2)
                                .engine(EngineChoice.COMPILED)
                                .referenceCodes(0)));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void everyPlanComesBackFromJson(TrainingPlan plan) {
        ObjectNode json = PlanJson.write(plan);
        assertThat(PlanJson.read(json)).isEqualTo(plan);
        assertThat(json.toString()).doesNotContain("org.").doesNotContain("NaN");
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refused(() -> DEFAULTS.epochs(0), "epochs is at least 1, found 0"),
                refused(() -> DEFAULTS.batchSize(0), "batchSize is at least 1, found 0"),
                refused(() -> DEFAULTS.referenceCodes(-1), "referenceCodes is at least 0, found -1"),
                refused(() -> DEFAULTS.referenceCodes(10_001), "referenceCodes is at most 10000, found 10001"),
                refused(() -> DEFAULTS.engine(null), "the plan has no engine"),
                refused(() -> DEFAULTS.patience(-1), "patience is at least 0, found -1"),
                refused(() -> DEFAULTS.updater(new Adam(0)), "the learning rate is a finite number above 0, found 0.0"),
                refused(
                        () -> DEFAULTS.updater(new Adam(-1e-3)),
                        "the learning rate is a finite number above 0, found -0.001"),
                refused(
                        () -> DEFAULTS.updater(new Nadam()),
                        "Nadam cannot be used: DL4J 1.0.0-M2.1 does not correct the bias of its second moment; use Adam"),
                refused(
                        () -> DEFAULTS.updater(new AdaBelief()),
                        "AdaBelief cannot be used: it throws in DL4J 1.0.0-M2.1; use Adam"),
                refused(
                        () -> DEFAULTS.updater(new NoOp()),
                        "NoOp cannot be used: it applies the raw gradient; to keep weights fixed, freeze them"),
                refused(
                        () -> DEFAULTS.updater(Adam.builder()
                                .learningRateSchedule((new OneCycleSchedule(1, 0.3, 25, 100, 10)))
                                .build()),
                        "an updater with a schedule of its own cannot be used: set TrainingPlan.schedule instead"),
                refused(
                        () -> DEFAULTS.updater(new AdaDelta()).schedule(Schedule.oneCycle()),
                        "a schedule moves the learning rate, and AdaDelta has none; choose another updater"),
                refused(
                        () -> DEFAULTS.updater(new AdaGrad(0.1)).schedule(Schedule.oneCycle()),
                        "DL4J 1.0.0-M2.1 drops the schedule of AdaGrad, whose rates fall by themselves; choose a constant"
                                + " schedule or another updater"),
                refused(
                        () -> Updaters.named("adm"),
                        "there is no updater 'adm'; did you mean 'adam'? (known: adam, amsgrad, adamax, sgd, nesterovs,"
                                + " rmsprop, adagrad, adadelta)"),
                refused(() -> Clipping.byNorm(0), "clipping needs a finite limit above 0, found 0.0"),
                refused(
                        () -> new Schedule.OneCycle(1, 25, 100),
                        "one-cycle rises over a share of the steps in (0, 1) and divides its peak by at least 1, found"
                                + " rising 1.0, startDivisor 25.0, endDivisor 100.0"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatCannotWorkIsRefusedWithTheReason(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(InvalidSpecException.class).hasMessage(message);
    }

    @Test
    void updaterIsCopiedOnTheWayInAndOut() {
        var adam = new Adam(1e-3);
        TrainingPlan plan = DEFAULTS.updater(adam);
        adam.setLearningRate(5);
        ((Adam) plan.updater()).setLearningRate(6);
        assertThat(plan.updater().getLearningRate(0, 0)).isEqualTo(1e-3);
    }

    @Test
    void aPlanFromBeforeThereWereEnginesLeavesTheChoiceOpen() {
        ObjectNode json = PlanJson.write(DEFAULTS.engine(EngineChoice.DL4J));
        assertThat(json.remove("engine").textValue()).isEqualTo("dl4j");
        assertThat(PlanJson.read(json)).isEqualTo(DEFAULTS);
        json.remove("threads");
        assertThatThrownBy(() -> PlanJson.read(json))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageStartingWith("training plan.threads: Missing creator property 'threads'");
    }

    @Test
    void anUnknownEngineIsRefused() {
        ObjectNode json = PlanJson.write(DEFAULTS).put("engine", "compild");
        assertThatThrownBy(() -> PlanJson.read(json))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("there is no engine 'compild'; did you mean 'compiled'? (known: auto, dl4j, compiled)");
    }

    @Test
    void unknownNumbersOfAnUpdaterAreRefused() {
        ObjectNode json = PlanJson.write(DEFAULTS);
        json.withObject("updater").put("betta1", 0.5);
        assertThatThrownBy(() -> PlanJson.read(json))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageStartingWith("updater 'adam' has no 'betta1'; did you mean 'beta1'?");
    }

    private static Arguments refused(ThrowingCallable call, String message) {
        return Arguments.of(call, message);
    }
}
