package org.ae4j.engine.program;

/**
 * What turns rows into sequences and back. A sequence lies step by step, {@code [steps, rows, features]}: the rows of a step
 * are neighbours, so that a step is one matrix, and all steps of all rows are one, too.
 */
public sealed interface SequenceStage extends Stage {
    /** How many steps the sequences have. */
    int length();

    @Override
    default int longestRow() {
        return 1;
    }

    /**
     * {@code [rows, length · features + told] → [length, rows, features + told]}: each number told behind a row becomes a
     * feature of all its steps; NaN becomes 0. A row ends before its first step whose first feature is NaN.
     */
    record FromRows(int features, int length, int told) implements SequenceStage {
        @Override
        public int inputs() {
            return length * features + told;
        }

        @Override
        public int outputs() {
            return features + told;
        }

        @Override
        public int steps() {
            return length;
        }
    }

    /**
     * {@code [length, rows, units] → [rows, units]}: the last step of each row.
     *
     * @param hasEnds whether rows end where {@link FromRows} found them to, or else all at the last step
     */
    record LastStep(int units, int length, boolean hasEnds) implements SequenceStage {
        @Override
        public int inputs() {
            return units;
        }

        @Override
        public int outputs() {
            return units;
        }
    }

    /** {@code [length, rows, features] → [rows, length · features]}. */
    record ToRows(int features, int length) implements SequenceStage {
        @Override
        public int inputs() {
            return features;
        }

        @Override
        public int outputs() {
            return length * features;
        }
    }
}
