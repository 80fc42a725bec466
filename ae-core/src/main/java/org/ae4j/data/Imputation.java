package org.ae4j.data;

import org.ae4j.IncompatibleDataException;

/**
 * What stands in for a missing cell. Means, medians and frequencies are those of the rows that are read together: a
 * test file filled this way is filled from its own rows, not from those of the training.
 */
public sealed interface Imputation permits Imputation.Rule, Imputation.Constant {
    /** A missing cell is an error: the default. */
    static Imputation none() {
        return Rule.NONE;
    }

    /**
     * A missing cell stays missing, as NaN. Training counts the loss of the other cells alone, and a model can complete the
     * rows ({@code Autoencoder.impute}); what needs whole rows refuses them.
     */
    static Imputation keep() {
        return Rule.KEEP;
    }

    /** The mean of the column's other cells; in a categorical column its most frequent category. */
    static Imputation mean() {
        return Rule.MEAN;
    }

    /** The median of the column's other cells; in a categorical column its most frequent category. */
    static Imputation median() {
        return Rule.MEDIAN;
    }

    /**
     * One value in every numeric column; in a categorical column its most frequent category.
     *
     * @param value finite
     * @throws IncompatibleDataException if the value is NaN or infinite
     */
    static Imputation constant(float value) {
        return new Constant(value);
    }

    /**
     * The same rows with their missing cells filled; the same object where there are none, or they are to stay.
     *
     * @throws IncompatibleDataException if a cell is missing and that is an error, or a column has no other cells to fill
     *     it from
     */
    default Samples fill(Samples samples) {
        return Gaps.fill(samples, this);
    }

    /** The rules that have no parameter. */
    enum Rule implements Imputation {
        NONE,
        KEEP,
        MEAN,
        MEDIAN
    }

    /** One value for every numeric column. */
    record Constant(float value) implements Imputation {
        public Constant {
            if (!Float.isFinite(value)) {
                throw new IncompatibleDataException("missing cells are filled with a finite number, found " + value);
            }
        }
    }
}
