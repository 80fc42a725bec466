package org.ae4j.engine;

import static org.ae4j.engine.SequenceCases.both;
import static org.ae4j.engine.SequenceCases.dropout;
import static org.ae4j.engine.SequenceCases.last;
import static org.ae4j.engine.SequenceCases.lstm;
import static org.ae4j.engine.SequenceCases.network;
import static org.ae4j.engine.SequenceCases.rows;
import static org.ae4j.engine.SequenceCases.squared;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What the engine takes for granted of DL4J 1.0.0-M2.1 where rows are sequences that end early. */
class SequenceFactsTest {
    private static final int ROWS = 7;
    private static final double STEP = 1e-6;
    private static final int DIRECTIONS = 6;

    /** Those with rows that end early, and without anything frozen, which has no gradient. */
    static Stream<NetworkCase> masked() {
        return SequenceCases.all().filter(network -> network.seed() % 3 != 1 && !network.isFrozen());
    }

    @ParameterizedTest
    @MethodSource("masked")
    void gradientsUnderAMaskAreThoseOfTheLoss(NetworkCase network) {
        assertThat(distanceFromSlopes(network)).isLessThan(1e-7); // central differences in double precision
    }

    @Test
    void gradientOfTheLastStepOfBothDirectionsIsWrongUnderAMask() {
        NetworkCase wrong = network(
                "last step of both",
                squared(5),
                rows(2, 5, 1),
                new LastTimeStep(new Bidirectional(Bidirectional.Mode.CONCAT, lstm(3, 4))),
                RandomCases.plainOutput(8, squared(5)));
        assertThat(distanceFromSlopes(wrong)).isGreaterThan(1e-3);
        assertThat(distanceFromSlopes(wrong.withSeed(7))).isLessThan(1e-7); // all rows have all steps
    }

    @Test
    void laterDirectionStartsAtThePaddingAndNotAtARowsEnd() {
        assertThat(effectOfPadding(lstm(2, 3), last(3, 4))).isLessThan(1e-15);
        assertThat(effectOfPadding(both(2, 3), last(6, 4))).isGreaterThan(1e-3);
    }

    @Test
    void nothingCanBeDroppedInsideASequenceUnderAMask() {
        NetworkCase dropped = network(
                "dropout under a mask",
                squared(5),
                rows(2, 4, 0),
                lstm(2, 3),
                dropout(0.5),
                last(3, 4),
                RandomCases.plainOutput(4, squared(5)));
        assertThatThrownBy(() -> reference(dropped).backward(dropped.batch(ROWS, 0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Mismatched shapes (shape = [7, 3, 4], column vector shape =[7, 4])");
        reference(dropped.withSeed(7)).backward(dropped.withSeed(7).batch(ROWS, 0));
    }

    /** How far the output of a row of three steps of five is from that of the same row in a network of three. */
    private static double effectOfPadding(Layer first, Layer second) {
        NetworkCase padded =
                network("padded", squared(5), rows(2, 5, 0), first, second, RandomCases.plainOutput(4, squared(5)));
        NetworkCase cut =
                network("cut", squared(5), rows(2, 3, 0), first, second, RandomCases.plainOutput(4, squared(5)));
        float[] own = {0.5f, -1, 1.5f, 0.25f, -0.75f, 1};
        float[] longer = Arrays.copyOf(own, 10);
        Arrays.fill(longer, 6, 10, Float.NaN);
        float[] target = new float[5];
        INDArray found = reference(padded).output(new Batch(longer, target, 1));
        INDArray expected = reference(cut).output(new Batch(own, target, 1));
        return Comparison.distance(found, expected);
    }

    /** How far gradients are from central differences in some directions, relative to those. */
    private static double distanceFromSlopes(NetworkCase network) {
        Batch batch = network.batch(ROWS, 0);
        Dl4jReference dl4j = reference(network);
        dl4j.backward(batch);
        INDArray gradients = dl4j.gradients().dup();
        INDArray parameters = dl4j.network().params();
        INDArray start = parameters.dup();
        double[] found = new double[DIRECTIONS];
        double[] slopes = new double[DIRECTIONS];
        for (int i = 0; i < DIRECTIONS; i++) {
            double[] numbers = NetworkProbe.random((int) parameters.length(), i);
            INDArray direction = Nd4j.createFromArray(numbers).reshape(parameters.shape());
            found[i] = NetworkProbe.dot(gradients.toDoubleVector(), numbers);
            parameters.addi(direction.mul(STEP));
            double up = dl4j.backward(batch);
            parameters.assign(start).subi(direction.mul(STEP));
            slopes[i] = (up - dl4j.backward(batch)) / (2 * STEP);
            parameters.assign(start);
        }
        return NetworkProbe.distance(found, slopes);
    }

    private static Dl4jReference reference(NetworkCase network) {
        return new Dl4jReference(network.configuration(DataType.DOUBLE), network.parameters());
    }
}
