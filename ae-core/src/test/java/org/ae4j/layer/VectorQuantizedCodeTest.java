package org.ae4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.ae4j.AutoencoderException;
import org.ae4j.InvalidSpecException;
import org.junit.jupiter.api.Test;

class VectorQuantizedCodeTest {
    private static final float[] CORNERS = {0, 0, 0, 1, 1, 0, 1, 1};

    @Test
    void replacesEachVectorByItsNearest() {
        var function = new VectorQuantizedCode(2, 4, 2, CORNERS);
        double[] given = {0.1, 0.9, 3, -1, 0.6, 0.7, -5, -6};
        double[] code = new double[8];
        function.use(given, 2, code);
        assertThat(code).containsExactly(0, 1, 1, 0, 1, 1, 0, 0);
        assertThat(function.indices(given, 2)).containsExactly(1, 2, 3, 0);
        double[] trained = new double[8];
        double loss = function.forward(given, 2, trained, CodeGradients.step(0));
        assertThat(trained).isEqualTo(code);
        assertThat(loss).isCloseTo(0.25 * (0.02 + 5 + 0.16 + 0.09 + 61), within(1e-12));
    }

    @Test
    void nearestIsThatOfTheDistances() {
        double[] given = CodeGradients.normal(40 * 3 * 7, 8);
        float[] codebook = floats(CodeGradients.normal(37 * 7, 9));
        int[] found = new VectorQuantizedCode(3, 37, 7, codebook).indices(given, 40);
        for (int v = 0; v < 120; v++) {
            double least = Double.POSITIVE_INFINITY;
            int nearest = -1;
            for (int c = 0; c < 37; c++) {
                double distance = 0;
                for (int d = 0; d < 7; d++) {
                    distance += Math.pow(given[v * 7 + d] - codebook[c * 7 + d], 2);
                }
                nearest = distance < least ? c : nearest;
                least = Math.min(least, distance);
            }
            assertThat(found[v]).isEqualTo(nearest);
        }
    }

    /** Straight through: code = z + (e − z as a constant); commitment: e a constant. */
    @Test
    void gradientIsTheIncomingOneAndThatOfTheCommitment() {
        double[] given = CodeGradients.normal(6 * 4, 3);
        double[] incoming = CodeGradients.normal(6 * 4, 4);
        var function = new VectorQuantizedCode(2, 4, 2, CORNERS);
        double[] code = new double[24];
        double loss = function.forward(given, 6, code, CodeGradients.step(0));
        double[] gradient = new double[24];
        function.backward(incoming, gradient);
        for (int i = 0; i < 24; i++) {
            double up = 0.25 * Math.pow(given[i] + 1e-6 - code[i], 2);
            double down = 0.25 * Math.pow(given[i] - 1e-6 - code[i], 2);
            assertThat(gradient[i]).isCloseTo(incoming[i] + (up - down) / 2e-6, within(1e-8));
            loss -= 0.25 * Math.pow(given[i] - code[i], 2);
        }
        assertThat(loss).isCloseTo(0, within(1e-12));
    }

    @Test
    void codebookFollowsTheMovingAveragesOfItsFormula() {
        var function = new VectorQuantizedCode(2, 4, 2, CORNERS);
        double[] counts = {5, 5, 5, 5};
        double[][] sums = {{0, 0}, {0, 5}, {5, 0}, {5, 5}};
        for (int step = 0; step < 20; step++) {
            double[] given = CodeGradients.normal(10 * 4, 100 + step);
            int[] nearest = function.indices(given, 10);
            function.forward(given, 10, new double[40], CodeGradients.step(0));
            for (int c = 0; c < 4; c++) {
                double count = 0;
                double[] sum = new double[2];
                for (int v = 0; v < 20; v++) {
                    if (nearest[v] == c) {
                        count++;
                        sum[0] += given[2 * v];
                        sum[1] += given[2 * v + 1];
                    }
                }
                counts[c] = 0.99 * counts[c] + 0.01 * count;
                sums[c][0] = 0.99 * sums[c][0] + 0.01 * sum[0];
                sums[c][1] = 0.99 * sums[c][1] + 0.01 * sum[1];
            }
            double total = Arrays.stream(counts).sum();
            float[] state = function.state();
            for (int c = 0; c < 4; c++) {
                double smoothed = (counts[c] + 1e-5) / (total + 4e-5) * total;
                assertThat(state[2 * c]).isCloseTo((float) (sums[c][0] / smoothed), within(1e-6f));
                assertThat(state[2 * c + 1]).isCloseTo((float) (sums[c][1] / smoothed), within(1e-6f));
            }
        }
    }

