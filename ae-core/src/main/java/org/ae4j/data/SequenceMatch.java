package org.ae4j.data;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;

/** Brings sequences into the order of features, and to the number of steps, that a model expects. */
final class SequenceMatch {
    private final SequenceSchema found;
    private final SequenceSchema expected;

    SequenceMatch(SequenceSchema found, SequenceSchema expected) {
        this.found = found;
        this.expected = expected;
    }

    /** The samples under the expected schema; what lies behind the end of a shorter sequence is NaN. */
    Samples conform(Samples samples) {
        int[] targets = targets(samples.source());
        int features = targets.length;
        float[][] rows = new float[samples.rows()][expected.size()];
        for (int i = 0; i < rows.length; i++) {
            float[] row = samples.row(i);
            int steps = found.length(row);
            requireSteps(steps, i, samples.source());
            Arrays.fill(rows[i], steps * features, rows[i].length, Float.NaN);
            for (int j = 0; j < steps * features; j++) {
                rows[i][j / features * features + targets[j % features]] = row[j];
            }
        }
        return samples.replace(expected, rows);
    }

    /** For each feature its place among those expected: by name, or by place where either side has no names. */
    private int[] targets(String source) {
        List<String> some = found.features();
        List<String> wanted = expected.features();
        if (some.size() == wanted.size() && new HashSet<>(some).equals(new HashSet<>(wanted))) {
            return some.stream().mapToInt(wanted::indexOf).toArray();
        }
        boolean byPlace = !areNames(some) || !areNames(wanted);
        if (byPlace && some.size() == wanted.size()) {
            return IntStream.range(0, some.size()).toArray();
        }
        throw new IncompatibleDataException("model expects %d features at each step, %s has %d%s"
                .formatted(wanted.size(), source, some.size(), byPlace ? "" : ColumnMatch.difference(some, wanted)));
    }

    private void requireSteps(int steps, int row, String source) {
        if (steps < expected.shortest() || steps > expected.steps()) {
            String range =
                    expected.isVariable() ? expected.shortest() + " to " + expected.steps() : "" + expected.steps();
            throw new IncompatibleDataException(
                    "model expects sequences of %s steps, row %d of %s has %d".formatted(range, row, source, steps));
        }
    }

    private static boolean areNames(List<String> features) {
        return ColumnMatch.areNames(features) && !features.equals(SequenceSchema.NO_NAMES);
    }
}
