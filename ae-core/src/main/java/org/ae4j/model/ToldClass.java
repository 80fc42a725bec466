package org.ae4j.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.ae4j.IncompatibleDataException;
import org.ae4j.data.Samples;
import org.ae4j.spec.Knowledge;

/** What a class-conditional network is told beside a row: one number for each class, 1 for the row's own. */
final class ToldClass {
    private final Map<String, Integer> indices = new LinkedHashMap<>();

    /** Nothing where the networks are not conditional. */
    ToldClass(Knowledge knowledge) {
        if (knowledge.conditional()) {
            knowledge.classes().forEach(name -> indices.put(name, indices.size()));
        }
    }

    /** How many numbers are told with a row. */
    int count() {
        return indices.size();
    }

    /**
     * Refuses rows that come without a class.
     *
     * @throws IncompatibleDataException if the networks are told the class
     */
    void checkNone() {
        if (count() > 0) {
            throw new IncompatibleDataException(
                    "a class-conditional model is told each row's class, and these rows have none: pass labelled samples, or"
                            + " name the class; it knows " + indices.keySet());
        }
    }

    /**
     * Refuses a class.
     *
     * @throws IncompatibleDataException if the networks are told none, or do not know this one
     */
    void check(String name) {
        if (count() == 0) {
            throw new IncompatibleDataException("the model is told no class, found the class '" + name
                    + "'; leave it out, or train a class-conditional model");
        }
        if (!indices.containsKey(name)) {
            throw new IncompatibleDataException(
                    "the model does not know the class '%s'; it knows %s".formatted(name, indices.keySet()));
        }
    }

    /** Whose class each row of some samples is. */
    IntFunction<String> of(Samples samples) {
        if (count() > 0 && !samples.isLabelled()) {
            checkNone();
        }
        return samples::label;
    }

    /** Writes what is told of a class into {@link #count} numbers from {@code at} on, which are 0. */
    void write(IntFunction<String> classes, int row, float[] into, int at) {
        if (count() > 0) {
            String name = classes.apply(row);
            Integer index = indices.get(name);
            if (index == null) {
                throw new IncompatibleDataException(
                        "row %d has the class '%s', which the model does not know; it knows %s"
                                .formatted(row, name, indices.keySet()));
            }
            into[at + index] = 1;
        }
    }

    /** Rows with what is told behind each: {@code [rows, width] → [rows, width + count]}; as they are where nothing is. */
    float[] join(float[] numbers, int width, int rows, IntFunction<String> classes) {
        if (count() == 0) {
            return numbers;
        }
        float[] all = new float[rows * (width + count())];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(numbers, i * width, all, i * (width + count()), width);
            write(classes, i, all, i * (width + count()) + width);
        }
        return all;
    }
}
