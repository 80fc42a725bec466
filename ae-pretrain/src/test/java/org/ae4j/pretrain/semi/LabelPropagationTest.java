package org.ae4j.pretrain.semi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Samples;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelPropagationTest {
    private static final List<String> CLASSES = List.of("a", "b", "c");

    @ParameterizedTest
    @ValueSource(doubles = {.3, .99, .9999})
    void isTheClosedForm(double alpha) {
        float[][] rows = rows();
        int[] labels = labels(rows.length);
        var propagation = LabelPropagation.defaults()
                .neighbours(4)
                .alpha(alpha)
                .comparison(Comparison.AS_GIVEN)
                .classMass(ClassMass.AS_PROPAGATED);
        double[][] expected = rowShares(closedForm(rows, 4, alpha, labels));
        double[][] found = propagation.propagate(rows, CLASSES, labels).probabilities();
        assertSame(found, expected);
    }

    @ParameterizedTest
    @EnumSource(ClassMass.class)
    void classesGetTheirMass(ClassMass classMass) {
        float[][] rows = rows();
        int[] labels = labels(rows.length);
        double[][] spread = closedForm(rows, 4, .9, labels);
        // 8 rows of "a", 4 of "b", 2 of "c".
        double[] wanted = classMass == ClassMass.UNIFORM ? new double[] {1, 1, 1} : new double[] {8, 4, 2};
        for (int c = 0; c < 3 && classMass != ClassMass.AS_PROPAGATED; c++) {
            int column = c;
            double mass = Arrays.stream(spread).mapToDouble(row -> row[column]).sum();
            Arrays.stream(spread).forEach(row -> row[column] *= wanted[column] / mass);
        }
        var propagation = LabelPropagation.defaults()
                .neighbours(4)
                .alpha(.9)
                .comparison(Comparison.AS_GIVEN)
                .classMass(classMass);
        assertSame(propagation.propagate(rows, CLASSES, labels).probabilities(), rowShares(spread));
    }

    @Test
    void clustersTakeTheLabelOfOneOfTheirRows() {
        Samples blobs = Samples.blobs(300, 6, 3, 1, 1);
        float[][] rows = IntStream.range(0, blobs.rows()).mapToObj(blobs::row).toArray(float[][]::new);
        int[] labels = new int[rows.length];
        Arrays.fill(labels, LabelPropagation.UNLABELLED);
        List<String> truth =
                IntStream.range(0, rows.length).mapToObj(blobs::label).toList();
        blobs.classes()
                .forEach(name -> labels[truth.indexOf(name)] = blobs.classes().indexOf(name));
        PropagatedLabels found = LabelPropagation.defaults().propagate(rows, blobs.classes(), labels);
        int[] all = IntStream.range(0, rows.length).toArray();
        assertThat(found.accuracy(all, truth)).isEqualTo(1);
        assertThat(Arrays.stream(found.confidence()))
                .allMatch(confidence -> confidence > .9 && confidence <= 1 + 1e-12);
        assertThat(Arrays.stream(found.certainty())).allMatch(certainty -> certainty > .7 && certainty <= 1);
    }

    @Test
    void whereNoLabelReachesAllClassesAreAsLikely() {
        float[][] rows = {{0}, {1}, {10}, {11}, {1000}, {1001}};
        var propagation = LabelPropagation.defaults().neighbours(1).comparison(Comparison.AS_GIVEN);
        PropagatedLabels found = propagation.propagate(rows, List.of("x", "y"), new int[] {0, -1, 1, -1, -1, -1});
        assertThat(found.predict()).containsExactly("x", "x", "y", "y", "x", "x");
        assertThat(found.confidence()).containsExactly(1, 1, 1, 1, .5, .5);
        assertThat(found.certainty()).containsExactly(1, 1, 1, 1, 0, 0);
    }

    @Test
    void doublesHoldTogether() {
        float[][] rows = {{3}, {3}, {3}, {3}, {4}, {9}, {9}, {9}, {9}, {8}};
        int[] labels = {0, -1, -1, -1, -1, 1, -1, -1, -1, -1};
        var propagation = LabelPropagation.defaults().neighbours(2).comparison(Comparison.AS_GIVEN);
        PropagatedLabels found = propagation.propagate(rows, List.of("x", "y"), labels);
        assertThat(found.predict()).containsExactly("x", "x", "x", "x", "x", "y", "y", "y", "y", "y");
        assertThat(propagation
                        .propagate(new float[5][2], List.of("x", "y"), new int[] {0, 1, 0, -1, -1})
                        .predict())
                .hasSize(5);
    }

    @Test
    void rangesAreChecked() {
        assertThatThrownBy(() -> LabelPropagation.defaults().neighbours(0))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("label propagation needs at least 1 neighbour, found 0");
        for (double alpha : new double[] {0, 1, Double.NaN}) {
            assertThatThrownBy(() -> LabelPropagation.defaults().alpha(alpha))
                    .isInstanceOf(InvalidSpecException.class)
                    .hasMessage("alpha of label propagation lies above 0 and at most at 0.9999, found " + alpha);
        }
    }

    @Test
    void badLabelsAreRefused() {
        float[][] rows = {{1}, {2}, {4}, {8}};
        var propagation = LabelPropagation.defaults().neighbours(2);
        assertThatThrownBy(() -> propagation.propagate(rows, CLASSES, new int[] {0, 1, -1, -1}))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("label propagation needs a labelled row of each class, none is 'c'");
        assertThatThrownBy(() -> propagation.propagate(rows, CLASSES, new int[] {0, 1, 3, -1}))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("row 2 has class 3; there are classes 0 … 2, and -1 for none");
        assertThatThrownBy(() -> propagation.propagate(rows, CLASSES, new int[] {0, 1, 2}))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("the graph has 4 rows but there are 3 labels");
        assertThatThrownBy(() -> propagation.propagate(rows, List.of("a"), new int[4]))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("label propagation needs at least 2 classes, found [a]");
        assertThatThrownBy(() -> propagation
                        .propagate(rows, CLASSES, new int[] {0, 1, 2, 0})
                        .accuracy(new int[0], CLASSES))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("accuracy needs at least 1 row, found none");
    }

    /** F = (I − αS)⁻¹Y with dense matrices. */
    private static double[][] closedForm(float[][] rows, int neighbours, double alpha, int[] labels) {
        int n = rows.length;
        double[][] distances = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                distances[i][j] = Math.hypot(rows[i][0] - (double) rows[j][0], rows[i][1] - (double) rows[j][1]);
            }
        }
        double[] last = new double[n];
        Arrays.setAll(last, i -> Arrays.stream(distances[i]).sorted().toArray()[neighbours]);
        double[][] weights = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                boolean edge = i != j && (distances[i][j] <= last[i] || distances[i][j] <= last[j]);
                weights[i][j] = edge ? Math.exp(-distances[i][j] * distances[i][j] / (last[i] * last[j])) : 0;
            }
        }
        double[] degrees = Arrays.stream(weights)
                .mapToDouble(row -> Arrays.stream(row).sum())
                .toArray();
        RealMatrix system = new Array2DRowRealMatrix(n, n);
        RealMatrix known = new Array2DRowRealMatrix(n, CLASSES.size());
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                system.setEntry(i, j, (i == j ? 1 : 0) - alpha * weights[i][j] / Math.sqrt(degrees[i] * degrees[j]));
            }
            if (labels[i] >= 0) {
                known.setEntry(i, labels[i], 1);
            }
        }
        return new LUDecomposition(system).getSolver().solve(known).getData();
    }

    private static double[][] rowShares(double[][] spread) {
        return Arrays.stream(spread)
                .map(row -> Arrays.stream(row)
                        .map(value -> value / Arrays.stream(row).sum())
                        .toArray())
                .toArray(double[][]::new);
    }

    private static void assertSame(double[][] found, double[][] expected) {
        assertThat(found).hasDimensions(expected.length, CLASSES.size());
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).containsExactly(expected[i], within(1e-6));
        }
    }

    /** A cloud in the plane. */
    private static float[][] rows() {
        var random = new Random(3);
        return IntStream.range(0, 60)
                .mapToObj(i -> new float[] {(float) random.nextGaussian(), (float) random.nextGaussian()})
                .toArray(float[][]::new);
    }

    /** The first 8 rows "a", 4 "b", 2 "c". */
    private static int[] labels(int rows) {
        int[] labels = new int[rows];
        Arrays.setAll(labels, i -> i < 8 ? 0 : i < 12 ? 1 : i < 14 ? 2 : LabelPropagation.UNLABELLED);
        return labels;
    }
}
