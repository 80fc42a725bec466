package org.ae4j.layer;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Backpropagation against central differences of the score, in double precision. */
public final class GradientCheck {
    private static final double STEP = 1e-6;

    private GradientCheck() {}

    /** A double-precision network with fresh weights, and biases that keep units with dead inputs off the kink at 0. */
    public static MultiLayerNetwork network(MultiLayerConfiguration configuration) {
        configuration.setDataType(DataType.DOUBLE);
        var network = new MultiLayerNetwork(configuration);
        network.init();
        Nd4j.getRandom().setSeed(5);
        network.params()
                .addi(Nd4j.randn(DataType.DOUBLE, network.params().shape()).muli(0.1));
        return network;
    }

    /**
     * The relative distance ‖numeric − backpropagated‖ / (‖numeric‖ + ‖backpropagated‖) over all parameters.
     *
     * @param skipped names of parameters that are no weights, such as running statistics
     */
    public static double relativeError(MultiLayerNetwork network, INDArray input, INDArray target, String... skipped) {
        network.setInput(input);
        network.setLabels(target);
        network.computeGradientAndScore();
        INDArray backpropagated = network.gradient().gradient().dup().divi(input.size(0));
        INDArray numeric = backpropagated.like();
        INDArray parameters = network.params();
        for (long i = 0; i < parameters.length(); i++) {
            double value = parameters.getDouble(i);
            double up = scoreAt(network, parameters, i, value + STEP);
            double down = scoreAt(network, parameters, i, value - STEP);
            parameters.putScalar(i, value);
            numeric.putScalar(i, (up - down) / (2 * STEP));
        }
        for (String name : skipped) {
            network.paramTable().keySet().stream()
                    .filter(key -> key.endsWith("_" + name))
                    .forEach(key -> clear(network, key, backpropagated, numeric));
        }
        assertThat(numeric.norm2Number().doubleValue()).isPositive();
        return numeric.sub(backpropagated).norm2Number().doubleValue()
                / (numeric.norm2Number().doubleValue()
                        + backpropagated.norm2Number().doubleValue());
    }

    private static double scoreAt(MultiLayerNetwork network, INDArray parameters, long index, double value) {
        parameters.putScalar(index, value);
        network.computeGradientAndScore();
        return network.score();
    }

    /** Zeroes one parameter's part of both gradients: the flat view holds the parameters in the table's order. */
    private static void clear(MultiLayerNetwork network, String key, INDArray... gradients) {
        long from = 0;
        for (var entry : network.paramTable().entrySet()) {
            if (entry.getKey().equals(key)) {
                for (INDArray gradient : gradients) {
                    for (long i = from; i < from + entry.getValue().length(); i++) {
                        gradient.putScalar(i, 0);
                    }
                }
            }
            from += entry.getValue().length();
        }
    }
}
