package org.ae4j.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.ae4j.engine.Batch;
import org.ae4j.engine.TestNetworks;
import org.ae4j.engine.TrainableNetwork;
import org.ae4j.spec.Architecture;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Bottleneck;
import org.ae4j.spec.Corruption;
import org.ae4j.spec.Critic;
import org.ae4j.spec.Knowledge;
import org.ae4j.spec.Likelihood;
import org.ae4j.spec.Preset;
import org.ae4j.spec.Prior;
import org.ae4j.spec.Scaling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** The gradients of a whole specification against central differences of its loss, in double precision with frozen noise. */
class ObjectiveGradientTest {
    private static final int ROWS = 7;
    private static final double EPOCH = 2.5;

    static Stream<Arguments> presets() {
        return SmallSpecs.presetsAndSchemas()
                .filter(pair -> pair.getKey() != Preset.VECTOR_QUANTIZED) // its code jumps: see below
                .map(pair -> Arguments.of(
                        pair.getKey().label() + " of " + pair.getValue().describe(),
                        SmallSpecs.small(pair.getKey().label(), pair.getValue())));
    }

    static Stream<Arguments> combinations() {
        return Stream.of(codes(), knowledge(), penalties(), grids(), sequences())
                .flatMap(part -> part);
    }

    private static Stream<Arguments> codes() {
        AutoencoderSpec table = SmallSpecs.small("dense", SmallSpecs.TABLE);
        AutoencoderSpec numbers = SmallSpecs.small("dense", SmallSpecs.NUMBERS);
        AutoencoderSpec drawn = SmallSpecs.small("variational", SmallSpecs.NUMBERS);
        Likelihood mixed =
                Likelihood.gaussian().column("a", Likelihood.laplace()).column("c", Likelihood.gaussian(0.5));
        var mixture = new Bottleneck.Adversarial(3, Prior.mixture(4, 2, 0.5), 3, List.of(6));
        return Stream.of(
                Arguments.of("tied k-sparse", tied(table).bottleneck(Bottleneck.kSparse(6, 2))),
                Arguments.of("tied sparse", tied(numbers).bottleneck(Bottleneck.sparse(6, 0.1, 2))),
                Arguments.of("β 4, bernoulli", bernoulli(table).bottleneck(variational(4, 0))),
                Arguments.of("warm-up", bernoulli(numbers).bottleneck(variational(4, 5))),
                Arguments.of("β 0", drawn.bottleneck(variational(0, 0))),
                Arguments.of("per column", table.likelihood(mixed).bottleneck(variational(0.5, 0))),
                Arguments.of("adversarial mixture", numbers.bottleneck(mixture)),
                Arguments.of("critic of rows alone", table.critic(new Critic(2, List.of(6)))),
                Arguments.of(
                        "critic and discriminator",
                        bernoulli(table).bottleneck(mixture).critic(new Critic(2, List.of(6)))),
                Arguments.of("mixture by MMD", table.bottleneck(Bottleneck.wasserstein(3, Prior.mixture(3, 2, 0.5)))),
                Arguments.of("dropout", drawn.dropout(0.3)));
    }

    private static Stream<Arguments> knowledge() {
        AutoencoderSpec table = SmallSpecs.small("dense", SmallSpecs.TABLE);
        AutoencoderSpec numbers = SmallSpecs.small("dense", SmallSpecs.NUMBERS);
        Knowledge weighed = Knowledge.none().featureWeights(Map.of("a", 4.0, "c", 0.25));
        Knowledge told = Knowledge.none().conditionedOn(SmallSpecs.CLASSES);
        Knowledge guided = Knowledge.none().guidedBy(SmallSpecs.CLASSES, 3);
        return Stream.of(
                Arguments.of("weights", table.knowledge(weighed)),
                Arguments.of("weights, learned sigma", learned(numbers).knowledge(weighed)),
                Arguments.of(
                        "weights, learned sigma, categories", learned(table).knowledge(weighed)),
                Arguments.of("guided", table.knowledge(guided)),
                Arguments.of(
                        "guided, drawn",
                        learned(numbers).bottleneck(variational(1, 0)).knowledge(guided)),
                Arguments.of("told", table.knowledge(told)),
                Arguments.of(
                        "told, drawn, denoising, critic",
                        bernoulli(table)
                                .bottleneck(variational(1, 0))
                                .corruption(Corruption.masking(0.3).then(Corruption.gaussian(0.1)))
                                .critic(new Critic(2, List.of(6)))
                                .knowledge(told)),
                Arguments.of("told and guided", table.knowledge(told.guidedBy(SmallSpecs.CLASSES, 3))),
                Arguments.of(
                        "told, hidden patches",
                        SmallSpecs.small("masked", SmallSpecs.IMAGE).knowledge(told)),
                Arguments.of(
                        "non-negative, max-norm",
                        tied(table)
                                .knowledge(Knowledge.none().nonNegative(true))
                                .maxNorm(0.1)));
    }

