package org.ae4j.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.ae4j.data.Column;
import org.ae4j.data.Schema;
import org.ae4j.layer.GradientCheck;
import org.ae4j.layer.LikelihoodLoss;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.OutputKind;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Likelihood;
import org.ae4j.spec.Presets;
import org.ae4j.spec.Scaling;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class NetworkPlanTest {
    private static final Schema MIXED = Schema.table(List.of(
            Column.numeric("a"),
            Column.numeric("b"),
            Column.categorical("mode", List.of("off", "low", "high")),
            Column.numeric("c")));

    @Test
    void blocksAreNamedAndTheDecoderMirrorsTheEncoder() {
        AutoencoderSpec spec =
                Presets.dense(MIXED).hidden(8, 5).code(2).batchNorm(true).dropout(0.1);
        var names = new NetworkPlan(spec)
                .whole().getConfs().stream()
                        .map(conf -> conf.getLayer().getLayerName())
                        .toList();
        assertThat(names)
                .containsExactly(
                        "encoder0",
                        "encoder0.norm",
                        "encoder0.activation",
                        "encoder0.dropout",
                        "encoder1",
                        "encoder1.norm",
                        "encoder1.activation",
                        "encoder1.dropout",
                        "code",
                        "decoder0",
                        "decoder0.norm",
                        "decoder0.activation",
                        "decoder0.dropout",
                        "decoder1",
                        "decoder1.norm",
                        "decoder1.activation",
                        "decoder1.dropout",
                        "output");
    }

    @Test
    void parametersOfTheWholeAreThoseOfEncoderThenDecoder() {
        var plan = new NetworkPlan(Presets.dense(MIXED).hidden(8).code(2));
        long encoder = NetworkPlan.parameterCount(plan.encoder());
        long decoder = NetworkPlan.parameterCount(plan.decoder());
        assertThat(encoder).isEqualTo(6 * 8 + 8 + 8 * 2 + 2);
        assertThat(decoder).isEqualTo(2 * 8 + 8 + 8 * 6 + 6);
        assertThat(NetworkPlan.parameterCount(plan.whole())).isEqualTo(encoder + decoder);
    }

    @Test
    void mixedTablesGetOneGroupPerRunOfEqualColumns() {
        AutoencoderSpec spec = Presets.dense(MIXED)
                .scaling(Scaling.minMax())
                .likelihood(Likelihood.gaussian(0.5).column("c", Likelihood.bernoulli()));
        var output = (OutputLayer) new NetworkPlan(spec).decoder().getConf(2).getLayer();
        assertThat(((LikelihoodLoss) output.getLossFn()).groups())
                .containsExactly(
                        new OutputGroup(OutputKind.SQUARED, 0, 2, 4),
                        new OutputGroup(OutputKind.SOFTMAX, 2, 5, 1),
                        new OutputGroup(OutputKind.CROSS_ENTROPY, 5, 6, 1));
    }

    @ParameterizedTest
    @EnumSource(
            value = Activation.class,
            mode = Mode.EXCLUDE,
            names = {"RRELU", "SOFTMAX"})
    void everyActivationOfferedHasTheGradientOfItsScore(Activation activation) {
        AutoencoderSpec spec = Presets.dense(MIXED).hidden(5).code(3).activation(activation);
        assertThat(gradientError(spec)).isLessThan(1e-6);
    }

    @Test
    void batchNormalisationHasTheGradientOfItsScore() {
        AutoencoderSpec spec = Presets.dense(MIXED)
                .hidden(5)
                .code(3)
                .activation(Activation.TANH)
                .batchNorm(true);
        assertThat(gradientError(spec)).isLessThan(1e-6);
    }

    private static double gradientError(AutoencoderSpec spec) {
        MultiLayerNetwork network = GradientCheck.network(new NetworkPlan(spec).whole());
        Nd4j.getRandom().setSeed(11);
        INDArray input = Nd4j.randn(DataType.DOUBLE, 8, spec.inputs());
        INDArray target = Nd4j.rand(DataType.DOUBLE, 8, spec.inputs());
        for (int i = 0; i < 8; i++) {
            target.get(NDArrayIndex.point(i), NDArrayIndex.interval(2, 5)).assign(0);
            target.putScalar(i, 2 + i % 3, 1);
        }
        return GradientCheck.relativeError(network, input, target, "mean", "var");
    }
}
