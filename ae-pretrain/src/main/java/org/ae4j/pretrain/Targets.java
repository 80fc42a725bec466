package org.ae4j.pretrain;

import org.ae4j.data.Samples;
import org.ae4j.layer.OutputKind;

/**
 * What a head's outputs mean.
 *
 * @param <M> the model that has them
 */
sealed interface Targets<M> permits ClassTargets, BinaryTargets, LabelSets, NumberTargets {
    /** Activation and loss of the outputs. */
    OutputKind kind();

    /** How many outputs there are. */
    int outputs();

    /** {@code [rows][outputs]}: what the head should give for labelled rows. */
    float[][] of(Samples rows);

    /** The model over a trained network. */
    M model(TunedNetwork network);
}
