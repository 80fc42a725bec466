package org.ae4j.engine;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** DL4J's side of a comparison, in the precision of its configuration. */
final class Dl4jReference {
    private final DataType type;
    private final MultiLayerNetwork network;

    /** A network at these parameters. */
    Dl4jReference(MultiLayerConfiguration configuration, float[] parameters) {
        type = configuration.getDataType();
        network = new MultiLayerNetwork(configuration);
        network.init(Nd4j.createFromArray(parameters).castTo(type).reshape(1, parameters.length), false);
    }

    MultiLayerNetwork network() {
        return network;
    }

    /** Forward and backward: the gradients of the batch stay in {@link #gradients}, the loss of its rows comes back. */
    double backward(Batch batch) {
        network.setInput(input(batch));
        network.setLabels(target(batch));
        network.computeGradientAndScore();
        return (network.score() - network.calcRegularizationScore(true)) * batch.rows();
    }

    /** Sums over the rows, in the order of the flat view. */
    INDArray gradients() {
        return network.getFlattenedGradients();
    }

    /** One step of the updaters from what lies in {@link #gradients}; the penalty before it comes back. */
    double update(int rows) {
        double penalty = network.calcRegularizationScore(true);
        var conf = network.getLayerWiseConfigurations();
        network.getUpdater()
                .update(
                        network,
                        network.gradient(),
                        conf.getIterationCount(),
                        conf.getEpochCount(),
                        rows,
                        LayerWorkspaceMgr.noWorkspaces());
        INDArray parameters = network.params();
        parameters.subi(gradients().reshape(parameters.shape()));
        conf.setIterationCount(conf.getIterationCount() + 1);
        return penalty;
    }

    /** The gradient of the rows' losses with respect to the input. */
    INDArray inputGradient(Batch batch) {
        return network.calculateGradients(input(batch), target(batch), null, null)
                .getSecond();
    }

    /** A whole step of DL4J's own; the score before it comes back. */
    double fit(Batch batch) {
        network.fit(input(batch), target(batch));
        return network.score();
    }

    INDArray input(Batch batch) {
        return array(batch.input(), batch.rows());
    }

    INDArray target(Batch batch) {
        return array(batch.target(), batch.rows());
    }

    private INDArray array(float[] values, int rows) {
        return Dl4jEngine.array(values, rows).castTo(type);
    }
}
