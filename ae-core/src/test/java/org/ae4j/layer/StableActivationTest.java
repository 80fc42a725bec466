package org.ae4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class StableActivationTest {
    private static final float[] EXTREMES = {-1000, -100, -45, -30, 30, 45, 89, 100, 1000};

    @ParameterizedTest
    @EnumSource(
            value = Activation.class,
            mode = Mode.EXCLUDE,
            names = {"RRELU", "SOFTMAX"})
    void valuesAndSlopesAreFiniteAtExtremeInputs(Activation activation) {
        IActivation function = StableActivation.of(activation);
        INDArray x = row(EXTREMES);
        assertThat(allFinite(function.getActivation(x.dup(), true))).isTrue();
        assertThat(allFinite(function.backprop(x.dup(), Nd4j.onesLike(x)).getFirst()))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Activation.class,
            names = {"SWISH", "GELU", "SOFTPLUS", "MISH"})
    void agreesWithDl4jWhereThatIsSound(Activation activation) {
        INDArray x = Nd4j.linspace(-8, 8, 65).castTo(DataType.FLOAT).reshape(1, 65);
        IActivation ours = StableActivation.of(activation);
        IActivation theirs = activation.getActivationFunction();
        assertThat(ours.getActivation(x.dup(), true).toFloatVector())
                .containsExactly(theirs.getActivation(x.dup(), true).toFloatVector(), within(2e-6f));
        assertThat(ours.backprop(x.dup(), Nd4j.onesLike(x)).getFirst().toFloatVector())
                .containsExactly(
                        theirs.backprop(x.dup(), Nd4j.onesLike(x)).getFirst().toFloatVector(), within(2e-5f));
    }

    /** What this class is for: once DL4J's own slopes are finite it can go. */
    @ParameterizedTest
    @EnumSource(
            value = Activation.class,
            names = {"SWISH", "GELU", "SOFTPLUS", "MISH"})
    void dl4jsOwnSlopesOverflow(Activation activation) {
        INDArray x = row(EXTREMES);
        assertThat(allFinite(activation
                        .getActivationFunction()
                        .backprop(x.dup(), Nd4j.onesLike(x))
                        .getFirst()))
                .isFalse();
    }

    @Test
    void survivesDl4jsConfigurationText() {
        MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
                .list()
                .layer(new ActivationLayer.Builder()
                        .activation(StableActivation.of(Activation.MISH))
                        .build())
                .build();
        var reread = (ActivationLayer) MultiLayerConfiguration.fromJson(configuration.toJson())
                .getConf(0)
                .getLayer();
        assertThat(reread.getActivationFn()).isEqualTo(StableActivation.of(Activation.MISH));
    }

    private static INDArray row(float... values) {
        return Nd4j.create(values, new long[] {1, values.length}, 'c');
    }

    private static boolean allFinite(INDArray array) {
        for (float value : array.toFloatVector()) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
