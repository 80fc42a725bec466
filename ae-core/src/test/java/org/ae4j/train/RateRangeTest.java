package org.ae4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Download;
import org.ae4j.data.Samples;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Presets;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.Sgd;

class RateRangeTest {
    private static final Samples ROWS = Samples.builtIn("sensors", 42, Download.REFUSED);
    private static final AutoencoderSpec SPEC = Presets.dense(ROWS.schema()).code(3);

    @Test
    void ratesGrowByOneFactorOverTheRange() {
        List<Double> rates = RateRange.test(SPEC, TrainingPlan.defaults(), ROWS).rates();
        assertThat(rates.get(0)).isCloseTo(1e-6, within(1e-18));
        double factor = rates.get(1) / rates.get(0);
        for (int i = 1; i < rates.size(); i++) {
            assertThat(rates.get(i) / rates.get(i - 1)).isCloseTo(factor, within(1e-9));
        }
        assertThat(rates.get(rates.size() - 1)).isGreaterThan(.1).isLessThanOrEqualTo(10);
    }

    @Test
    void aroundALowestLossLieRatesThatTrain() {
        RateRange range = RateRange.test(SPEC, TrainingPlan.defaults(), ROWS);
        assertThat(range.lowest()).isBetween(1e-3, 1.0);
        assertThat(range.around()).hasSize(3).isSorted();
        assertThat(range.around().get(1)).isCloseTo(range.lowest() / 10, within(range.lowest() / 100));
    }

    @Test
    void itEndsWhereTheLossIsNoNumberAnyMore() {
        RateRange range = RateRange.test(SPEC, TrainingPlan.defaults().updater(new Sgd(1)), ROWS);
        assertThat(range.losses()).allMatch(Double::isFinite).hasSameSizeAs(range.rates());
    }

    @Test
    void theSameSeedFindsTheSame() {
        TrainingPlan plan = TrainingPlan.defaults().threads(1);
        assertThat(RateRange.test(SPEC, plan, ROWS)).isEqualTo(RateRange.test(SPEC, plan, ROWS));
    }

    @Test
    void anUpdaterWithoutARateIsRefused() {
        assertThatThrownBy(() -> RateRange.test(SPEC, TrainingPlan.defaults().updater(new AdaDelta()), ROWS))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("AdaDelta has no learning rate to test a range of; choose another");
    }
}
