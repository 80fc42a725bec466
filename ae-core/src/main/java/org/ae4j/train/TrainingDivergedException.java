package org.ae4j.train;

import java.util.Optional;
import org.ae4j.AutoencoderException;
import org.ae4j.model.Autoencoder;

/** The loss became NaN or infinite; the best weights before are kept. */
public final class TrainingDivergedException extends AutoencoderException {
    private static final long serialVersionUID = 1L;

    private final int epoch;
    private final int step;
    private final transient Autoencoder best;

    TrainingDivergedException(String message, int epoch, int step, Autoencoder best) {
        super(message);
        this.epoch = epoch;
        this.step = step;
        this.best = best;
    }

    /** The epoch in which it happened, counted from 1. */
    public int epoch() {
        return epoch;
    }

    /** The batch within the epoch, counted from 1. */
    public int step() {
        return step;
    }

    /** The model after the best epoch that was completed, if one was. */
    public Optional<Autoencoder> best() {
        return Optional.ofNullable(best);
    }
}
