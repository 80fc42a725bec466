package org.ae4j.engine;

import java.util.ArrayList;
import java.util.List;
import org.ae4j.layer.RowsToSequence;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
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
        masked(batch, () -> {
            network.setInput(input(batch));
            network.setLabels(target(batch));
            network.computeGradientAndScore();
        });
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

    /** The gradient of the rows' losses with respect to the input; DL4J hands the method's own mask to the output. */
    INDArray inputGradient(Batch batch) {
        var found = new INDArray[1];
        masked(
                batch,
                () -> found[0] = network.calculateGradients(input(batch), target(batch), null, null)
                        .getSecond());
        return found[0];
    }

    /** A whole step of DL4J's own; the score before it comes back. */
    double fit(Batch batch) {
        masked(batch, () -> network.fit(input(batch), target(batch), mask(batch), null));
        return network.score();
    }

    /** The output in use. */
    INDArray output(Batch batch) {
        var found = new INDArray[1];
        masked(batch, () -> found[0] = network.output(input(batch), false, mask(batch), null));
        return found[0];
    }

    /** The output as in training, kept for {@link #backward(Batch, INDArray)}. */
    INDArray forward(Batch batch) {
        var configuration = network.getLayerWiseConfigurations();
        configuration.setTrainingWorkspaceMode(WorkspaceMode.NONE); // what a phase gives outlives it
        var found = new INDArray[1];
        masked(batch, () -> {
            network.setInput(input(batch));
            List<INDArray> all = network.feedForward(true, false);
            found[0] = all.get(all.size() - 1).dup();
        });
        return found[0];
    }

    /** The gradient of the input from that of the output; those of the parameters stay in {@link #gradients}. */
    INDArray backward(Batch batch, INDArray outputGradient) {
        var found = new INDArray[1];
        network.initGradientsView();
        masked(
                batch,
                () -> found[0] = network.backpropGradient(outputGradient, null)
                        .getSecond()
                        .dup());
        return found[0];
    }

    /** All activations as in training. */
    List<INDArray> feedForward(Batch batch) {
        var found = new ArrayList<INDArray>();
        masked(batch, () -> found.addAll(network.feedForward(input(batch), true)));
        return found;
    }

    /** Runs something with the layers knowing where rows end. */
    void masked(Batch batch, Runnable action) {
        INDArray mask = mask(batch);
        if (mask == null) {
            action.run();
            return;
        }
        DefaultPrecision.of(type, () -> {
            network.setLayerMaskArrays(mask, null);
            action.run();
            network.clearLayerMaskArrays();
            return null;
        });
    }

    /** Which steps rows have; null where they have all or are no sequences. */
    private INDArray mask(Batch batch) {
        Layer first = network.getLayer(0).conf().getLayer();
        Layer inner = first instanceof FrozenLayer frozen ? frozen.getLayer() : first;
        return inner instanceof RowsToSequence sequence ? sequence.mask(input(batch)) : null;
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
