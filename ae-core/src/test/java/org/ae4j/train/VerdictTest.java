package org.ae4j.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.ae4j.TestData;
import org.ae4j.data.Parts;
import org.ae4j.data.Samples;
import org.ae4j.data.Split;
import org.ae4j.spec.Presets;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Adam;

class VerdictTest {
    private static final int EPOCHS = 40;

    private static Verdict verdict(int epochs, IntToDoubleFunction train, IntToDoubleFunction validation) {
        List<EpochResult> results = IntStream.range(0, epochs)
                .mapToObj(i -> new EpochResult(
                        i + 1,
                        train.applyAsDouble(i),
                        validation == null ? OptionalDouble.empty() : OptionalDouble.of(validation.applyAsDouble(i)),
                        1e-3))
                .toList();
        return new History(results, epochs, false).verdict();
    }

    private static double settling(int epoch) {
        return 1 + 9 * Math.exp(-epoch / 4.0);
    }

    private static double sinking(int epoch) {
        return 10 * Math.exp(-epoch / 30.0);
    }

    private static double turning(int epoch) {
        return settling(epoch) + (epoch < 20 ? 0 : 0.02 * (epoch - 20));
    }

    @Test
    void aCurveThatFellAndSettledIsGood() {
        assertThat(verdict(EPOCHS, VerdictTest::settling, VerdictTest::settling))
                .isEqualTo(new Verdict(Verdict.Kind.GOOD, "good: the validation loss fell and has settled"));
    }

    @Test
    void aLittleNoiseDoesNotMatter() {
        IntToDoubleFunction noisy = i -> settling(i) + 0.02 * Math.sin(17 * i);
        assertThat(verdict(EPOCHS, noisy, noisy).kind()).isEqualTo(Verdict.Kind.GOOD);
    }

    @Test
    void aCurveOnItsWayDownIsStillFalling() {
        assertThat(verdict(EPOCHS, VerdictTest::sinking, VerdictTest::sinking))
                .isEqualTo(new Verdict(
                        Verdict.Kind.STILL_FALLING,
                        "still falling: the last tenth of the epochs brought 5.6 % of the validation loss's whole fall;"
                                + " train more epochs"));
    }

    @Test
    void aValidationLossThatTurnsWhileTrainingFallsIsOverFitting() {
        assertThat(verdict(EPOCHS, VerdictTest::settling, VerdictTest::turning))
                .isEqualTo(new Verdict(
                        Verdict.Kind.OVER_FITTING,
                        "over-fitting: the validation loss rises from epoch 21 on while the training loss falls; stop"
                                + " there by patience, or take a smaller network, dropout, weight decay or more rows"));
    }

    @Test
    void aTrainingLossThatHardlyFallsIsUnderFitting() {
        IntToDoubleFunction flat = i -> 10 - 0.3 * (1 - Math.exp(-i / 4.0));
        assertThat(verdict(EPOCHS, flat, flat))
                .isEqualTo(verdict(EPOCHS, flat, null))
                .isEqualTo(new Verdict(
                        Verdict.Kind.UNDER_FITTING,
                        "under-fitting: the training loss fell by only 3.0 % of the first epoch's; train longer, raise"
                                + " the learning rate, or widen the network"));
    }

    @Test
    void aTrainingLossThatJumpsIsUnstable() {
        IntToDoubleFunction jumping = i -> settling(i) + (i == 30 ? 8 : 0);
        assertThat(verdict(EPOCHS, jumping, VerdictTest::settling))
                .isEqualTo(verdict(EPOCHS, jumping, null))
                .isEqualTo(new Verdict(
                        Verdict.Kind.UNSTABLE,
                        "unstable: the training loss jumped, last in epoch 31; lower the learning rate, warm it up or"
                                + " clip gradients"));
    }

    @Test
    void negativeLossesAreJudgedAlike() {
        assertThat(verdict(EPOCHS, i -> settling(i) - 50, i -> settling(i) - 50).kind())
                .isEqualTo(Verdict.Kind.GOOD);
        assertThat(verdict(EPOCHS, i -> sinking(i) - 20, i -> sinking(i) - 20).kind())
                .isEqualTo(Verdict.Kind.STILL_FALLING);
    }

    @Test
    void tooLittleMeasuredIsUnknown() {
        assertThat(verdict(EPOCHS, VerdictTest::settling, null))
                .isEqualTo(new Verdict(
                        Verdict.Kind.UNKNOWN,
                        "unknown: nothing was validated; hold rows out to see whether the model over-fits"));
        assertThat(verdict(4, VerdictTest::settling, VerdictTest::settling))
                .isEqualTo(new Verdict(Verdict.Kind.UNKNOWN, "unknown: 4 of the 5 epochs that a verdict needs"));
    }

    @Test
    void kindsAreNamedAsPeopleDo() {
        assertThat(Verdict.Kind.values())
                .extracting(Verdict.Kind::label)
                .containsExactly("still-falling", "good", "over-fitting", "under-fitting", "unstable", "unknown");
    }

    @Test
    void aWideNetworkOnFewDigitsOverFits() {
        Samples digits = Samples.csv(TestData.require("sklearn/digits.csv.gz"));
        Parts few = digits.split(Split.train(.03).validation(.97));
        TrainingPlan plan = TrainingPlan.defaults().epochs(100).batchSize(16).updater(new Adam(3e-3));
        History history = Trainer.of(Presets.dense(digits.schema()).hidden(128).code(8), plan)
                .fit(few.train(), few.validation())
                .history();
        assertThat(history.verdict().kind()).isEqualTo(Verdict.Kind.OVER_FITTING);
        assertThat(history.verdict().sentence())
                .matches(
                        "over-fitting: the validation loss rises from epoch [34]\\d on while the training loss falls;.*");
    }
}
