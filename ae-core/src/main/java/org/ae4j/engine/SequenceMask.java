package org.ae4j.engine;

import org.ae4j.layer.RowsToSequence;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.layers.recurrent.LastTimeStepLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * DL4J's mask of rows that may end early. It is given to the layers that take the last step and to no others: LSTMs do not
 * look at it, and dropout over sequences fails on one.
 */
final class SequenceMask {
    private SequenceMask() {}

    /**
     * Tells a network which steps the rows have that it is about to see.
     *
     * @param input what the network takes
     */
    static void set(MultiLayerNetwork network, INDArray input) {
        Layer first = network.getLayer(0);
        if (!(RowWidths.inner(first.conf().getLayer()) instanceof RowsToSequence sequence)) {
            return;
        }
        INDArray mask = sequence.mask(input);
        for (Layer layer : network.getLayers()) {
            Layer inner = layer instanceof FrozenLayer frozen ? frozen.getInsideLayer() : layer;
            if (inner instanceof LastTimeStepLayer) {
                inner.setMaskArray(mask);
            }
        }
    }
}
