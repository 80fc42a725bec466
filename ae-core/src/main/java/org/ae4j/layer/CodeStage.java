package org.ae4j.layer;

import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A {@link CodeLayer} in a network. */
final class CodeStage extends AbstractLayer<CodeLayer> {
    private static final long serialVersionUID = 1L;

    private final transient CodeFunction function;
    private double lossOfRow;

    CodeStage(NeuralNetConfiguration configuration, DataType type, CodeFunction function) {
        super(configuration, type);
        this.function = function;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        int rows = (int) input.size(0);
        double[] given = numbers(input);
        double[] code = new double[rows * function.outputs()];
        if (training) {
            lossOfRow = function.forward(given, rows, code, step()) / rows;
        } else {
            lossOfRow = 0;
            function.use(given, rows, code);
        }
        return array(code, rows, function.outputs(), ArrayType.ACTIVATIONS, workspaces);
    }

    /** The position in the network keeps two code layers from having the same noise. */
    private Step step() {
        var seed = new SplittableRandom(conf.getSeed() + index);
        return new Step(iterationCount, epochCount, new SplittableRandom(seed.nextLong() + iterationCount));
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        int rows = (int) epsilon.size(0);
        double[] gradient = new double[rows * function.inputs()];
        function.backward(numbers(epsilon), gradient);
        return new Pair<>(
                new DefaultGradient(), array(gradient, rows, function.inputs(), ArrayType.ACTIVATION_GRAD, workspaces));
    }

    private static double[] numbers(INDArray array) {
        return array.dup('c').data().asDouble();
    }

    private INDArray array(double[] numbers, int rows, int columns, ArrayType kind, LayerWorkspaceMgr workspaces) {
        INDArray array = workspaces.createUninitialized(kind, input.dataType(), new long[] {rows, columns}, 'c');
        return array.assign(Nd4j.createFromArray(numbers).reshape(rows, columns));
    }

    /** DL4J adds this to the score, which is averaged over the rows. */
    @Override
    public double calcRegularizationScore(boolean backpropagatedOnly) {
        return lossOfRow;
    }

    @Override
    public Type type() {
        return Type.FEED_FORWARD;
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public void clearNoiseWeightParams() {}

    @Override
    public INDArray params() {
        return null;
    }
}