    private static Stream<Arguments> penalties() {
        AutoencoderSpec table = SmallSpecs.small("dense", SmallSpecs.TABLE);
        AutoencoderSpec numbers = SmallSpecs.small("dense", SmallSpecs.NUMBERS);
        Knowledge told = Knowledge.none().conditionedOn(SmallSpecs.CLASSES);
        return Stream.of(
                Arguments.of("contractive sigmoid", single(numbers, Activation.SIGMOID)),
                Arguments.of("contractive tanh", single(table, Activation.TANH)),
                Arguments.of("contractive linear", single(numbers, Activation.IDENTITY)),
                Arguments.of(
                        "contractive tanh, told",
                        single(numbers, Activation.TANH).knowledge(told)),
                Arguments.of("contractive softplus, projected", single(numbers, Activation.SOFTPLUS)),
                Arguments.of("contractive, hidden", table.contractive(0.7)),
                Arguments.of(
                        "contractive, hidden, told", numbers.contractive(0.7).knowledge(told)),
                Arguments.of(
                        "contractive, hidden, tied, k-sparse",
                        tied(numbers).bottleneck(Bottleneck.kSparse(6, 2)).contractive(0.7)),
                Arguments.of(
                        "contractive, sparse, tied",
                        tied(table)
                                .hidden()
                                .bottleneck(Bottleneck.sparse(6, 0.1, 2))
                                .contractive(0.7)),
                Arguments.of(
                        "contractive by MMD",
                        numbers.bottleneck(Bottleneck.wasserstein(3, Prior.gaussian()))
                                .contractive(0.7)));
    }

    private static Stream<Arguments> grids() {
        AutoencoderSpec odd = SmallSpecs.small("convolutional", SmallSpecs.COLOUR);
        AutoencoderSpec steps = SmallSpecs.small("convolutional", SmallSpecs.SHORT_SEQUENCE);
        Knowledge told = Knowledge.none().conditionedOn(SmallSpecs.CLASSES);
        return Stream.of(
                Arguments.of(
                        "pooling",
                        odd.architecture(Architecture.convolutional(2).pooling(true))),
                Arguments.of(
                        "even kernel",
                        odd.architecture(Architecture.convolutional(3).kernel(2))),
                Arguments.of(
                        "kernel wider than the grid",
                        odd.architecture(Architecture.convolutional(2, 2, 2).kernel(5))),
                Arguments.of(
                        "pooled steps, told",
                        steps.architecture(Architecture.convolutional(2).pooling(true))
                                .knowledge(told)),
                Arguments.of("convolution, k-sparse", odd.bottleneck(Bottleneck.kSparse(6, 2))),
                Arguments.of(
                        "convolution, sparse, contractive",
                        odd.bottleneck(Bottleneck.sparse(6, 0.1, 2)).contractive(0.7)),
                Arguments.of(
                        "convolution, critic, told, drawn",
                        bernoulli(odd)
                                .bottleneck(variational(1, 0))
                                .critic(new Critic(2, List.of(6)))
                                .knowledge(told)),
                Arguments.of(
                        "convolution, non-negative",
                        odd.knowledge(Knowledge.none().nonNegative(true))),
                Arguments.of(
                        "convolution, dropout, learned sigma",
                        learned(odd.scaling(Scaling.none())).dropout(0.3)),
                Arguments.of("convolution, hidden patches", odd.corruption(Corruption.patches(0.5, 2))));
    }

