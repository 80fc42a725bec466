package org.ae4j.train;

import java.util.List;

/**
 * How a run went.
 *
 * @param epochs in order
 * @param bestEpoch the epoch whose weights the model has, counted from 1
 * @param stoppedEarly whether patience ran out before the last planned epoch
 */
public record History(List<EpochResult> epochs, int bestEpoch, boolean stoppedEarly) {
    public History {
        epochs = List.copyOf(epochs);
    }

    /** The last epoch that ran. */
    public EpochResult last() {
        return epochs.get(epochs.size() - 1);
    }

    /** The epoch whose weights the model has. */
    public EpochResult best() {
        return epochs.get(bestEpoch - 1);
    }

    /** What the curves say: whether to train longer, whether the model over-fits; by rules of thumb. */
    public Verdict verdict() {
        return Verdict.on(epochs);
    }
}
