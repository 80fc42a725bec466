package org.ae4j.pretrain.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HolmTest {
    /** By hand: .005 · 4, .01 · 3, .03 · 2, and .04 · 1, which may not be below the one before. */
    @Test
    void multipliesBySoManyAsAreLeftAndNeverFalls() {
        assertThat(Holm.corrected(.01, .04, .03, .005))
                .containsExactly(new double[] {.03, .06, .06, .02}, within(1e-12));
    }

    @Test
    void staysAProbability() {
        assertThat(Holm.corrected(.6, .7)).containsExactly(1, 1);
        assertThat(Holm.corrected(.3)).containsExactly(.3);
        assertThat(Holm.corrected()).isEmpty();
    }
}