    private static Stream<Arguments> sequences() {
        AutoencoderSpec full = SmallSpecs.small("recurrent", SmallSpecs.SEQUENCE);
        AutoencoderSpec steps = SmallSpecs.small("recurrent", SmallSpecs.SHORT_SEQUENCE);
        Architecture.Recurrent two = Architecture.recurrent(2).layers(2);
        Knowledge told = Knowledge.none().conditionedOn(SmallSpecs.CLASSES);
        return Stream.of(
                Arguments.of("two layers", full.architecture(two)),
                Arguments.of("two layers, short", steps.architecture(two)),
                Arguments.of("both directions", full.architecture(two.bidirectional(true))),
                Arguments.of(
                        "both directions, short",
                        steps.architecture(two.layers(1).bidirectional(true))),
                Arguments.of(
                        "three layers of both directions, short",
                        steps.architecture(two.layers(3).bidirectional(true))),
                Arguments.of(
                        "recurrent, told, drawn",
                        steps.bottleneck(variational(1, 0)).knowledge(told)),
                Arguments.of("recurrent, told and guided", full.knowledge(told.guidedBy(SmallSpecs.CLASSES, 3))),
                Arguments.of("recurrent, contractive", steps.contractive(0.7)),
                Arguments.of(
                        "recurrent, k-sparse, dropout",
                        full.bottleneck(Bottleneck.kSparse(6, 2)).dropout(0.3)),
                Arguments.of("recurrent, masking, learned sigma", learned(steps).corruption(Corruption.masking(0.3))),
                Arguments.of(
                        "recurrent, adversarial",
                        steps.bottleneck(new Bottleneck.Adversarial(3, Prior.gaussian(), 2, List.of(6)))),
                Arguments.of("recurrent, critic", full.critic(new Critic(2, List.of(6)))));
    }

    private static AutoencoderSpec tied(AutoencoderSpec spec) {
        return spec.architecture(((Architecture.Dense) spec.architecture()).tied(true));
    }

    private static AutoencoderSpec bernoulli(AutoencoderSpec spec) {
        return spec.likelihood(Likelihood.gaussian()).scaling(Scaling.minMax()).likelihood(Likelihood.bernoulli());
    }

    private static AutoencoderSpec learned(AutoencoderSpec spec) {
        return spec.likelihood(Likelihood.gaussian().learnedSigma());
    }

    private static AutoencoderSpec single(AutoencoderSpec spec, Activation activation) {
        return spec.hidden()
                .bottleneck(Bottleneck.plain(3).activation(activation))
                .contractive(0.7);
    }

