package org.ae4j.train;

import java.util.Optional;
import java.util.function.Function;
import org.ae4j.AutoencoderException;
import org.ae4j.model.Autoencoder;

/** The loss became NaN or infinite; the best weights before are kept. */
public final class TrainingDivergedException extends AutoencoderException {
    private static final long serialVersionUID = 1L;

    private final int epoch;
    private final int step;
    private final float[] bestParameters;
    private final transient Autoencoder best;

    TrainingDivergedException(String message, int epoch, int step, float[] bestParameters) {
        this(message, epoch, step, bestParameters, null);
    }

    private TrainingDivergedException(String message, int epoch, int step, float[] bestParameters, Autoencoder best) {
        super(message);
        this.epoch = epoch;
        this.step = step;
        this.bestParameters = bestParameters;
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

    /** The autoencoder after the best epoch that was completed, if one was; none where something else was trained. */
    public Optional<Autoencoder> best() {
        return Optional.ofNullable(best);
    }

    /** The same with a model of the best parameters, if there are any. */
    TrainingDivergedException withBest(Function<float[], Autoencoder> model) {
        return bestParameters == null
                ? this
                : new TrainingDivergedException(getMessage(), epoch, step, bestParameters, model.apply(bestParameters));
    }
}
