package org.ae4j.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.ae4j.data.Column;
import org.ae4j.data.Imputation;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.junit.jupiter.api.Test;

/** The iteration by itself, on networks whose fixed points are known. */
class ImputerTest {
    private static final float NAN = Float.NaN;
    private static final Schema NUMBERS = Schema.numeric(List.of("a", "b"));

    /** Half of the other number and a half: with a = 1 the fixed point of b is 1, with both missing it is 1 and 1. */
    private static float[] halves(float[] scaled, int rows) {
        float[] found = new float[scaled.length];
        for (int i = 0; i < rows; i++) {
            found[2 * i] = 0.5f + scaled[2 * i + 1] / 2;
            found[2 * i + 1] = 0.5f + scaled[2 * i] / 2;
        }
        return found;
    }

    private static FittedScaling scaling(double... fill) {
        return FittedScaling.of(NUMBERS, new double[2], new double[] {1, 1}, fill);
    }

    @Test
    void missingCellsFollowTheReconstructionToItsFixedPointAndTheOthersStay() {
        var imputer = new Imputer(scaling(9, 9), ImputerTest::halves, 100);
        float[][] rows = imputer.complete(new float[][] {{3, NAN}, {NAN, NAN}, {5, 7}});
        assertThat(rows[0]).containsExactly(3, 2);
        assertThat(rows[1][0]).isBetween(0.9995f, 1.0005f);
        assertThat(rows[1][1]).isBetween(0.9995f, 1.0005f);
        assertThat(rows[2]).containsExactly(5, 7);
    }

    @Test
    void whatLiesBehindTheEndOfASequenceIsNotCompleted() {
        Schema sequences = Schema.sequence(List.of("t"), 4, 2);
        var scaling = FittedScaling.of(sequences, new double[] {1, 1, 1, 1}, new double[] {2, 2, 2, 2});
        var imputer = new Imputer(
                scaling,
                (scaled, rows) -> {
                    float[] found = new float[scaled.length];
                    Arrays.fill(found, 3);
                    return found;
                },
                5);
        float[][] rows = imputer.complete(new float[][] {{5, NAN, 6, NAN}, {5, 6, NAN, NAN}});
        assertThat(rows[0]).containsExactly(5, 7, 6, NAN);
        assertThat(rows[1]).containsExactly(5, 6, NAN, NAN);
        Samples samples = Samples.of(sequences, new float[][] {{5, NAN, 6, NAN}}, Imputation.keep());
        assertThat(imputer.impute(samples).row(0)).containsExactly(5, 7, 6, NAN);
    }

    @Test
    void roundsStartFromTheFill() {
        float[][] once = new Imputer(scaling(9, 5), ImputerTest::halves, 1).complete(new float[][] {{NAN, NAN}});
        assertThat(once[0]).containsExactly(3, 5);
        float[][] twice = new Imputer(scaling(9, 5), ImputerTest::halves, 2).complete(new float[][] {{NAN, NAN}});
        assertThat(twice[0]).containsExactly(3, 2);
    }

    @Test
    void observedCellsKeepTheirBitsThoughTheScalingRounds() {
        var scaling = FittedScaling.of(NUMBERS, new double[] {0.1, 0}, new double[] {0.3, 1}, new double[2]);
        float value = 123456.789f;
        float[][] rows =
                new Imputer(scaling, ImputerTest::halves, 3).complete(new float[][] {{value, NAN}, {-0f, NAN}});
        assertThat(Float.floatToRawIntBits(rows[0][0])).isEqualTo(Float.floatToRawIntBits(value));
        assertThat(Float.floatToRawIntBits(rows[1][0])).isEqualTo(Float.floatToRawIntBits(-0f));
    }

    @Test
    void settledAndWholeRowsAreNotReconstructedAgain() {
        int[] asked = new int[1];
        var imputer = new Imputer(
                scaling(1, 1),
                (scaled, rows) -> {
                    asked[0] += rows;
                    return halves(scaled, rows);
                },
                50);
        imputer.complete(new float[][] {{1, NAN}, {5, 7}, {2, NAN}});
        assertThat(asked[0]).isEqualTo(1 + 2); // settled at once; never asked; changed, then settled
    }

    @Test
    void aRowDoesNotDependOnItsNeighbours() {
        var imputer = new Imputer(scaling(9, 9), ImputerTest::halves, 7);
        float[] alone = imputer.complete(new float[][] {{NAN, NAN}})[0];
        assertThat(imputer.complete(new float[][] {{3, NAN}, {NAN, NAN}})[1]).isEqualTo(alone);
    }

    @Test
    void anIterationThatRunsAwayIsStopped() {
        int[] asked = new int[1];
        var imputer = new Imputer(
                scaling(0, 1),
                (scaled, rows) -> {
                    asked[0]++;
                    return new float[] {0, -3 * scaled[1]};
                },
                50);
        assertThat(imputer.complete(new float[][] {{0, NAN}})[0]).containsExactly(0, -3);
        assertThat(asked[0]).isEqualTo(2); // the second answer, 9, is further away than the first was
    }

    @Test
    void aCategoryBecomesTheLikeliest() {
        Schema rooms = Schema.table(List.of(Column.numeric("a"), Column.categorical("r", List.of("x", "y", "z"))));
        var scaling = FittedScaling.of(rooms, new double[2], new double[] {1, 1}, new double[2]);
        var imputer = new Imputer(
                scaling,
                (scaled, rows) -> {
                    assertThat(Arrays.copyOfRange(scaled, 1, 4)).containsExactly(0, 0, 0);
                    return new float[] {0, 0.2f, 0.5f, 0.3f};
                },
                1);
        assertThat(imputer.complete(new float[][] {{4, NAN}})[0]).containsExactly(4, 1);
    }

    @Test
    void answersThatAreNotFiniteImputeNothing() {
        var imputer = new Imputer(
                scaling(0, 0),
                (scaled, rows) -> {
                    float[] found = new float[scaled.length];
                    Arrays.fill(found, NAN);
                    return found;
                },
                3);
        assertThat(imputer.complete(new float[][] {{1, NAN}})[0]).containsExactly(1, NAN);
    }
}
