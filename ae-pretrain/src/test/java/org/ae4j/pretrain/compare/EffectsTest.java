package org.ae4j.pretrain.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.ae4j.InvalidSpecException;
import org.ae4j.pretrain.compare.Effect.Evidence;
import org.junit.jupiter.api.Test;

class EffectsTest {
    private static final List<Long> SEEDS = List.of(1L, 2L, 3L);
    private static final Outcome BASELINE = outcome("baseline", .10, .11, .12);

    /** NaN stands for a run that diverged. */
    private static Outcome outcome(String name, double... figures) {
        return new Outcome(
                name,
                DoubleStream.of(figures)
                        .mapToObj(f -> Double.isNaN(f) ? OptionalDouble.empty() : OptionalDouble.of(f))
                        .toList());
    }

    private static Effect only(Measure measure, Outcome baseline, Outcome other) {
        return Effects.of(measure, SEEDS.subList(0, baseline.figures().size()), baseline, List.of(other))
                .effects()
                .get(0);
    }

    @Test
    void errorsChangeByShares() {
        Effect effect = only(Measure.mse(), BASELINE, outcome("half", .05, .055, .06001));
        assertThat(effect.change().getAsDouble()).isCloseTo(-.5, within(1e-3));
        assertThat(effect.high().getAsDouble()).isNegative();
        assertThat(effect.evidence()).isEqualTo(Evidence.HELPS);
        assertThat(EffectText.change(Measure.mse(), effect)).isEqualTo("−50.0 %");
        assertThat(EffectText.evidence(effect)).isEqualTo("helps, p < .001");
    }

    @Test
    void accuraciesChangeByPoints() {
        Effect effect = only(Measure.probe(), outcome("baseline", .80, .81, .82), outcome("worse", .70, .72, .71));
        assertThat(effect.change().getAsDouble()).isCloseTo(-.1, within(1e-12));
        assertThat(effect.evidence()).isEqualTo(Evidence.HARMS);
        assertThat(EffectText.change(Measure.probe(), effect)).isEqualTo("−10.0 points");
        assertThat(EffectText.interval(Measure.probe(), effect)).isEqualTo("(−12.5 … −7.52)");
    }

    @Test
    void anIntervalThatSpansZeroIsNoEvidence() {
        Effect effect = only(Measure.mse(), BASELINE, outcome("noise", .11, .10, .125));
        assertThat(effect.low().getAsDouble()).isNegative();
        assertThat(effect.high().getAsDouble()).isPositive();
        assertThat(effect.evidence()).isEqualTo(Evidence.NONE);
        assertThat(effect.evidence().words()).isEqualTo("no evidence");
    }

    /** By itself p is .025: of three it is .074. */
    @Test
    void oneOfManyHasToShowMore() {
        Outcome helpful = outcome("helpful", .09, .102, .105);
        assertThat(only(Measure.mse(), BASELINE, helpful).evidence()).isEqualTo(Evidence.HELPS);
        Outcome noise = outcome("noise", .11, .10, .125);
        Effect among = Effects.of(Measure.mse(), SEEDS, BASELINE, List.of(helpful, noise, noise))
                .of("helpful")
                .orElseThrow();
        assertThat(among.high().getAsDouble()).isNegative();
        assertThat(among.p().getAsDouble()).isCloseTo(.074, within(.001));
        assertThat(among.evidence()).isEqualTo(Evidence.NONE);
    }

    @Test
    void theSameFiguresAreNoDifference() {
        assertThat(only(Measure.mse(), BASELINE, outcome("same", .10, .11, .12)).evidence())
                .isEqualTo(Evidence.SAME);
    }

    @Test
    void aRunThatDivergedIsSaid() {
        Effect effect = only(Measure.mse(), BASELINE, outcome("wild", .10, Double.NaN, .12));
        assertThat(effect.evidence()).isEqualTo(Evidence.DIVERGED);
        assertThat(effect.change()).isEmpty();
        assertThat(EffectText.figure(effect.outcome())).isEqualTo("diverged 1 of 3");
    }

    @Test
    void oneSeedHasNoInterval() {
        Effect effect = only(Measure.mse(), outcome("baseline", .1), outcome("other", .05));
        assertThat(effect.evidence()).isEqualTo(Evidence.ONE_SEED);
        assertThat(effect.evidence().words()).isEqualTo("one seed, no interval");
        assertThat(effect.change().getAsDouble()).isCloseTo(-.5, within(1e-12));
        assertThat(EffectText.interval(Measure.mse(), effect)).isEmpty();
    }

    @Test
    void aBaselineThatDivergedIsRefused() {
        assertThatThrownBy(() -> Effects.checkBaseline(outcome("baseline", .1, Double.NaN)))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("the baseline diverges from 1 of 2 seeds, and nothing can be compared with it; lower its"
                        + " learning rate, or clip its gradients");
    }
}
