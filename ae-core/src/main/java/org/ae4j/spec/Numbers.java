package org.ae4j.spec;

import org.ae4j.InvalidSpecException;

/** Ranges that numbers of a specification have. */
final class Numbers {
    private Numbers() {}

    static void positive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new InvalidSpecException(name + " is a finite number above 0, found " + value);
        }
    }

    static void notNegative(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new InvalidSpecException(name + " is a finite number of at least 0, found " + value);
        }
    }

    static void atLeast(int least, String name, int value) {
        if (value < least) {
            throw new InvalidSpecException(name + " is at least " + least + ", found " + value);
        }
    }

    /** Strictly between 0 and 1. */
    static void share(String name, double value) {
        if (!(value > 0 && value < 1)) {
            throw new InvalidSpecException(name + " lies in (0, 1), found " + value);
        }
    }
}
