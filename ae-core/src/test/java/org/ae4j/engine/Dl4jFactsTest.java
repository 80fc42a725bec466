package org.ae4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.ae4j.train.OneCycleSchedule;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.lossfunctions.impl.LossL2;

/** What the engine takes for granted of DL4J 1.0.0-M2.1: a newer version that differs fails here, not in a user's run. */
class Dl4jFactsTest {
    private static final INDArray X = Nd4j.createFromArray(new float[][] {{1}, {2}});
    private static final INDArray Y = Nd4j.createFromArray(new float[][] {{0}, {0}});

    @Test
    void randomNumbersBelongToTheThread() {
        Nd4j.getRandom().setSeed(3);
        float[] alone = Nd4j.rand(1, 4).toFloatVector();
        Nd4j.getRandom().setSeed(3);
        CompletableFuture.runAsync(() -> {
                    Nd4j.getRandom().setSeed(9);
                    Nd4j.rand(1, 100);
                })
                .join();
        assertThat(Nd4j.rand(1, 4).toFloatVector()).isEqualTo(alone);
    }

    @Test
    void gradientsAreMeansOverTheBatchWhenTheyAreClipped() {
        // Loss w²x² summed over x = 1, 2 has the gradient 2w(1 + 4) = 10 at w = 1: its mean over two rows is 5.
        assertThat(stepFromOne(builder(new Sgd(0.1)))).isCloseTo(1 - 0.1f * 5, within(1e-6f));
        var clipped = builder(new Sgd(0.1))
                .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                .gradientNormalizationThreshold(5.5);
        assertThat(stepFromOne(clipped)).isCloseTo(1 - 0.1f * 5, within(1e-6f));
        assertThat(stepFromOne(clipped.gradientNormalizationThreshold(2))).isCloseTo(1 - 0.1f * 2, within(1e-6f));
    }

    @Test
    void copiesOfAdaGradLoseTheirSchedule() {
        var rate = new OneCycleSchedule(1, 0.3, 25, 100, 10);
        assertThat(new AdaGrad(rate).clone().getLearningRateSchedule()).isNull();
        assertThat(new RmsProp(rate).clone().getLearningRateSchedule()).isNotNull();
    }

    @Test
    void weightDecayWithAdamIsDecoupled() {
        MultiLayerNetwork network = network(builder(new Adam(0.1)));
        ((BaseLayer) network.getLayer(0).conf().getLayer()).setRegularization(List.of(new WeightDecay(0.5, true)));
        network.fit(X, Y);
        assertThat(network.params().getFloat(0)).isCloseTo(1 - 0.1f - 0.1f * 0.5f, within(1e-5f));
    }

    @Test
    void weightDecayOfTheWholeNetworkCountsTwice() {
        assertThat(stepFromOne(builder(new Adam(0.1)).weightDecay(0.5, true)))
                .isCloseTo(1 - 0.1f - 2 * 0.1f * 0.5f, within(1e-5f));
    }

    @Test
    void penaltiesAreOnTheScaleOfTheMeanLoss() {
        assertThat(stepFromOne(builder(new Sgd(0.1)).l2(3))).isCloseTo(1 - 0.1f * (5 + 3), within(1e-6f));
        assertThat(stepFromOne(builder(new Sgd(0.1)).l1(3))).isCloseTo(1 - 0.1f * (5 + 3), within(1e-6f));
    }

    @Test
    void scoreIsTheMeanLossOfARowBeforeTheStepWithPenalties() {
        MultiLayerNetwork network = network(builder(new Sgd(0.1)).l2(3));
        network.fit(X, Y);
        assertThat(network.score()).isCloseTo((1 + 4) / 2.0 + 0.5 * 3, within(1e-6));
    }

    private static NeuralNetConfiguration.Builder builder(IUpdater updater) {
        return new NeuralNetConfiguration.Builder().seed(1).updater(updater);
    }

    private static float stepFromOne(NeuralNetConfiguration.Builder builder) {
        MultiLayerNetwork network = network(builder);
        network.fit(X, Y);
        return network.params().getFloat(0);
    }

    private static MultiLayerNetwork network(NeuralNetConfiguration.Builder builder) {
        var network = new MultiLayerNetwork(builder.list()
                .layer(new OutputLayer.Builder(new LossL2())
                        .nIn(1)
                        .nOut(1)
                        .hasBias(false)
                        .activation(Activation.IDENTITY)
                        .build())
                .build());
        network.init();
        network.params().assign(1);
        return network;
    }
}
