package org.ae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.TestData;
import org.ae4j.data.Column;
import org.ae4j.data.CsvFormat;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.model.FittedScaling;
import org.ae4j.spec.Scaling;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PcaTest {
    private static final int INPUTS = 6;

    @Test
    void dataOnAPlaneNeedTwoComponents() {
        Samples plane = mixed(300, 2, 0, 1);
        FittedScaling scaling = FittedScaling.fit(Scaling.standard(), plane);
        assertThat(Pca.fit(scaling, plane, 2).mse(plane)).isLessThan(1e-12);
        assertThat(Pca.fit(scaling, plane, 1).mse(plane)).isGreaterThan(0.05);
    }

    /** Two chunks of rows, columns far from 0. */
    @Test
    void errorOnTheTrainingRowsIsWhatTheOtherComponentsVary() {
        Samples train = mixed(Reconstruction.CHUNK + 100, INPUTS, 100, 2);
        double[] variances = new EigenDecomposition(covariance(matrix(train))).getRealEigenvalues();
        for (int k = 1; k <= INPUTS; k++) {
            double discarded = Arrays.stream(variances, k, INPUTS).sum() / INPUTS;
            assertThat(unscaled(train, k).mse(train)).as("%d components", k).isCloseTo(discarded, within(1e-9));
        }
    }

    @Test
    void everyRowsErrorIsThatOfASlowReference() {
        Samples train = mixed(400, INPUTS, 3, 3);
        Samples test = mixed(50, INPUTS, 4, 4);
        RealMatrix axes =
                new EigenDecomposition(covariance(matrix(train))).getV().getSubMatrix(0, INPUTS - 1, 0, 1);
        RealVector mean = mean(matrix(train));
        double[] errors = unscaled(train, 2).rowErrors(test);
        for (int i = 0; i < test.rows(); i++) {
            RealVector row = matrix(test).getRowVector(i).subtract(mean);
            double rest = row.subtract(axes.operate(axes.preMultiply(row))).getNorm();
            assertThat(errors[i]).as("row %d", i).isCloseTo(rest * rest / INPUTS, within(1e-9));
        }
    }

    @Test
    void moreComponentsThanInputsAreAllInputs() {
        Samples train = mixed(100, INPUTS, 0, 5);
        Pca pca = unscaled(train, INPUTS + 10);
        assertThat(pca.components()).isEqualTo(INPUTS);
        assertThat(pca.mse(mixed(20, INPUTS, 9, 6))).isLessThan(1e-12);
    }

    @Test
    void fewerRowsThanComponentsAndConstantColumnsDoNotFail() {
        Samples train = Samples.of(new float[][] {{1, 5, 2}, {3, 5, 2}});
        assertThat(unscaled(train, 3).mse(train)).isLessThan(1e-12);
        assertThat(unscaled(train.select(0, 0), 2).mse(train)).isLessThan(4.0 / 3 + 1e-9);
    }

    @Test
    void categoriesAreAnalysedAsOneHotNumbers() {
        Schema schema = Schema.table(List.of(Column.categorical("kind", List.of("a", "b", "c"))));
        Samples train = Samples.of(schema, new float[][] {{0}, {1}, {2}});
        assertThat(unscaled(train, 2).mse(train)).isLessThan(1e-12);
        assertThat(unscaled(train, 1).mse(train)).isCloseTo(1.0 / 9, within(1e-9));
    }

    @Test
    void columnsInAnotherOrderAreTheSame() {
        Samples train = Samples.of(List.of("a", "b"), new float[][] {{0, 1}, {4, 8}, {2, 2}});
        Samples swapped = Samples.of(List.of("b", "a"), new float[][] {{1, 0}, {8, 4}, {2, 2}});
        FittedScaling scaling = FittedScaling.fit(Scaling.none(), train);
        assertThat(Pca.fit(scaling, swapped, 1).rowErrors(swapped))
                .isEqualTo(Pca.fit(scaling, train, 1).rowErrors(train));
    }

    /** The figures are NumPy's: the squares of the centred pixels' last singular values, by {@code numpy.linalg.svd}. */
    @ParameterizedTest
    @CsvSource({"2, 0.05242582890922", "8, 0.02391325293671", "16, 0.01104368306014"})
    void digitsHaveTheErrorOfAnotherImplementation(int components, double mse) {
        Samples digits = Samples.csv(
                TestData.require("sklearn/digits.csv.gz"), CsvFormat.defaults().label("last"));
        FittedScaling scaling = FittedScaling.fit(Scaling.divide(16), digits);
        assertThat(Pca.fit(scaling, digits, components).mse(digits)).isCloseTo(mse, within(1e-9));
    }

    @Test
    void noComponentIsRefused() {
        Samples train = mixed(10, INPUTS, 0, 1);
        assertThatThrownBy(() -> unscaled(train, 0))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("PCA needs at least 1 component, found 0");
    }

    @Test
    void noRowsAreRefused() {
        Samples train = mixed(10, INPUTS, 0, 1);
        FittedScaling scaling = FittedScaling.fit(Scaling.none(), train);
        String message = "an error is measured on at least 1 row, found none in array";
        assertThatThrownBy(() -> unscaled(train, 2).mse(train.select()))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> Pca.fit(scaling, train.select(), 2))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("PCA is fitted to at least 1 row, found none in array");
    }

    @Test
    void moreInputsThanTheLimitAreRefused() {
        Samples wide = Samples.of(new float[2][Pca.LIMIT + 1]);
        assertThatThrownBy(() -> unscaled(wide, 2))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("PCA takes up to 2048 inputs, found 2049");
    }

    private static Pca unscaled(Samples train, int components) {
        return Pca.fit(FittedScaling.fit(Scaling.none(), train), train, components);
    }

    /** Rows of {@link #INPUTS} columns around {@code centre} that are mixtures of {@code rank} random numbers. */
    private static Samples mixed(int rows, int rank, double centre, long seed) {
        var weights = new SplittableRandom(1);
        double[][] mixture = new double[rank][];
        for (int r = 0; r < rank; r++) {
            mixture[r] = weights.doubles(INPUTS, -1, 1).toArray();
        }
        var random = new SplittableRandom(seed);
        float[][] values = new float[rows][INPUTS];
        for (float[] row : values) {
            Arrays.fill(row, (float) centre);
            for (double[] direction : mixture) {
                double amount = random.nextGaussian();
                for (int j = 0; j < INPUTS; j++) {
                    row[j] += (float) (amount * direction[j]);
                }
            }
        }
        return Samples.of(values);
    }

    private static RealMatrix matrix(Samples samples) {
        RealMatrix matrix = new Array2DRowRealMatrix(samples.rows(), INPUTS);
        for (int i = 0; i < samples.rows(); i++) {
            for (int j = 0; j < INPUTS; j++) {
                matrix.setEntry(i, j, samples.value(i, j));
            }
        }
        return matrix;
    }

    private static RealMatrix covariance(RealMatrix rows) {
        return new Covariance(rows, false).getCovarianceMatrix();
    }

    private static RealVector mean(RealMatrix rows) {
        RealVector ones = rows.getColumnVector(0).mapMultiply(0).mapAdd(1.0 / rows.getRowDimension());
        return rows.preMultiply(ones);
    }
}
