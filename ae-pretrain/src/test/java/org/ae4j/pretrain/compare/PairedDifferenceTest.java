package org.ae4j.pretrain.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PairedDifferenceTest {
    /** By hand: deviation √2.5, standard error √.5, t(.975; 4) = 2.776445, t = 4.242641 with p = .0132356. */
    @Test
    void isStudentsTOfPairs() {
        PairedDifference difference = PairedDifference.of(1, 2, 3, 4, 5);
        assertThat(difference.mean()).isEqualTo(3);
        assertThat(difference.low()).isCloseTo(3 - 2.776445 * Math.sqrt(.5), within(1e-6));
        assertThat(difference.high()).isCloseTo(3 + 2.776445 * Math.sqrt(.5), within(1e-6));
        assertThat(difference.p()).isCloseTo(.0132356, within(1e-6));
    }

    @Test
    void knowsNoIntervalOfOnePair() {
        PairedDifference difference = PairedDifference.of(-2);
        assertThat(difference.mean()).isEqualTo(-2);
        assertThat(difference.low()).isNaN();
        assertThat(difference.high()).isNaN();
        assertThat(difference.p()).isNaN();
    }

    @Test
    void takesDifferencesWithoutSpreadAsTheyAre() {
        assertThat(PairedDifference.of(0, 0, 0)).isEqualTo(new PairedDifference(0, 0, 0, 1));
        assertThat(PairedDifference.of(2, 2)).isEqualTo(new PairedDifference(2, 2, 2, 0));
    }
}
