package org.ae4j.data;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The parts of a split, disjoint in rows. A part whose fraction is 0 has no rows.
 *
 * @param train fits weights and scaling
 * @param validation stops the training early
 * @param calibration sets thresholds
 * @param test measures, and selects nothing
 */
public record Parts(Samples train, Samples validation, Samples calibration, Samples test) {
    /**
     * Every part reduced to the rows of one label: learn what healthy looks like. A part without such rows is empty.
     *
     * @throws org.ae4j.IncompatibleDataException if there are no labels, or no part has a row of this label
     */
    public Parts only(String label) {
        boolean exists = Stream.of(train, validation, calibration, test)
                .anyMatch(part -> part.classes().contains(label));
        return each(part -> exists && !part.classes().contains(label) ? part.select() : part.only(label));
    }

    private Parts each(UnaryOperator<Samples> change) {
        return new Parts(change.apply(train), change.apply(validation), change.apply(calibration), change.apply(test));
    }
}
