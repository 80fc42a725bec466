package org.ae4j.benchmarks.ae4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ae4j.benchmarks.DenseNetwork;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.data.Samples;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.OutputKind;
import org.ae4j.model.Autoencoder;
import org.ae4j.model.FittedScaling;
import org.ae4j.model.Provenance;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Bottleneck;
import org.ae4j.spec.Likelihood;
import org.ae4j.spec.Presets;
import org.ae4j.spec.Scaling;
import org.ae4j.train.TrainingPlan;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.Activation;

/** A network of the benchmark in AE4J's terms. */
final class Specification {
    private Specification() {}

    /** Of a network whose widths mirror around its code. */
    static AutoencoderSpec of(DenseNetwork network) {
        List<Integer> encoder = network.encoder().widths();
        int last = encoder.size() - 1;
        return unit(network.inputs())
                .hidden(encoder.subList(1, last).stream()
                        .mapToInt(width -> width)
                        .toArray())
                .bottleneck(Bottleneck.plain(encoder.get(last)).activation(Activation.RELU));
    }

    /** Layers for training; also of a network that no preset mirrors. */
    static MultiLayerConfiguration training(DenseNetwork network, TrainingPlan plan) {
        var layers = new ArrayList<Layer>();
        var blocks = new NetworkPlan(unit(network.inputs()));
        int last = network.layers() - 1;
        for (int i = 0; i < last; i++) {
            layers.addAll(blocks.block(
                    "layer" + i, network.widths().get(i), network.widths().get(i + 1)));
        }
        var output = new OutputGroup(OutputKind.SQUARED_SIGMOID, 0, network.inputs(), 1);
        layers.add(blocks.output(network.widths().get(last), List.of(output)));
        return blocks.configuration(plan.optimization(1), layers);
    }

    /** A model with the weights that training begins with. */
    static Autoencoder model(DenseNetwork network) {
        AutoencoderSpec spec = of(network);
        FittedScaling scaling = FittedScaling.fit(spec.scaling(), Samples.of(new float[1][network.inputs()]));
        return new Autoencoder(spec, scaling, FlatParameters.of(network), new Provenance("", 0, "{}", "", ""));
    }

    private static AutoencoderSpec unit(int inputs) {
        float[] row = new float[inputs];
        Arrays.fill(row, .5f);
        return Presets.dense(Samples.of(new float[][] {row}).schema())
                .scaling(Scaling.none())
                .likelihood(Likelihood.unitGaussian())
                .activation(Activation.RELU);
    }
}
