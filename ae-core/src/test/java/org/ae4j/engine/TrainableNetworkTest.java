package org.ae4j.engine;

import static org.ae4j.engine.NetworkProbe.distance;
import static org.ae4j.engine.NetworkProbe.dot;
import static org.ae4j.engine.NetworkProbe.doubles;
import static org.ae4j.engine.NetworkProbe.withoutStatistics;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** What every {@link TrainableNetwork} does. */
class TrainableNetworkTest {
    private static final int ROWS = 9;
    private static final long SEED = 3;

    static Stream<Arguments> differentiable() {
        return slopes(cases());
    }

    static Stream<Arguments> losses() {
        return slopes(Stream.concat(PartCases.losses(), Stream.of(SequenceCases.decoder())));
    }

    static Stream<Arguments> all() {
        return Stream.concat(each(cases(), DataType.FLOAT), each(cases(), DataType.DOUBLE));
    }

    private static Stream<NetworkCase> cases() {
        return Stream.of(PartCases.few(), SequenceCases.parts(), Stream.of(SequenceCases.droppedPart()))
                .flatMap(networks -> networks);
    }

    /** DL4J's LSTMs take seconds for central differences; {@link SequencePartsTest} compares their gradients with others'. */
    private static Stream<Arguments> slopes(Stream<NetworkCase> networks) {
        return each(networks, DataType.DOUBLE).filter(pair -> {
            var network = (NetworkCase) pair.get()[1];
            return pair.get()[0] != NetworkMaker.DL4J_DOUBLES || !network.hasSteps();
        });
    }

    private static Stream<Arguments> each(Stream<NetworkCase> networks, DataType type) {
        return networks.flatMap(network -> Stream.of(NetworkMaker.values())
                .filter(maker -> maker.type() == type)
                .map(maker -> Arguments.of(maker, network)));
    }

