package org.ae4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.ae4j.InvalidSpecException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

/** Twenty epochs of ten steps with the rate 0.5. */
class ScheduleTest {
    private static final int STEPS_PER_EPOCH = 10;
    private static final double RATE = 0.5;
    private static final TrainingPlan PLAN = TrainingPlan.defaults().epochs(20).updater(new Adam(RATE));

    private static double rate(Schedule schedule, int step) {
        return PLAN.schedule(schedule).optimization(STEPS_PER_EPOCH).updater().getLearningRate(step, 0);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.5", "50, 0.4340990257669732", "100, 0.275", "150, 0.11590097423302682", "200, 0.05", "900, 0.05"})
    void cosineFallsByHalfACosineToItsEnd(int step, double expected) {
        // Loshchilov and Hutter, equation 5: 0.05 + 0.45·(1 + cos(π·t/200))/2.
        assertThat(rate(Schedule.cosine(0.1), step)).isCloseTo(expected, within(1e-15));
    }

    @ParameterizedTest
    @CsvSource({"0, 0.5", "29, 0.5", "30, 0.05", "59, 0.05", "60, 0.005", "199, 5e-7"})
    void stepsLowerTheRateAfterWholeEpochs(int step, double expected) {
        assertThat(rate(Schedule.step(3, 0.1), step)).isCloseTo(expected, within(1e-15));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "10, 0.9", "25, 0.76843347142091617", "100, 0.3486784401"})
    void exponentialMultipliesByItsFactorOverEachEpoch(int step, double share) {
        assertThat(rate(Schedule.exponential(0.9), step)).isCloseTo(RATE * share, within(1e-12));
    }

    @Test
    void warmUpRisesEvenlyAndThenTheOtherScheduleHasTheRest() {
        Schedule cosine = Schedule.cosine().warmUp(2.5);
        for (int step = 0; step < 25; step++) {
            assertThat(rate(cosine, step)).isCloseTo(RATE * (step + 1) / 25, within(1e-15));
        }
        assertThat(rate(cosine, 25)).isEqualTo(RATE);
        assertThat(rate(cosine, 25 + 70)).isCloseTo(RATE * (1 + Math.cos(Math.PI * 70 / 175)) / 2, within(1e-15));
        assertThat(rate(cosine, 200)).isCloseTo(0, within(1e-15));

        Schedule stairs = Schedule.step(3, 0.1).warmUp(1);
        assertThat(rate(stairs, 39)).isEqualTo(RATE);
        assertThat(rate(stairs, 40)).isCloseTo(RATE / 10, within(1e-15));
    }

    @Test
    void warmUpBeforeAConstantOrAPlateauEndsAtTheFullRate() {
        for (Schedule schedule : new Schedule[] {Schedule.constant(), Schedule.reduceOnPlateau(2, 0.5, 0)}) {
            assertThat(rate(schedule.warmUp(1), 0)).isCloseTo(RATE / 10, within(1e-15));
            assertThat(rate(schedule.warmUp(1), 9)).isEqualTo(RATE);
            assertThat(rate(schedule.warmUp(1), 199)).isEqualTo(RATE);
            assertThat(rate(schedule, 0)).isEqualTo(RATE);
        }
    }

    @Test
    void warmUpTakesTheStepsThatMoreEpochsAdd() {
        TrainingPlan longer = PLAN.schedule(Schedule.cosine().warmUp(20)).minSteps(400);
        IUpdater updater = longer.optimization(STEPS_PER_EPOCH).updater();
        assertThat(updater.getLearningRate(199, 0)).isEqualTo(RATE);
        assertThat(updater.getLearningRate(300, 0)).isCloseTo(RATE / 2, within(1e-15));
    }

    @Test
    void anotherWarmUpReplacesTheOneBefore() {
        assertThat(Schedule.cosine().warmUp(3).warmUp(5)).isEqualTo(new Schedule.WarmUp(5, Schedule.cosine()));
    }

