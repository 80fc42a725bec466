package org.ae4j.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.ae4j.layer.LikelihoodLoss;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.OutputKind;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class DoubleKernelsTest {
    private static final int ROWS = 5;

    private final Device device = new DoubleDevice();
    private final Kernels kernels = device.kernels(9, ROWS);

    @Test
    void sharesTheNumbersOfAView() {
        INDArray all = Nd4j.arange(10).castTo(DataType.DOUBLE);
        Memory memory = device.wrap(all.get(NDArrayIndex.interval(4, 7)));
        float[] read = new float[3];
        memory.read(0, read, 0, 3);
        memory.write(1, new float[] {50}, 0, 1);
        assertThat(read).containsExactly(4, 5, 6);
        assertThat(all.toDoubleVector()).containsExactly(0, 1, 2, 3, 4, 50, 6, 7, 8, 9);
        assertThat(memory.length()).isEqualTo(3);
        assertThatThrownBy(() -> memory.read(1, read, 0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void refusesOtherNumbersThanDoubles() {
        assertThatThrownBy(() -> device.wrap(Nd4j.create(DataType.FLOAT, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected an array of doubles, found FLOAT");
    }

    @Test
    void closedMemoryCannotBeUsed() {
        Memory memory = device.allocate(2);
        memory.close();
        assertThatThrownBy(() -> memory.read(0, new float[1], 0, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the memory is closed");
    }

    @Test
    void productsOfPartsAndTransposesAreNd4js() {
        INDArray a = Nd4j.rand(DataType.DOUBLE, 4, 6);
        INDArray b = Nd4j.rand(DataType.DOUBLE, 5, 6);
        INDArray c = Nd4j.zeros(DataType.DOUBLE, 3, 7);
        // op(A) = columns 1..3 of A, transposed; op(B) = columns 2..5 of B, transposed.
        kernels.multiply(true, true, 3, 5, 4, wrap(a), 1, 6, wrap(b), 2, 6, wrap(c), 1, 7);
        INDArray expected = a.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 4))
                .transpose()
                .mmul(b.get(NDArrayIndex.all(), NDArrayIndex.interval(2, 6)).transpose());
        assertThat(c.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 6))
                        .sub(expected)
                        .normmaxNumber()
                        .doubleValue())
                .isLessThan(1e-14);
        assertThat(c.getColumn(0).sumNumber().doubleValue()
                        + c.getColumn(6).sumNumber().doubleValue())
                .isZero();
    }

    @Test
    void lossAndGradientAreThoseOfTheLayer() {
        var groups = List.of(
                new OutputGroup(OutputKind.SQUARED, 0, 2, 4.0),
                new OutputGroup(OutputKind.SOFTMAX, 2, 5, 0.5),
                new OutputGroup(OutputKind.CROSS_ENTROPY, 5, 6, 1.0),
                new OutputGroup(OutputKind.ABSOLUTE, 6, 7, 0.5),
                new OutputGroup(OutputKind.SQUARED_SIGMOID, 7, 9, 1.0));
        INDArray z = Nd4j.randn(DataType.DOUBLE, ROWS, 9);
        INDArray bias = Nd4j.randn(DataType.DOUBLE, 9);
        INDArray target = Nd4j.rand(DataType.FLOAT, ROWS, 9);
        INDArray shifted = z.addRowVector(bias);
        INDArray labels = target.castTo(DataType.DOUBLE);
        var reference = new LikelihoodLoss(groups);
        float[] targets = target.data().asFloat();
        double loss = kernels.loss(groups, wrap(z), 0, ROWS, 9, wrap(bias), 0, targets, 0, null, wrap(z));
        assertThat(loss).isCloseTo(reference.computeScore(labels, shifted, null, null, false), within(1e-12));
        assertThat(z.sub(reference.computeGradient(labels, shifted, null, null))
                        .normmaxNumber()
                        .doubleValue())
                .isLessThan(1e-14);
    }

    @Test
    void masksKeepTheirShareAndTheMean() {
        int count = 100_000;
        INDArray mask = Nd4j.zeros(DataType.DOUBLE, count);
        kernels.dropoutMask(wrap(mask), 0, count, 0.8, 3);
        // The mean of n draws of 1/keep or 0 has the standard deviation √((1 − keep)/(keep·n)) = 0.0016.
        assertThat(mask.meanNumber().doubleValue()).isCloseTo(1, within(5 * 0.0016));
        assertThat(mask.toDoubleVector()).containsOnly(0, 1.25);
    }

    @Test
    void masksAreTheSameHoweverTheWorkIsSplitAndOnEveryDevice() {
        INDArray whole = Nd4j.zeros(DataType.DOUBLE, 5000);
        INDArray parts = whole.dup();
        INDArray other = whole.dup();
        INDArray floats = Nd4j.zeros(DataType.FLOAT, 5000);
        kernels.dropoutMask(wrap(whole), 0, 5000, 0.5, 3);
        kernels.dropoutMask(wrap(parts), 300, 4700, 0.5, 3);
        kernels.dropoutMask(wrap(parts), 0, 300, 0.5, 3);
        kernels.dropoutMask(wrap(other), 0, 5000, 0.5, 4);
        try (Kernels single = FloatDevice.plainJava().kernels(9, ROWS)) {
            single.dropoutMask(FloatDevice.plainJava().wrap(floats), 0, 5000, 0.5, 3);
        }
        assertThat(parts).isEqualTo(whole);
        assertThat(other).isNotEqualTo(whole);
        assertThat(floats.castTo(DataType.DOUBLE)).isEqualTo(whole);
    }

    private Memory wrap(INDArray array) {
        return device.wrap(array);
    }
}
