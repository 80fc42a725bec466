package org.ae4j.data;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;

/**
 * Sequences of numbers; a row is laid out as {@code [steps, features]}: all features of the first step, then those of the
 * second. A sequence that is shorter than the longest ends in steps whose features are all NaN, which are no missing cells:
 * they are not there.
 *
 * @param features unique names of what is measured at each step, at least 1
 * @param steps of the longest sequence, at least 1
 * @param shortest steps of the shortest sequence, from 1 to {@code steps}; equal to {@code steps} where all are of one length
 */
public record SequenceSchema(List<String> features, int steps, int shortest) implements Schema {
    /** The feature of sequences that have but one, without a name. */
    static final List<String> NO_NAMES = List.of("value");

    public SequenceSchema {
        features = List.copyOf(features);
        if (features.isEmpty() || features.stream().anyMatch(String::isBlank)) {
            throw new IncompatibleDataException("a sequence needs at least one feature, each with a name: " + features);
        }
        if (new HashSet<>(features).size() < features.size()) {
            throw new IncompatibleDataException("a sequence names a feature twice: " + features);
        }
        if (shortest < 1 || steps < shortest) {
            throw new IncompatibleDataException(
                    "a sequence has at least 1 step and at most as many as the longest, found %d to %d"
                            .formatted(shortest, steps));
        }
    }

    @Override
    public int size() {
        return Math.multiplyExact(steps, features.size());
    }

    @Override
    public int inputs() {
        return size();
    }

    @Override
    public boolean isVariable() {
        return shortest < steps;
    }

    /**
     * How many steps a raw or scaled row has, from {@code shortest} to {@code steps}: it ends before the steps at its end that
     * are NaN in all features. NaN elsewhere, and in the first {@code shortest} steps, is a missing cell.
     *
     * @param row {@code [steps · features]}
     */
    public int length(float[] row) {
        return Math.max(shortest, present(row));
    }

    /** How many steps a row has in front of those at its end that are NaN in all features, be they fewer than there may be. */
    int present(float[] row) {
        int present = steps;
        while (present > 0 && isAbsent(row, present - 1)) {
            present--;
        }
        return present;
    }

    @Override
    public int extent(float[] row) {
        return isVariable() ? length(row) * features.size() : size();
    }

    private boolean isAbsent(float[] row, int step) {
        int from = step * features.size();
        for (int i = from; i < from + features.size(); i++) {
            if (!Float.isNaN(row[i])) {
                return false;
            }
        }
        return true;
    }

    /**
     * The numbers of a row as numeric columns named after feature and step, counted from 0: {@code value[0]}, {@code value[1]},
     * ….
     */
    @Override
    public List<Column> columns() {
        return IntStream.range(0, size())
                .mapToObj(i -> Column.numeric(features.get(i % features.size()) + "[" + i / features.size() + "]"))
                .toList();
    }

    /** The features as numeric columns. */
    public List<Column> featureColumns() {
        return features.stream().map(Column::numeric).toList();
    }

    @Override
    public String describe() {
        String length = isVariable() ? shortest + " to " + steps : Integer.toString(steps);
        return "sequences of %s steps of %d (%s)"
                .formatted(
                        length,
                        features.size(),
                        features.stream().limit(3).collect(Collectors.joining(", "))
                                + (features.size() > 3 ? ", …" : ""));
    }
}
