package org.ae4j.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.spec.Architecture;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Bottleneck;
import org.ae4j.spec.Presets;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LayerwisePlanTest {
    private static final Schema SCHEMA = Samples.sensors(2, 1).schema();
    private static final float[][] ROWS = {{1, -1, .5f, 0, 2, -2, .3f, -.3f}, {0, .1f, .2f, .3f, -.4f, -.5f, -.6f, 1}};

    static List<AutoencoderSpec> specs() {
        AutoencoderSpec dense = Presets.dense(SCHEMA).code(3);
        return List.of(
                dense.hidden(),
                dense.hidden(7),
                dense.hidden(7, 6),
                dense.hidden(7, 6, 5),
                dense.hidden(7, 6, 5).batchNorm(true),
                dense.hidden(7, 6).batchNorm(true).dropout(0.2));
    }

    @ParameterizedTest
    @MethodSource("specs")
    void theWholeDoesInUseWhatTheLayersDoOneAfterTheOther(AutoencoderSpec spec) {
        var plan = new LayerwisePlan(spec);
        int layers = ((Architecture.Dense) spec.architecture()).hidden().size() + 1;
        assertThat(plan.layers()).isEqualTo(layers);
        List<float[]> networks = networks(plan);
        INDArray expected = Nd4j.create(ROWS);
        for (int i = 0; i < layers; i++) {
            expected = NetworkPlan.network(plan.encoder(i), plan.encoderPart(i, networks.get(i)))
                    .output(expected);
        }
        for (int i = layers - 1; i >= 0; i--) {
            expected = back(plan, i, networks.get(i), expected);
        }
        var whole = new NetworkPlan(spec.resolved());
        float[] assembled = plan.assembled(networks);
        int encoder = Math.toIntExact(NetworkPlan.parameterCount(whole.encoder()));
        INDArray codes = NetworkPlan.network(whole.encoder(), Arrays.copyOf(assembled, encoder))
                .output(Nd4j.create(ROWS));
        INDArray found = NetworkPlan.network(
                        whole.linearDecoder(Optimization.none()),
                        Arrays.copyOfRange(assembled, encoder, assembled.length))
                .output(codes);
        assertThat(found.dup('c').data().asFloat())
                .containsExactly(expected.dup('c').data().asFloat(), within(1e-4f));
    }

    @Test
    void aVariationalCodeStartsWithDeviationsOfOneAndClassesWithoutWeight() {
        AutoencoderSpec plain = Presets.dense(SCHEMA).hidden(7).bottleneck(Bottleneck.variational(3));
        AutoencoderSpec told = plain.knowledge(plain.knowledge().conditionedOn(List.of("a", "b")));
        var plan = new LayerwisePlan(told);
        List<float[]> networks = networks(plan);
        float[] assembled = plan.assembled(networks);
        assertThat(plan.inputs(0)).isEqualTo(8);
        for (int unit = 0; unit < 7; unit++) { // encoder0: [7, 8] into [7, 10]
            assertThat(Arrays.copyOfRange(assembled, unit * 10, unit * 10 + 8))
                    .isEqualTo(Arrays.copyOfRange(networks.get(0), unit * 8, unit * 8 + 8));
            assertThat(Arrays.copyOfRange(assembled, unit * 10 + 8, unit * 10 + 10))
                    .containsOnly(0);
        }
        int code = 7 * 10 + 7;
        assertThat(Arrays.copyOfRange(assembled, code, code + 3 * 7)).isEqualTo(Arrays.copyOf(networks.get(1), 3 * 7));
        assertThat(Arrays.copyOfRange(assembled, code + 3 * 7, code + 6 * 7)).containsOnly(0);
        assertThat(Arrays.copyOfRange(assembled, code + 6 * 7, code + 6 * 7 + 3))
                .isEqualTo(Arrays.copyOfRange(networks.get(1), 3 * 7, 3 * 7 + 3));
        assertThat(Arrays.copyOfRange(assembled, code + 6 * 7 + 3, code + 6 * 7 + 6))
                .containsOnly(0);
    }

    /** Random parameters; those of normalisations are positive, as variances are. */
    private static List<float[]> networks(LayerwisePlan plan) {
        var random = new Random(3);
        var networks = new ArrayList<float[]>();
        for (int i = 0; i < plan.layers(); i++) {
            MultiLayerConfiguration network = plan.network(i, Optimization.none());
            float[] parameters = new float[Math.toIntExact(NetworkPlan.parameterCount(network))];
            for (int at = 0; at < parameters.length; at++) {
                parameters[at] = random.nextFloat() * 0.6f - 0.1f;
            }
            networks.add(positive(plan, i, parameters));
        }
        return networks;
    }

    private static float[] positive(LayerwisePlan plan, int layer, float[] parameters) {
        int encoder = plan.encoderPart(layer, parameters).length;
        for (int at = WeightBlock.of(plan.encoder(layer)).get(0).length(); at < encoder; at++) {
            parameters[at] = Math.abs(parameters[at]) + 0.1f;
        }
        return parameters;
    }

    /** What the layer back of a small autoencoder gives for a code. */
    private static INDArray back(LayerwisePlan plan, int layer, float[] network, INDArray code) {
        List<WeightBlock> blocks = WeightBlock.of(plan.network(layer, Optimization.none()));
        WeightBlock block = blocks.get(1);
        INDArray weights = Nd4j.createFromArray(
                        Arrays.copyOfRange(network, block.from(), block.from() + block.length()))
                .reshape(block.outputs(), block.inputs());
        INDArray bias =
                Nd4j.createFromArray(Arrays.copyOfRange(network, block.from() + block.length(), network.length));
        INDArray linear = code.mmul(weights.transpose()).addiRowVector(bias);
        return layer == 0 ? linear : Nd4j.nn().relu(linear, 0);
    }
}
