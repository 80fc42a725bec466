package org.ae4j.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ae4j.engine.program.Nonlinearity;
import org.ae4j.engine.program.Normalization;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class DoubleNormalizationTest {
    private static final int ROWS = 5;
    private static final int WIDTH = 3;

    private final Device device = new DoubleDevice();
    private final NormalizationKernels kernels = device.kernels(WIDTH, ROWS).normalization();
    private final INDArray x = Nd4j.randn(DataType.DOUBLE, ROWS, WIDTH);
    /** γ, β, running mean and running variance, the last positive. */
    private final INDArray parameters = Nd4j.rand(DataType.DOUBLE, 4 * WIDTH).addi(0.1);

    private final INDArray gradients = Nd4j.zeros(DataType.DOUBLE, 4 * WIDTH);

    @Test
    void columnsGetTheDeviationGammaAndTheMeanBeta() {
        INDArray y = new Forward(stage(0), x).y;
        for (int j = 0; j < WIDTH; j++) {
            assertThat(y.getColumn(j).meanNumber().doubleValue())
                    .isCloseTo(parameters.getDouble(WIDTH + j), within(1e-13));
            assertThat(Math.sqrt(y.getColumn(j).varNumber().doubleValue() * (ROWS - 1) / ROWS))
                    .isCloseTo(parameters.getDouble(j), within(1e-13));
        }
    }

    @Test
    void runningStatisticsMoveTowardsThoseOfTheBatch() {
        new Forward(stage(0.01), x);
        INDArray moved = parameters.sub(gradients);
        for (int j = 0; j < WIDTH; j++) {
            double mean = x.getColumn(j).meanNumber().doubleValue();
            double variance = x.getColumn(j).varNumber().doubleValue() * (ROWS - 1) / ROWS;
            assertThat(moved.getDouble(2 * WIDTH + j))
                    .isCloseTo(0.9 * parameters.getDouble(2 * WIDTH + j) + 0.1 * mean, within(1e-14));
            assertThat(moved.getDouble(3 * WIDTH + j))
                    .isCloseTo(0.9 * parameters.getDouble(3 * WIDTH + j) + 0.1 * variance, within(1e-14));
        }
    }

    @Test
    void inUseTheRunningStatisticsCount() {
        INDArray y = x.dup();
        kernels.running(stage(0.01), wrap(y), wrap(parameters), wrap(y), null, 0, ROWS);
        INDArray deviations = part(3).addi(0.01);
        for (int j = 0; j < WIDTH; j++) {
            deviations.putScalar(j, Math.sqrt(deviations.getDouble(j)));
        }
        INDArray expected = x.subRowVector(part(2))
                .diviRowVector(deviations)
                .muliRowVector(part(0))
                .addiRowVector(part(1));
        assertThat(y.sub(expected).normmaxNumber().doubleValue()).isLessThan(1e-14);
    }

    @Test
    void gradientIsThatOfCentralDifferences() {
        INDArray weights = Nd4j.randn(DataType.DOUBLE, ROWS, WIDTH);
        INDArray found = new Forward(stage(1e-3), x).gradient(weights);
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < WIDTH; j++) {
                double numeric = (lossAt(i, j, 1e-6, weights) - lossAt(i, j, -1e-6, weights)) / 2e-6;
                assertThat(found.getDouble(i, j)).isCloseTo(numeric, within(1e-7));
            }
        }
    }

    @Test
    void gradientByRunningStatisticsIsThatOfCentralDifferences() {
        INDArray d = Nd4j.ones(DataType.DOUBLE, ROWS, WIDTH);
        Normalization stage = new Normalization(WIDTH, 1, 0, 0.9, 1e-3, Nonlinearity.SWISH);
        INDArray slopes = x.like();
        kernels.running(stage, wrap(x), wrap(parameters), wrap(x.like()), wrap(slopes), 0, ROWS);
        kernels.runningGradient(stage, wrap(d), wrap(parameters), wrap(x.like()), wrap(slopes), 0, ROWS);
        INDArray above = x.add(1e-6);
        INDArray below = x.sub(1e-6);
        kernels.running(stage, wrap(above), wrap(parameters), wrap(above), null, 0, ROWS);
        kernels.running(stage, wrap(below), wrap(parameters), wrap(below), null, 0, ROWS);
        INDArray numeric = above.sub(below).divi(2e-6);
        assertThat(d.sub(numeric).normmaxNumber().doubleValue()).isLessThan(1e-7);
    }

    private double lossAt(int i, int j, double step, INDArray weights) {
        INDArray moved = x.dup();
        moved.putScalar(i, j, x.getDouble(i, j) + step);
        return new Forward(stage(1e-3), moved).y.mul(weights).sumNumber().doubleValue();
    }

    private INDArray part(int index) {
        return parameters
                .get(NDArrayIndex.interval(index * WIDTH, (index + 1) * WIDTH))
                .dup();
    }

    private Memory wrap(INDArray array) {
        return device.wrap(array);
    }

    private static Normalization stage(double epsilon) {
        return new Normalization(WIDTH, 1, 0, 0.9, epsilon, Nonlinearity.IDENTITY);
    }

    /** The forward pass of a batch in training, and what its backward pass needs. */
    private final class Forward {
        private final Normalization stage;
        private final INDArray x;
        private final INDArray y = DoubleNormalizationTest.this.x.like();
        private final INDArray moments = Nd4j.zeros(DataType.DOUBLE, 2 * WIDTH);

        Forward(Normalization stage, INDArray input) {
            this.stage = stage;
            this.x = input;
            kernels.addMoments(WIDTH, wrap(x), 0, 2, wrap(moments), 0, 0);
            kernels.addMoments(WIDTH, wrap(x), 2 * WIDTH, ROWS - 2, wrap(moments), 0, 2);
            kernels.statistics(stage, wrap(moments), 0, ROWS, wrap(parameters), wrap(gradients));
            kernels.normalize(stage, wrap(x), wrap(moments), 0, wrap(parameters), wrap(y), null, 0, ROWS);
        }

        INDArray gradient(INDArray ofOutput) {
            INDArray d = ofOutput.dup();
            INDArray sums = Nd4j.zeros(DataType.DOUBLE, 2 * WIDTH);
            kernels.gradientSums(stage, wrap(d), wrap(x), wrap(moments), 0, wrap(y), null, 0, ROWS, wrap(sums), 0);
            kernels.gradient(stage, wrap(d), wrap(x), wrap(moments), 0, wrap(parameters), wrap(sums), 0, ROWS, 0, ROWS);
            return d;
        }
    }
}
