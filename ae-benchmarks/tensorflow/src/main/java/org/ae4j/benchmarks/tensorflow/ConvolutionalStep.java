package org.ae4j.benchmarks.tensorflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ae4j.benchmarks.ConvolutionalNetwork;
import org.ae4j.benchmarks.ConvolutionalNetwork.Layer;
import org.ae4j.benchmarks.Weights;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.op.math.SigmoidGrad;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.op.nn.FusedBatchNormGrad;
import org.tensorflow.op.nn.ReluGrad;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** A step of a convolutional network, grids pixel by pixel as TensorFlow likes them on a CPU, gradients written out. */
final class ConvolutionalStep {
    private static final List<Long> STRIDES = List.of(1L, 2L, 2L, 1L);
    private static final String PADDING = "SAME";
    private static final float EPSILON = 1e-5f;

    private final Ops tf;
    private final List<Layer> layers;
    private final boolean normalized;
    private final Variables variables;
    private final List<Variable<TFloat32>> filters = new ArrayList<>();
    private final List<Variable<TFloat32>> scales = new ArrayList<>();
    private final List<Variable<TFloat32>> shifts = new ArrayList<>();
    private final List<Operand<TFloat32>> grids = new ArrayList<>(); // the input of each layer, and the output
    private final List<Operand<TFloat32>> linear = new ArrayList<>();
    private final List<FusedBatchNorm<TFloat32, TFloat32>> normal = new ArrayList<>();
    private final Map<Variable<TFloat32>, Operand<TFloat32>> gradients = new LinkedHashMap<>();

    private ConvolutionalStep(Ops tf, ConvolutionalNetwork network) {
        this.tf = tf;
        this.layers = network.layers();
        this.normalized = network.normalized();
        this.variables = new Variables(tf);
        Weights initial = Weights.of(network);
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            float[] values = initial.filtersLast(i, layer.channels(), layer.across());
            filters.add(variables.parameter(Shape.of(3, 3, layer.channels(), layer.across()), values));
            scales.add(isNormalized(i) ? variables.parameter(layer.outputs(), 1) : null);
            shifts.add(variables.parameter(layer.outputs(), 0));
        }
    }

    static GraphTraining.Step of(Ops tf, Operand<TFloat32> rows, ConvolutionalNetwork network) {
        var step = new ConvolutionalStep(tf, network);
        int side = network.side();
        Operand<TFloat32> images = tf.reshape(rows, tf.constant(new int[] {-1, side, side, 1}));
        Operand<TFloat32> output = tf.math.sigmoid(step.forward(images));
        Operand<TFloat32> difference = tf.math.sub(output, images);
        Operand<TFloat32> loss = tf.math.mean(tf.math.square(difference), tf.constant(new int[] {0, 1, 2, 3}));
        Operand<TFloat32> numbers = tf.dtypes.cast(tf.size(difference), TFloat32.class);
        Operand<TFloat32> error = tf.math.mul(difference, tf.math.div(tf.constant(2f), numbers));
        step.backward(SigmoidGrad.create(tf.scope(), output, error));
        List<Operand<TFloat32>> inOrder = new ArrayList<>();
        step.variables.parameters().forEach(parameter -> inOrder.add(step.gradients.get(parameter)));
        return new GraphTraining.Step(step.variables, loss, inOrder);
    }

    /** The grids of the smallest layer. */
    static GraphEncoding.Codes codes(Ops tf, Operand<TFloat32> rows, ConvolutionalNetwork network) {
        var step = new ConvolutionalStep(tf, network);
        int side = network.side();
        step.forward(tf.reshape(rows, tf.constant(new int[] {-1, side, side, 1})));
        return new GraphEncoding.Codes(
                step.variables, step.grids.get(network.encoder().size()));
    }

    private boolean isNormalized(int layer) {
        return normalized && layer < layers.size() - 1;
    }

    /** The last layer's output before its sigmoid. */
    private Operand<TFloat32> forward(Operand<TFloat32> images) {
        grids.add(images);
        for (int i = 0; i < layers.size(); i++) {
            Operand<TFloat32> in = grids.get(i);
            Operand<TFloat32> z = layers.get(i).isUp()
                    ? up(i, in, grids.get(layers.size() - 1 - i))
                    : tf.nn.conv2d(in, filters.get(i), STRIDES, PADDING);
            linear.add(z);
            Operand<TFloat32> shifted = isNormalized(i) ? normalized(i, z) : tf.nn.biasAdd(z, shifts.get(i));
            grids.add(i == layers.size() - 1 ? shifted : tf.nn.relu(shifted));
        }
        return grids.get(layers.size());
    }

    /** To a grid as large as another. */
    private Operand<TFloat32> up(int layer, Operand<TFloat32> small, Operand<TFloat32> large) {
        Operand<TInt32> sizes = tf.shape(large);
        return tf.nn.conv2dBackpropInput(sizes, filters.get(layer), small, STRIDES, PADDING);
    }

    private Operand<TFloat32> normalized(int layer, Operand<TFloat32> z) {
        Operand<TFloat32> none = tf.constant(new float[0]);
        FusedBatchNorm<TFloat32, TFloat32> statistics = tf.nn.fusedBatchNorm(
                z,
                scales.get(layer),
                shifts.get(layer),
                none,
                none,
                FusedBatchNorm.isTraining(true),
                FusedBatchNorm.epsilon(EPSILON));
        normal.add(statistics);
        return statistics.y();
    }

    private void backward(Operand<TFloat32> ofOutput) {
        Operand<TFloat32> d = ofOutput;
        for (int i = layers.size() - 1; i >= 0; i--) {
            if (i < layers.size() - 1) {
                d = ReluGrad.create(tf.scope(), d, grids.get(i + 1));
            }
            d = isNormalized(i) ? normalizedGradient(i, d) : d;
            if (!isNormalized(i)) {
                gradients.put(shifts.get(i), tf.nn.biasAddGrad(d));
            }
            Layer layer = layers.get(i);
            Operand<TFloat32> in = grids.get(i);
            Operand<TInt32> sizes = tf.constant(new int[] {3, 3, layer.channels(), layer.across()});
            gradients.put(
                    filters.get(i),
                    layer.isUp()
                            ? tf.nn.conv2dBackpropFilter(d, sizes, in, STRIDES, PADDING)
                            : tf.nn.conv2dBackpropFilter(in, sizes, d, STRIDES, PADDING));
            if (i > 0) {
                d = layer.isUp() ? tf.nn.conv2d(d, filters.get(i), STRIDES, PADDING) : up(i, d, in);
            }
        }
    }

    private Operand<TFloat32> normalizedGradient(int layer, Operand<TFloat32> d) {
        FusedBatchNorm<TFloat32, TFloat32> statistics = normal.get(layer);
        var gradient = tf.nn.fusedBatchNormGrad(
                d,
                linear.get(layer),
                scales.get(layer),
                statistics.reserveSpace1(),
                statistics.reserveSpace2(),
                statistics.reserveSpace3(),
                FusedBatchNormGrad.isTraining(true),
                FusedBatchNormGrad.epsilon(EPSILON));
        gradients.put(scales.get(layer), gradient.scaleBackprop());
        gradients.put(shifts.get(layer), gradient.offsetBackprop());
        return gradient.xBackprop();
    }
}
