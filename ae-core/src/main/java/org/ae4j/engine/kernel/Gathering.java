package org.ae4j.engine.kernel;

import java.util.Arrays;

/**
 * Which number of a row of {@code inputs} each number of a row of {@code outputs} is; some may be none, which are 0. Held as
 * runs of neighbours.
 */
public final class Gathering {
    /** A run of this length on average is copied as one; shorter ones number by number. */
    private static final int LONG_RUN = 6;

    private static final int NONE = -1;

    private final int inputs;
    private final int outputs;
    private final int[] starts;
    private final int[] lengths;
    private final int[] places; // of each number, none being {@code inputs}; null where runs are long

    private Gathering(int inputs, int outputs, int[] starts, int[] lengths) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.starts = starts;
        this.lengths = lengths;
        this.places = outputs < (long) LONG_RUN * starts.length ? places() : null;
    }

    private int[] places() {
        int[] all = new int[outputs];
        int at = 0;
        for (int i = 0; i < starts.length; i++) {
            for (int j = 0; j < lengths[i]; j++) {
                all[at++] = starts[i] == NONE ? inputs : starts[i] + j;
            }
        }
        return all;
    }

    int inputs() {
        return inputs;
    }

    int outputs() {
        return outputs;
    }

    /** How many runs. */
    int runs() {
        return starts.length;
    }

    /** Where a run starts in the input; below 0 for zeros. */
    int start(int run) {
        return starts[run];
    }

    int length(int run) {
        return lengths[run];
    }

    /** Each number's place in the input, {@code inputs} for a 0; null where runs are long enough to go by them. */
    int[] shortRuns() {
        return places;
    }

    /** Whether the output is the input. */
    public boolean isIdentity() {
        return inputs == outputs && starts.length == 1 && starts[0] == 0;
    }

    /** Says one after the other where the outputs come from. */
    static final class Builder {
        private int[] starts = new int[64];
        private int[] lengths = new int[64];
        private int runs;
        private int outputs;

        /** The next outputs are inputs from {@code start} on. */
        Builder add(int start, int length) {
            int last = runs - 1;
            boolean isNext = last >= 0
                    && (start == NONE
                            ? starts[last] == NONE
                            : starts[last] != NONE && starts[last] + lengths[last] == start);
            if (isNext) {
                lengths[last] += length;
            } else if (length > 0) {
                if (runs == starts.length) {
                    starts = Arrays.copyOf(starts, 2 * runs);
                    lengths = Arrays.copyOf(lengths, 2 * runs);
                }
                starts[runs] = start;
                lengths[runs++] = length;
            }
            outputs += length;
            return this;
        }

        /** The next outputs are 0. */
        Builder zeros(int length) {
            return add(NONE, length);
        }

        Gathering of(int inputs) {
            return new Gathering(inputs, outputs, Arrays.copyOf(starts, runs), Arrays.copyOf(lengths, runs));
        }
    }
}