    static Stream<Schedule> moved() {
        return Stream.of(
                Schedule.oneCycle(),
                Schedule.cosine(0.1),
                Schedule.step(3, 0.1),
                Schedule.exponential(0.9),
                Schedule.constant().warmUp(2),
                Schedule.cosine().warmUp(2),
                Schedule.step(2, 0.5).warmUp(1),
                Schedule.exponential(0.8).warmUp(0.5),
                Schedule.reduceOnPlateau(2, 0.5, 1e-5).warmUp(2));
    }

    @ParameterizedTest
    @MethodSource("moved")
    void dl4jsJsonAndCopiesKeepEveryRate(Schedule schedule) {
        IUpdater updater = PLAN.schedule(schedule).optimization(STEPS_PER_EPOCH).updater();
        MultiLayerConfiguration network = new NeuralNetConfiguration.Builder()
                .updater(updater)
                .list(new OutputLayer.Builder().nIn(2).nOut(2).build())
                .build();
        for (MultiLayerConfiguration copy :
                new MultiLayerConfiguration[] {MultiLayerConfiguration.fromJson(network.toJson()), network.clone()}) {
            IUpdater copied = ((BaseLayer) copy.getConf(0).getLayer()).getIUpdater();
            for (int step = 0; step < 210; step++) {
                assertThat(copied.getLearningRate(step, 0))
                        .as("step %d", step)
                        .isEqualTo(updater.getLearningRate(step, 0));
            }
        }
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refused(() -> Schedule.cosine(1), "cosine ends at a share of the rate in [0, 1), found endFactor 1.0"),
                refused(() -> Schedule.step(0, 0.1), "a step of the rate lasts at least 1 epoch, found 0"),
                refused(() -> Schedule.step(3, 1), "step lowers the rate by a factor in (0, 1), found 1.0"),
                refused(
                        () -> Schedule.exponential(0),
                        "exponential multiplies the rate by a finite factor above 0, found 0.0"),
                refused(
                        () -> Schedule.reduceOnPlateau(-1, 0.5, 0),
                        "patience with a plateau is at least 0 epochs, found -1"),
                refused(
                        () -> Schedule.reduceOnPlateau(1, Double.NaN, 0),
                        "plateau lowers the rate by a factor in (0, 1), found NaN"),
                refused(
                        () -> Schedule.reduceOnPlateau(1, 0.5, -1),
                        "the least rate on a plateau is a finite number of at least 0, found -1.0"),
                refused(
                        () -> Schedule.cosine().warmUp(0),
                        "a warm-up takes a finite number of epochs above 0, found 0.0"),
                refused(
                        () -> new Schedule.WarmUp(1, Schedule.cosine().warmUp(1)),
                        "a warm-up is followed by a schedule that is no warm-up itself"),
                refused(
                        () -> Schedule.oneCycle().warmUp(1),
                        "one-cycle warms up by itself; leave the warm-up out, or choose another schedule"),
                refused(
                        () -> rate(Schedule.cosine().warmUp(20), 0),
                        "a warm-up of 20.0 epochs leaves nothing of the run's 20; shorten it, or train longer"),
                refused(
                        () -> PLAN.updater(new AdaGrad(0.1)).schedule(Schedule.cosine()),
                        "DL4J 1.0.0-M2.1 drops the schedule of AdaGrad, whose rates fall by themselves; choose a constant"
                                + " schedule or another updater"),
                refused(
                        () -> PLAN.updater(new AdaGrad(0.1))
                                .schedule(Schedule.reduceOnPlateau(1, 0.5, 0).warmUp(1)),
                        "DL4J 1.0.0-M2.1 drops the schedule of AdaGrad, whose rates fall by themselves; choose a constant"
                                + " schedule or another updater"),
                refused(
                        () -> PLAN.updater(new AdaDelta()).schedule(Schedule.reduceOnPlateau(1, 0.5, 0)),
                        "a schedule moves the learning rate, and AdaDelta has none; choose another updater"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatCannotWorkIsRefusedWithTheReason(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(InvalidSpecException.class).hasMessage(message);
    }

    private static Arguments refused(ThrowingCallable call, String message) {
        return Arguments.of(call, message);
    }
}