    private static Bottleneck variational(double beta, double warmUp) {
        return Bottleneck.variational(3).beta(beta).warmUp(warmUp);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"presets", "combinations"})
    void gradientsAreThoseOfTheLoss(String name, AutoencoderSpec spec) {
        Batch batch = SmallSpecs.batch(spec, ROWS, 1);
        try (var probe = new ObjectiveProbe(spec, EPOCH)) {
            probe.backward(batch);
            var found = probe.learning().stream().map(probe::gradients).toList();
            for (int i = 0; i < found.size(); i++) {
                TrainableNetwork network = probe.learning().get(i);
                double[] slopes = probe.slopes(network, () -> probe.backward(batch));
                assertThat(error(probe, network, found.get(i), slopes))
                        .as("network %d", i)
                        .isLessThan(1e-5);
            }
        }
    }

    static Stream<Arguments> joined() {
        AutoencoderSpec sequence = SmallSpecs.small("recurrent", SmallSpecs.SEQUENCE);
        AutoencoderSpec ending = SmallSpecs.small("recurrent", SmallSpecs.SHORT_SEQUENCE);
        return Stream.of(
                Arguments.of(
                        "both directions, short",
                        ending.architecture(Architecture.recurrent(2).layers(2).bidirectional(true))),
                Arguments.of("convolutional", SmallSpecs.small("convolutional", SmallSpecs.COLOUR)),
                Arguments.of("recurrent, short", ending),
                Arguments.of(
                        "both directions",
                        sequence.architecture(
                                Architecture.recurrent(2).layers(2).bidirectional(true))));
    }

    /** DL4J takes the last step of rows that end early in the default type, whatever the network's own. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("joined")
    void gradientsOfDl4jsNetworksAreTheSame(String name, AutoencoderSpec spec) {
        Batch batch = SmallSpecs.batch(spec, ROWS, 1);
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
        try (var compiled = new ObjectiveProbe(spec, EPOCH);
                var dl4j = new ObjectiveProbe(spec, EPOCH, TestNetworks::dl4j)) {
            assertThat(dl4j.backward(batch)).isCloseTo(compiled.backward(batch), withinPercentage(1e-8));
            for (int i = 0; i < dl4j.learning().size(); i++) {
                double[] expected = compiled.gradients(compiled.learning().get(i));
                TrainableNetwork network = dl4j.learning().get(i);
                assertThat(error(dl4j, network, dl4j.gradients(network), expected))
                        .as("network %d", i)
                        .isLessThan(1e-10);
            }
        } finally {
            Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
        }
    }

    /**
     * The largest difference of a gradient from a slope by the larger of the two; those below a thousandth of the network's
     * largest slope are measured by that, as central differences are no more exact.
     */
    private static double error(ObjectiveProbe probe, TrainableNetwork network, double[] gradients, double[] slopes) {
        double largest = Arrays.stream(slopes).map(Math::abs).max().orElseThrow();
        assertThat(largest).isPositive();
        double worst = 0;
        for (int i = 0; i < slopes.length; i++) {
            if (probe.isOwn(network, i)) {
                double size = Math.max(1e-3 * largest, Math.max(Math.abs(gradients[i]), Math.abs(slopes[i])));
                worst = Math.max(worst, Math.abs(gradients[i] - slopes[i]) / size);
            }
        }
        return worst;
    }

    /** With e the vectors of the codebook at the start: of the decoder's loss at z + (e − z₀) and of 0.25 ‖z − e‖². */
    @Test
    void gradientsPassStraightThroughAQuantisedCode() {
        AutoencoderSpec spec = SmallSpecs.small("vector-quantized", SmallSpecs.TABLE);
        Batch batch = SmallSpecs.batch(spec, ROWS, 1);
        try (var probe = new ObjectiveProbe(spec, 0)) {
            probe.backward(batch); // fills the codebook
            double[] start = given(probe, batch);
            double[] vectors = new double[start.length];
            probe.training().code().use(start, ROWS, vectors);
            double[] codes = new double[start.length];
            ObjectiveProbe.Loss loss = () -> {
                double[] given = given(probe, batch);
                double apart = 0;
                for (int i = 0; i < given.length; i++) {
                    codes[i] = given[i] + vectors[i] - start[i];
                    apart += (given[i] - vectors[i]) * (given[i] - vectors[i]);
                }
                probe.decoder().forward(codes, ROWS, 0);
                return probe.decoder().loss(batch.target(), batch.weights(), 1) + 0.25 * apart;
            };
            assertThat(probe.backward(batch)).isCloseTo(loss.value(), within(1e-10));
            double[] ofEncoder = probe.gradients(probe.encoder());
            double[] ofDecoder = probe.gradients(probe.decoder());
            assertThat(error(probe, probe.encoder(), ofEncoder, probe.slopes(probe.encoder(), loss)))
                    .isLessThan(1e-5);
            assertThat(error(probe, probe.decoder(), ofDecoder, probe.slopes(probe.decoder(), loss)))
                    .isLessThan(1e-5);
        }
    }

    private static double[] given(ObjectiveProbe probe, Batch batch) {
        double[] given = new double[batch.rows() * probe.encoder().outputs()];
        probe.encoder().forward(batch.input(), batch.rows(), 0);
        probe.encoder().readOutput(given);
        return given;
    }

    /** The discriminator's own loss: −log σ(l) of real rows and −log(1 − σ(l)) of the others. */
    @Test
    void aDiscriminatorLearnsFromItsOwnLoss() {
        AutoencoderSpec spec = SmallSpecs.small("adversarial", SmallSpecs.NUMBERS);
        try (var probe = new ObjectiveProbe(spec, 0)) {
            TrainableNetwork network = probe.playing().get(0);
            var random = new SplittableRandom(2);
            double[] real = random.doubles(ROWS * 3, -2, 2).toArray();
            double[] others = random.doubles(4 * 3, -2, 2).toArray();
            double[] logits = new double[ROWS + 4];
            ObjectiveProbe.Loss loss = () -> {
                double[] rows = Arrays.copyOf(real, real.length + others.length);
                System.arraycopy(others, 0, rows, real.length, others.length);
                network.forward(rows, ROWS + 4, 0);
                network.readOutput(logits);
                double sum = 0;
                for (int i = 0; i < logits.length; i++) {
                    sum += Math.log1p(Math.exp(i < ROWS ? -logits[i] : logits[i]));
                }
                return sum;
            };
            double[] slopes = probe.slopes(network, loss);
            loss.value();
            double fooling = 0;
            for (int i = ROWS; i < ROWS + 4; i++) {
                fooling += 2 * Math.log1p(Math.exp(-logits[i]));
            }
            double[] ofOthers = new double[others.length];
            double found = new Discriminator(network).round(real, ROWS, others, 4, 2, ofOthers, 0);
            assertThat(found).isCloseTo(fooling, within(1e-10));
            assertThat(error(probe, network, probe.gradients(network), slopes)).isLessThan(1e-5);
        }
    }
}
