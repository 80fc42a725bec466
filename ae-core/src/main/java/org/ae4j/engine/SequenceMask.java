package org.ae4j.engine;

import org.ae4j.layer.RowsToSequence;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;

/** DL4J's feature mask of rows that may end early. */
final class SequenceMask {
    private SequenceMask() {}

    /**
     * Which steps rows have.
     *
     * @param input what the network takes
     * @return {@code [rows, steps]} of 1 and 0; null where all have all, or the network reads no sequences
     */
    static INDArray of(MultiLayerConfiguration configuration, INDArray input) {
        return RowWidths.inner(configuration.getConf(0).getLayer()) instanceof RowsToSequence sequence
                ? sequence.mask(input)
                : null;
    }
}
