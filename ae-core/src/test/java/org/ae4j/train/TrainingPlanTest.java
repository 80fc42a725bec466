package org.ae4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.ae4j.InvalidSpecException;
import org.ae4j.compile.Perturbation;
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
                                .referenceCodes(0),
                        DEFAULTS.gradientNoise(0.3, 0.6)
                                .weightPerturbation(0.01, 5)
                                .restarts(3)
                                .pretraining(10),
                        DEFAULTS.schedule(Schedule.cosine(0.01).warmUp(2.5)),
                        DEFAULTS.schedule(Schedule.step(10, 0.1)),
                        DEFAULTS.schedule(Schedule.exponential(0.95)),
                        DEFAULTS.schedule(Schedule.reduceOnPlateau(3, 0.5, 1e-6).warmUp(1))));
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
                refused(() -> DEFAULTS.schedule(null), "the plan has no schedule"),
                refused(() -> DEFAULTS.perturbation(null), "the plan has no perturbation"),
                refused(() -> DEFAULTS.restarts(0), "restarts is at least 1, found 0"),
                refused(() -> DEFAULTS.pretraining(-1), "pretraining is at least 0, found -1"),
                refused(
                        () -> DEFAULTS.gradientNoise(-1, 0.55),
                        "the variance eta of gradient noise is a finite number of at least 0, found -1.0"),
                refused(
                        () -> DEFAULTS.gradientNoise(1, Double.NaN),
                        "the exponent gamma of gradient noise is a finite number of at least 0, found NaN"),
                refused(
                        () -> DEFAULTS.weightPerturbation(Double.POSITIVE_INFINITY, 1),
                        "the share sigma of weight noise is a finite number of at least 0, found Infinity"),
                refused(
                        () -> DEFAULTS.weightPerturbation(0.1, 0),
                        "weight noise comes every 1 or more epochs, found 0"),
                refused(
                        () -> DEFAULTS.restarts(2).checkValidation(0),
                        "restarts are compared by validation rows, found none; hold some out, or set restarts 1"),
                refused(
                        () -> DEFAULTS.restarts(2).checkPlain("fine-tuning"),
                        "fine-tuning knows no restarts, found 2; set restarts 1"),
                refused(
                        () -> DEFAULTS.gradientNoise(1, 0).checkPlain("fine-tuning"),
                        "fine-tuning knows no noise on gradients or weights, found Perturbation[eta=1.0, gamma=0.0,"
                                + " sigma=0.0, everyEpochs=1]; set Perturbation.none()"),
                refused(
                        () -> DEFAULTS.pretraining(2).checkPlain("fine-tuning"),
                        "fine-tuning knows no pretraining, found 2 epochs; set pretraining 0"),
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
    void plansOfOlderFilesTakeTheDefaultsForWhatTheyLack() {
        ObjectNode json = PlanJson.write(
                DEFAULTS.engine(EngineChoice.DL4J).restarts(2).pretraining(1).gradientNoise(1, 1));
        json.remove(List.of("engine", "perturbation", "restarts", "pretraining"));
        assertThat(json.size()).isEqualTo(10);
        assertThat(PlanJson.read(json)).isEqualTo(DEFAULTS);
        json.remove("threads");
        assertThatThrownBy(() -> PlanJson.read(json))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageStartingWith("training plan.threads: Missing creator property 'threads'");
    }

    @Test
    void aWitherChangesNothingButWhatItNames() {
        TrainingPlan plan = new TrainingPlan(
                2,
                3,
                4,
                new Nesterovs(0.5, 0.6),
                Schedule.cosine(),
                Clipping.byNorm(7),
                Perturbation.none().gradientNoise(8),
                9,
                10,
                11,
                12,
                13,
                EngineChoice.COMPILED,
                14);
        TrainingPlan same = plan.minSteps(3)
                .batchSize(4)
                .updater(plan.updater())
                .schedule(plan.schedule())
                .clipping(plan.clipping())
                .perturbation(plan.perturbation())
                .patience(9)
                .seed(10)
                .restarts(11)
                .pretraining(12)
                .threads(13)
                .engine(EngineChoice.COMPILED)
                .referenceCodes(14);
        assertThat(same).isEqualTo(plan);
        assertThat(plan.epochs(2)).isEqualTo(plan.minSteps(0));
        assertThat(plan.weightPerturbation(0.1, 2).perturbation()).isEqualTo(new Perturbation(8, 0.55, 0.1, 2));
    }

    @Test
    void perturbationIsNoneWithoutEitherNoise() {
        assertThat(Perturbation.none().isNone()).isTrue();
        assertThat(Perturbation.none().gradientNoise(0.01).isNone()).isFalse();
        assertThat(Perturbation.none().weightNoise(0.01).isNone()).isFalse();
        assertThat(Perturbation.none().gradientNoise(0.3)).isEqualTo(new Perturbation(0.3, 0.55, 0, 1));
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
