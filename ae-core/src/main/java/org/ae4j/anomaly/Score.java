package org.ae4j.anomaly;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.ae4j.InvalidSpecException;
import org.ae4j.Suggestion;
import org.ae4j.model.Autoencoder;

/** How unlike the training rows a row is: higher is stranger. All are measured in scaled units. */
public enum Score {
    /** The squared error of the reconstruction, averaged over the scaled numbers. */
    ERROR,
    /**
     * The squared Mahalanobis distance of the residual from the training residuals, averaged over the scaled numbers:
     * the error with each direction measured by what is usual in it. Needs the model's reference with a covariance, which
     * is kept up to {@value org.ae4j.model.Reference#COVARIANCE_LIMIT} inputs.
     */
    MAHALANOBIS,
    /** The Euclidean distance from the nearest training code. Needs the model's reference codes. */
    NEIGHBOURS,
    /**
     * The soft maximum log Σ exp(vᵢ) of three views, each log(1 + x / mean of x over training rows) standardised by its
     * mean and deviation over training rows: the error averaged over eight corrupted copies (of the clean row where the
     * model has no corruption); the distance from the nearest training code; the distance from the training code at 5 %
     * of their number. One view is enough: the error sees broken relations between columns, the nearest code rows far
     * from all others, and the third small groups of anomalies among the training rows, near each other and far from
     * the rest. Needs the model's reference codes. The default.
     */
    COMBINED;

    /** The names that {@link #named} knows. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Score::toString).toList();
    }

    /**
     * The score of this name, in lower case.
     *
     * @throws InvalidSpecException if there is none
     */
    public static Score named(String name) {
        return Arrays.stream(values())
                .filter(score -> score.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidSpecException(
                        "there is no score '" + name + "'" + Suggestion.forUnknown(name, names())));
    }

    /** {@link #COMBINED} for a model with at least 2 reference codes, {@link #ERROR} for others. */
    public static Score defaultFor(Autoencoder model) {
        return model.reference().filter(kept -> kept.rows() > 1).isPresent() ? COMBINED : ERROR;
    }

    /** The name in lower case, as on the command line and in files. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
