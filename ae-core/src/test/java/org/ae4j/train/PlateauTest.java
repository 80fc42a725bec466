package org.ae4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Sgd;

class PlateauTest {
    /** The rate after each epoch, from 1. */
    private static double[] rates(int patience, double factor, double least, double... losses) {
        Plateau plateau = Plateau.of(TrainingPlan.defaults()
                        .updater(new Sgd(1))
                        .schedule(Schedule.reduceOnPlateau(patience, factor, least)))
                .orElseThrow();
        double[] rates = Arrays.stream(losses).map(plateau::factorAfter).toArray();
        Arrays.parallelPrefix(rates, (a, b) -> a * b);
        return rates;
    }

    @Test
    void fallsAfterMoreThanPatienceEpochsWithoutABetterLoss() {
        assertThat(rates(2, 0.1, 0, 5, 4, 4, 4, 4, 4, 4, 4))
                .containsExactly(new double[] {1, 1, 1, 1, .1, .1, .1, .01}, within(1e-12));
    }

    @Test
    void anImprovementStartsTheCountAnew() {
        assertThat(rates(1, 0.5, 0, 5, 6, 4, 5, 5, 3)).containsExactly(1, 1, 1, 1, .5, .5);
    }

    @Test
    void lessThanATenThousandthIsNoImprovement() {
        assertThat(rates(0, 0.5, 0, 1, 0.99995, 0.9998)).containsExactly(1, .5, .5);
    }

    @Test
    void negativeLossesImproveDownwards() {
        assertThat(rates(0, 0.5, 0, -1, -0.99995, -1.00005, -1.0002)).containsExactly(1, .5, .25, .25);
    }

    @Test
    void stopsAtTheLeastRate() {
        assertThat(rates(0, 0.5, 0.3, 1, 1, 1, 1)).containsExactly(new double[] {1, .5, .3, .3}, within(1e-12));
        assertThat(rates(0, 0.5, 2, 1, 1))
                .as("a rate below the least is left alone")
                .containsExactly(1, 1);
    }

    @Test
    void plansWithoutAPlateauAreNotWatched() {
        assertThat(Plateau.of(TrainingPlan.defaults())).isEmpty();
        assertThat(Plateau.of(TrainingPlan.defaults().schedule(Schedule.cosine().warmUp(1))))
                .isEmpty();
        assertThat(Plateau.of(TrainingPlan.defaults()
                        .schedule(Schedule.reduceOnPlateau(1, 0.5, 0).warmUp(1))))
                .isPresent();
    }
}
