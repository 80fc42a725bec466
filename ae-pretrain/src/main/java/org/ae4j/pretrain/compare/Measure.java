package org.ae4j.pretrain.compare;

import org.ae4j.data.Samples;
import org.ae4j.model.Autoencoder;
import org.ae4j.model.FittedScaling;

/** The figure by which ways to train are compared. */
public interface Measure {
    /** Mean squared error of reconstruction, see {@link ReconstructionMeasure}. */
    static Measure mse() {
        return new ReconstructionMeasure();
    }

    /** Lower bound on the log-likelihood in nats a row, one sample of each code; of variational codes alone. */
    static Measure elbo() {
        return new BoundMeasure();
    }

    /**
     * Area under the ROC curve, 0..1, of the reconstruction error as a score of all that is not normal; models are trained
     * on normal rows alone.
     *
     * @param normal the label of normal rows
     */
    static Measure auroc(String normal) {
        return new RankingMeasure(normal);
    }

    /** Accuracy, 0..1, of logistic regression on the codes, learnt from all labelled training rows. */
    static Measure probe() {
        return new CodesMeasure(CodesMeasure.ALL);
    }

    /**
     * Accuracy, 0..1, of logistic regression on the codes, learnt from few labelled rows, drawn by the run's seed.
     *
     * @param perClass labels per class, at least 1
     */
    static Measure fewLabels(int perClass) {
        return new CodesMeasure(perClass);
    }

    /** Such as {@code "mse"}; names the measure and its settings. */
    String name();

    /** Whether a lower figure is a better one. */
    boolean lowerIsBetter();

    /** Whether effects are shares of the baseline's figure, as of errors, or else differences. */
    boolean isRatio();

    /** What a difference is told in, such as {@code "points"}, each {@link #perUnit} of them being 1 of the figure. */
    default String unit() {
        return "points";
    }

    /** How many units 1 of the figure is. */
    default double perUnit() {
        return 100;
    }

    /**
     * Refuses what cannot be measured before anything is trained.
     *
     * @throws org.ae4j.InvalidSpecException if the measure is not one of such a model
     * @throws org.ae4j.IncompatibleDataException if the rows lack labels that it needs
     */
    void check(Recipe recipe, Samples rows);

    /** The rows to train on. */
    default Samples trainable(Samples train) {
        return train;
    }

    /**
     * Measures a model.
     *
     * @param units the baseline's scaling, fitted to the training rows
     * @param train rows that the model was trained on, as {@link #trainable} left them
     * @param measured rows that it was not
     * @param seed of the run
     */
    double of(Autoencoder model, FittedScaling units, Samples train, Samples measured, long seed);
}