    @ParameterizedTest
    @MethodSource("differentiable")
    void gradientsAreThoseOfAFunctionOfTheOutput(NetworkMaker maker, NetworkCase network) {
        try (var part = maker.part(network)) {
            var probe = new NetworkProbe(part, ROWS);
            double[] input = doubles(network.batch(ROWS, 0).input());
            double[] direction = NetworkProbe.random(ROWS * part.outputs(), 1);
            DoubleSupplier function = () -> {
                part.forward(input, ROWS, SEED);
                return dot(direction, probe.output());
            };
            function.getAsDouble();
            part.outputGradient(direction);
            part.backward();
            assertAreSlopes(probe, network, input, function);
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void gradientsAreThoseOfTheLossWithAndWithoutWeights(NetworkMaker maker, NetworkCase network) {
        Batch batch = network.batch(ROWS, 0);
        float[] weights = NetworkProbe.weights(network, ROWS);
        try (var part = maker.withLoss(network)) {
            assertGradientsAreThoseOfTheLoss(part, network, batch, null);
            assertGradientsAreThoseOfTheLoss(part, network, batch, weights);
        }
    }

    private static void assertGradientsAreThoseOfTheLoss(
            TrainableNetwork part, NetworkCase network, Batch batch, float[] weights) {
        double[] input = doubles(batch.input());
        DoubleSupplier loss = () -> {
            part.forward(input, ROWS, SEED);
            return part.loss(batch.target(), weights, 0.3);
        };
        loss.getAsDouble();
        part.backward();
        assertAreSlopes(new NetworkProbe(part, ROWS), network, input, loss);
    }

    private static void assertAreSlopes(
            NetworkProbe probe, NetworkCase network, double[] input, DoubleSupplier function) {
        double[] gradients = probe.gradients();
        double[] inputGradient = probe.inputGradient();
        // Central differences of sums near 10 in double precision, with a step of 1e-6.
        assertThat(distance(withoutStatistics(network, gradients), probe.parameterSlopes(function)))
                .as("gradients of the parameters")
                .isLessThan(1e-7);
        assertThat(distance(inputGradient, NetworkProbe.slopes(input, function)))
                .as("gradient of the input")
                .isLessThan(1e-7);
    }

    @ParameterizedTest
    @MethodSource("all")
    void backwardsAfterOneForwardAreThoseAfterFreshOnes(NetworkMaker maker, NetworkCase network) {
        float[] input = network.batch(ROWS, 0).input();
        double[] one = NetworkProbe.random(ROWS * network.outputs(), 1);
        double[] other = NetworkProbe.random(ROWS * network.outputs(), 2);
        try (var part = maker.part(network)) {
            var probe = new NetworkProbe(part, ROWS);
            part.forward(input, ROWS, SEED);
            part.outputGradient(one);
            part.backward();
            double[] first = probe.gradients();
            double[] firstOfInput = probe.inputGradient();
            part.outputGradient(other);
            part.backward();
            double[] second = probe.gradients();
            double[] secondOfInput = probe.inputGradient();
            for (double[] direction : new double[][] {other, one}) {
                part.forward(input, ROWS, SEED);
                part.outputGradient(direction);
                part.backward();
                assertThat(probe.gradients()).isEqualTo(direction == one ? first : second);
                assertThat(probe.inputGradient()).isEqualTo(direction == one ? firstOfInput : secondOfInput);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void outputGradientOutlastsABackwardAndCanBeAddedTo(NetworkMaker maker, NetworkCase network) {
        double[] one = NetworkProbe.random(ROWS * network.outputs(), 1);
        double[] other = NetworkProbe.random(ROWS * network.outputs(), 2);
        try (var part = maker.part(network)) {
            var probe = new NetworkProbe(part, ROWS);
            part.forward(network.batch(ROWS, 0).input(), ROWS, SEED);
            part.outputGradient(one);
            part.backward();
            double[] first = probe.inputGradient();
            part.backward();
            assertThat(probe.inputGradient()).isEqualTo(first);
            part.addOutputGradient(other);
            part.backward();
            double[] sum = probe.inputGradient();
            part.outputGradient(other);
            part.backward();
            double[] expected = probe.inputGradient();
            for (int i = 0; i < expected.length; i++) {
                expected[i] += first[i];
            }
            assertThat(distance(sum, expected)).isLessThan(maker.precision());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void inUseNothingIsDroppedAndStatisticsRun(NetworkMaker maker, NetworkCase network) {
        Batch batch = network.batch(ROWS, 0);
        var dl4j = new Dl4jReference(network.configuration(DataType.DOUBLE), network.parameters());
        double[] expected = dl4j.output(batch).dup('c').data().asDouble();
        try (var part = maker.part(network)) {
            var probe = new NetworkProbe(part, ROWS);
            part.use(batch.input(), ROWS);
            assertThat(distance(probe.output(), expected)).isLessThan(maker.precision());
            part.forward(batch.input(), ROWS, SEED);
            part.use(doubles(batch.input()), ROWS);
            assertThat(distance(probe.output(), expected)).isLessThan(maker.precision());
        }
    }

    @ParameterizedTest
    @EnumSource(NetworkMaker.class)
    void lossInUseIsThatOfTheReference(NetworkMaker maker) {
        NetworkCase network = FixedCases.mixedOutputs();
        NetworkCase part = PartCases.outputs(network.groups());
        Batch batch = network.batch(ROWS, 0);
        float[] weights = NetworkProbe.weights(network, ROWS);
        try (var found = maker.withLoss(part);
                var expected = TestDevice.DOUBLES.engine(network, part.parameters(), 1)) {
            for (float[] some : new float[][] {null, weights}) {
                double loss = expected.loss(new Batch(batch.input(), batch.target(), ROWS, some, null));
                found.use(batch.input(), ROWS);
                assertThat(found.loss(batch.target(), some, 2))
                        .isCloseTo(2 * loss, within(2 * loss * maker.precision()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(NetworkMaker.class)
    void numbersOfWeightZeroDoNotCount(NetworkMaker maker) {
        NetworkCase network = PartCases.outputs(FixedCases.mixedOutputs().groups());
        Batch batch = network.batch(ROWS, 0);
        float[] weights = new float[ROWS * network.outputs()];
        try (var part = maker.withLoss(network)) {
            part.forward(batch.input(), ROWS, SEED);
            assertThat(part.loss(batch.target(), weights, 1)).isZero();
            part.backward();
            assertThat(new NetworkProbe(part, ROWS).gradients()).containsOnly(0);
            assertThat(new NetworkProbe(part, ROWS).inputGradient()).containsOnly(0);
            for (int i = 0; i < ROWS; i++) {
                weights[i * network.outputs() + 1] = 1; // the second column alone, a squared one
            }
            double loss = part.loss(batch.target(), weights, 1);
            part.backward();
            double[] ofBias = new double[network.outputs()];
            part.readGradients(part.parameterCount() - ofBias.length, ofBias.length, ofBias);
            assertThat(loss).isPositive();
            assertThat(ofBias[1]).isNotZero();
            ofBias[1] = 0;
            assertThat(ofBias).containsOnly(0);
        }
    }

    @ParameterizedTest
    @EnumSource(NetworkMaker.class)
    void dropoutFollowsTheSeed(NetworkMaker maker) {
        NetworkCase network = PartCases.dropped();
        float[] input = network.batch(ROWS, 0).input();
        try (var part = maker.part(network)) {
            var probe = new NetworkProbe(part, ROWS);
            part.forward(input, ROWS, 1);
            double[] first = probe.output();
            part.forward(input, ROWS, 2);
            assertThat(probe.output()).isNotEqualTo(first);
            part.forward(doubles(input), ROWS, 1);
            assertThat(probe.output()).isEqualTo(first);
        }
    }

    @ParameterizedTest
    @EnumSource(NetworkMaker.class)
    void partsOfParametersAndGradientsAreReadAndWritten(NetworkMaker maker) {
        NetworkCase network = PartCases.oneColumn();
        try (var part = maker.part(network)) {
            var probe = new NetworkProbe(part, ROWS);
            double[] values = probe.parameters();
            part.writeParameters(3, 2, new double[] {0.5, -0.25, 9});
            values[3] = 0.5;
            values[4] = -0.25;
            assertThat(probe.parameters()).isEqualTo(values);
            assertThat(doubles(part.parameters())).isEqualTo(doubles(floats(values)));
            part.writeGradients(1, 1, new double[] {0.125});
            double[] read = new double[2];
            part.readGradients(0, 2, read);
            assertThat(read).containsExactly(0, 0.125);
            part.update(5); // plain descent at 0.1
            values[1] -= 0.1 * 0.125 / 5;
            assertThat(distance(probe.parameters(), values)).isLessThan(maker.precision());
            part.readGradients(0, 2, read);
            assertThat(read).containsExactly(0, 0.125);
        }
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