    @Test
    void codebookStartsNearVectorsOfTheFirstBatchWithoutTwoAlike() {
        var function = new VectorQuantizedCode(1, 20, 2);
        assertThat(function.state()).isEmpty();
        double[] given = CodeGradients.normal(10 * 2, 6);
        double[] code = new double[20];
        function.forward(given, 10, code, CodeGradients.step(0));
        for (int i = 0; i < 20; i++) {
            assertThat(code[i]).isCloseTo(given[i], within(0.1));
        }
        assertThat(different(function.state(), 2)).hasSize(20);
    }

    @Test
    void oneRowIsEnoughToStartAndTrain() {
        var function = new VectorQuantizedCode(1, 8, 2);
        double[] given = {0.5, -0.5};
        double[] code = new double[2];
        for (int step = 0; step < 500; step++) {
            assertThat(function.forward(given, 1, code, CodeGradients.step(0))).isFinite();
        }
        assertThat(code).containsExactly(given, within(0.01));
        assertThat(different(function.state(), 2)).hasSize(8);
    }

    @Test
    void deadCodesAreRevived() {
        float[] far = {100, 100, 101, 100, 0, 0, 100, 101};
        var function = new VectorQuantizedCode(1, 4, 2, far);
        var random = new SplittableRandom(2);
        double[] given = CodeGradients.normal(64 * 2, 7);
        for (int step = 0; step < 200; step++) {
            function.forward(given, 64, new double[128], new Step(step, 0, random));
        }
        assertThat(function.perplexity()).isCloseTo(1, within(1e-9));
        for (int step = 200; step < 800; step++) {
            function.forward(given, 64, new double[128], new Step(step, 0, random));
        }
        assertThat(function.perplexity()).isGreaterThan(3);
        for (float value : function.state()) {
            assertThat(value).isBetween(-4f, 4f);
        }
    }

    @Test
    void perplexityIsTheNumberOfCodesUsedAlike() {
        var function = new VectorQuantizedCode(1, 4, 2, CORNERS);
        assertThat(function.perplexity()).isNaN();
        function.forward(new double[] {0, 0, 0, 1, 1, 0, 1, 1}, 4, new double[8], CodeGradients.step(0));
        assertThat(function.perplexity()).isCloseTo(4, within(1e-12));
        var half = new VectorQuantizedCode(1, 4, 2, CORNERS);
        half.forward(new double[] {0, 0, 0, 1}, 2, new double[4], CodeGradients.step(0));
        assertThat(half.perplexity()).isCloseTo(2, within(1e-12));
    }

    @Test
    void learnsTheClustersOfItsRows() {
        var function = new VectorQuantizedCode(1, 16, 2);
        var random = new SplittableRandom(5);
        double loss = 0;
        for (int step = 0; step < 1500; step++) {
            double[] given = new double[64 * 2];
            for (int i = 0; i < given.length; i++) {
                given[i] = 10 * random.nextInt(2) + 0.1 * random.nextGaussian();
            }
            loss = function.forward(given, 64, new double[128], new Step(step, 0, random));
        }
        double withinClusters = 2 * 0.1 * 0.1;
        assertThat(loss / 64).isLessThan(0.25 * withinClusters);
    }

    @Test
    void refusesAnEmptyCodebookInUse() {
        assertThatThrownBy(() -> new VectorQuantizedCode(1, 2, 2).use(new double[2], 1, new double[2]))
                .isInstanceOf(AutoencoderException.class)
                .hasMessage("the codebook is empty before the first training step;"
                        + " train the quantiser first or make it from a codebook");
    }

    @Test
    void refusesSizesAndCodebooksThatCannotBe() {
        refuses("a quantised code needs at least 1 vector, found 0", 0, 2, 1);
        refuses("a codebook needs at least 2 codes, found 1", 1, 1, 1);
        refuses("the vectors of a codebook need at least 1 dimension, found 0", 1, 2, 0);
        refuses("a codebook of 2 codes with 1 dimensions has 2 numbers, found 3", 1, 2, 1, 0, 1, 2);
        refuses("the numbers of a codebook are finite, found NaN in code 1", 1, 2, 1, 0, Float.NaN);
    }

    private static void refuses(String message, int vectors, int codes, int dimensions, float... codebook) {
        assertThatThrownBy(() -> new VectorQuantizedCode(vectors, codes, dimensions, codebook))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage(message);
    }

    private static Set<List<Float>> different(float[] codebook, int dimensions) {
        Set<List<Float>> different = new HashSet<>();
        for (int c = 0; c < codebook.length; c += dimensions) {
            different.add(List.of(codebook[c], codebook[c + 1]));
        }
        return different;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
