package org.ae4j.engine;

import java.util.List;
import org.ae4j.engine.program.Nonlinearity;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.OutputKind;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Points where a slope jumps: two roundings of the same number may fall on either side, so no comparison is made there. */
final class Kinks {
    private static final double NEAR = 1e-5;

    private Kinks() {}

    /** The first of the case's batches that keeps away from all kinks. */
    static Batch batchFarFrom(NetworkCase network, float[] parameters, int rows) {
        for (int draw = 0; draw < 100; draw++) {
            Batch batch = network.batch(rows, draw);
            if (!isNear(network, parameters, batch)) {
                return batch;
            }
        }
        throw new AssertionError("no batch keeps away from the kinks of " + network);
    }

    /** Whether any number of the forward pass is near a kink. */
    static boolean isNear(NetworkCase network, float[] parameters, Batch batch) {
        var reference = new Dl4jReference(network.configuration(DataType.DOUBLE), parameters);
        MultiLayerNetwork dl4j = reference.network();
        List<INDArray> activations = reference.feedForward(batch);
        boolean near = false;
        for (int i = 0; i < dl4j.getnLayers(); i++) {
            near |= isNear(dl4j.getLayer(i), activations.get(i));
        }
        INDArray z = preActivations(dl4j.getOutputLayer(), activations.get(dl4j.getnLayers() - 1));
        return near || isNear(network.groups(), z, reference.target(batch));
    }

    private static boolean isNear(Layer layer, INDArray input) {
        if (layer.conf().getLayer() instanceof DenseLayer dense) {
            return isNear(preActivations(layer, input), kinks(dense.getActivationFn()));
        }
        if (layer.conf().getLayer() instanceof ConvolutionLayer convolution) {
            return isNear(preActivations(layer, convolution, input), kinks(convolution.getActivationFn()));
        }
        return layer.conf().getLayer() instanceof ActivationLayer activation
                && isNear(input, kinks(activation.getActivationFn()));
    }

    private static boolean isNear(List<OutputGroup> groups, INDArray z, INDArray target) {
        INDArray differences = z.sub(target);
        for (OutputGroup group : groups) {
            for (int j = group.from(); group.kind() == OutputKind.ABSOLUTE && j < group.to(); j++) {
                if (isNear(differences.getColumn(j), 0)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static INDArray preActivations(Layer layer, ConvolutionLayer convolution, INDArray input) {
        IActivation f = convolution.getActivationFn();
        convolution.setActivationFn(new ActivationIdentity());
        INDArray z = layer.activate(input, false, LayerWorkspaceMgr.noWorkspaces());
        convolution.setActivationFn(f);
        return z;
    }

    private static INDArray preActivations(Layer layer, INDArray input) {
        INDArray weights = layer.getParam("W");
        if (weights == null) {
            return input;
        }
        INDArray z = input.mmul(weights);
        INDArray bias = layer.getParam("b");
        return bias == null ? z : z.addiRowVector(bias);
    }

    private static boolean isNear(INDArray numbers, double... kinks) {
        double[] all = numbers.dup().data().asDouble();
        for (double kink : kinks) {
            for (double x : all) {
                if (x != kink && Math.abs(x - kink) < NEAR) { // what is on it is so in every precision
                    return true;
                }
            }
        }
        return false;
    }

    private static double[] kinks(IActivation activation) {
        return switch (Nonlinearity.of(activation).orElseThrow()) {
            case RELU, LEAKYRELU, RECTIFIEDTANH, SELU -> new double[] {0};
            case RELU6 -> new double[] {0, 6};
            case THRESHOLDEDRELU -> new double[] {1};
            case HARDSIGMOID -> new double[] {-2.5, 2.5};
            case HARDTANH -> new double[] {-1, 1};
            default -> new double[0];
        };
    }
}
