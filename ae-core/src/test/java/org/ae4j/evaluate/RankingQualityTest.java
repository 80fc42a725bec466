package org.ae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.ae4j.IncompatibleDataException;
import org.junit.jupiter.api.Test;

class RankingQualityTest {
    @Test
    void tiesCountHalfAndPrecisionIsTakenOncePerScore() {
        var quality = RankingQuality.of(new double[] {3, 2, 2, 1}, new boolean[] {true, false, true, false});
        assertThat(quality.auroc()).isEqualTo(3.5 / 4);
        assertThat(quality.averagePrecision()).isCloseTo(0.5 + 0.5 * 2 / 3, within(1e-12));
    }

    @Test
    void aurocIsTheShareOfPairsInOrder() {
        var random = new SplittableRandom(3);
        double[] scores = random.ints(200, 0, 20).asDoubleStream().toArray();
        boolean[] positive = new boolean[200];
        double wins = 0;
        long pairs = 0;
        for (int i = 0; i < 200; i++) {
            positive[i] = random.nextInt(4) == 0;
        }
        for (int i = 0; i < 200; i++) {
            for (int j = 0; j < 200; j++) {
                if (positive[i] && !positive[j]) {
                    wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                    pairs++;
                }
            }
        }
        assertThat(RankingQuality.of(scores, positive).auroc()).isCloseTo(wins / pairs, within(1e-12));
    }

    @Test
    void infiniteScoresRankHighest() {
        var quality =
                RankingQuality.of(new double[] {Double.POSITIVE_INFINITY, 1, 2}, new boolean[] {true, false, false});
        assertThat(quality).isEqualTo(new RankingQuality(1, 1));
    }

    @Test
    void oneKindOfRowsIsRefused() {
        assertThatThrownBy(() -> RankingQuality.of(new double[] {1, 2}, new boolean[] {true, true}))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("AUROC needs positive and negative rows, found 2 positive and 0 negative");
        assertThatThrownBy(() -> RankingQuality.of(new double[] {1, 2}, new boolean[] {true}))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("a ranking needs one label a score, found 2 scores and 1 labels");
    }
}
