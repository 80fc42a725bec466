package org.ae4j.spec;

import java.util.Map;
import java.util.TreeMap;
import org.ae4j.InvalidSpecException;

/**
 * What the decoder says of a value: fixes the output's activation and its loss together, so that they cannot disagree.
 * The loss of a row is its negative log-likelihood up to constants, summed over the columns. Categorical columns are
 * always {@code categorical}, whatever is chosen for the numeric ones.
 */
public sealed interface Likelihood {
    /** {@code unitGaussian} where the scaling maps onto 0..1, {@code gaussian} elsewhere: the default. */
    static Likelihood byScaling() {
        return new ByScaling();
    }

    /** Normal with σ = 1: identity output, half the squared error. */
    static Gaussian gaussian() {
        return new Gaussian(1);
    }

    /**
     * Normal with a fixed σ in scaled units: identity output, squared error over 2σ².
     *
     * @throws InvalidSpecException if σ is not finite and positive
     */
    static Likelihood gaussian(double sigma) {
        return new Gaussian(sigma);
    }

    /** Normal with σ = 1 around a sigmoid output, for scaled data in 0..1: half the squared error. */
    static Likelihood unitGaussian() {
        return new UnitGaussian();
    }

    /** Sigmoid output, cross-entropy, for scaled data in 0..1. */
    static Likelihood bernoulli() {
        return new Bernoulli();
    }

    /** Laplace with scale 1: identity output, absolute error; outliers pull less than with {@code gaussian}. */
    static Likelihood laplace() {
        return new Laplace();
    }

    /** This likelihood, but another one for the numeric column of this name. */
    default Likelihood column(String name, Likelihood likelihood) {
        var columns = new TreeMap<String, Likelihood>();
        Likelihood others = this;
        if (this instanceof PerColumn mixed) {
            columns.putAll(mixed.columns());
            others = mixed.others();
        }
        columns.put(name, likelihood);
        return new PerColumn(others, columns);
    }

    /** Whether it holds only for scaled values in 0..1. */
    default boolean needsUnitInterval() {
        return this instanceof UnitGaussian || this instanceof Bernoulli;
    }

    /** Decided by the scaling. */
    record ByScaling() implements Likelihood {}

    /**
     * Normal around an identity output.
     *
     * @param sigma in scaled units, finite, above 0
     */
    record Gaussian(double sigma) implements Likelihood {
        public Gaussian {
            if (!(sigma > 0) || Double.isInfinite(sigma)) {
                throw new InvalidSpecException("gaussian needs a finite sigma above 0, found " + sigma);
            }
        }

        /** Normal with one σ for all numbers, learnt from the data. */
        public Likelihood learnedSigma() {
            return new LearnedGaussian();
        }
    }

    /**
     * Normal around an identity output; its σ is the root mean square of the residuals, which is its most likely value, so
     * that the gradient needs no part for it (Rybkin et al. 2021, section 3). The loss of a row is ½Σ((x − z)²/σ² + log σ²).
     * For all numeric columns together.
     */
    record LearnedGaussian() implements Likelihood {}

    /** Normal around a sigmoid output. */
    record UnitGaussian() implements Likelihood {}

    /** Cross-entropy of a sigmoid output. */
    record Bernoulli() implements Likelihood {}

    /** Absolute error of an identity output. */
    record Laplace() implements Likelihood {}

    /**
     * One likelihood for some columns, another for the others.
     *
     * @param others for every numeric column that is not named
     * @param columns by column name; neither nested nor {@code byScaling}
     */
    record PerColumn(Likelihood others, Map<String, Likelihood> columns) implements Likelihood {
        public PerColumn {
            // Sorted, so that the same choice is written as the same text.
            columns = java.util.Collections.unmodifiableMap(new TreeMap<>(columns));
            boolean nested = others instanceof PerColumn
                    || columns.values().stream()
                            .anyMatch(l ->
                                    l instanceof PerColumn || l instanceof ByScaling || l instanceof LearnedGaussian)
                    || others instanceof LearnedGaussian;
            if (nested) {
                throw new InvalidSpecException("a column's likelihood is one of gaussian, unitGaussian, bernoulli,"
                        + " laplace; found " + columns);
            }
        }
    }
}
