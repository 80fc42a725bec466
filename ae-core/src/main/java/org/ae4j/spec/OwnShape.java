package org.ae4j.spec;

/** What stands between two layers of the user's own. */
public sealed interface OwnShape {
    /** One line for messages, such as {@code "12 numbers"}. */
    String describe();

    /**
     * {@code [rows, numbers]}.
     *
     * @param numbers at least 1
     */
    record Rows(int numbers) implements OwnShape {
        @Override
        public String describe() {
            return numbers + " numbers";
        }
    }

    /**
     * {@code [rows, channels, height, width]}.
     *
     * @param channels at least 1
     * @param height at least 1
     * @param width at least 1
     */
    record Grid(int channels, int height, int width) implements OwnShape {
        @Override
        public String describe() {
            return "a grid of " + channels + "×" + height + "×" + width;
        }
    }

    /**
     * {@code [rows, features, steps]}.
     *
     * @param features at least 1
     * @param steps at least 1
     */
    record Sequence(int features, int steps) implements OwnShape {
        @Override
        public String describe() {
            return "sequences of " + steps + " steps of " + features;
        }
    }

    /**
     * {@code [rows · steps, numbers]}.
     *
     * @param numbers at least 1
     * @param steps at least 1
     */
    record Steps(int numbers, int steps) implements OwnShape {
        @Override
        public String describe() {
            return numbers + " numbers for each of " + steps + " steps";
        }
    }
}
