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

    /** The rules that have no parameter. */
    enum Rule implements Imputation {
        NONE,
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
