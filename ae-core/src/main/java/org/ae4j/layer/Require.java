package org.ae4j.layer;

import org.ae4j.InvalidSpecException;

/** The check of a constructor's arguments. */
final class Require {
    private Require() {}

    /** Throws {@link InvalidSpecException} with the message where the condition fails. */
    static void that(boolean holds, String message) {
        if (!holds) {
            throw new InvalidSpecException(message);
        }
    }

    static void size(int size) {
        that(size >= 1, "a code needs at least 1 number, found " + size);
    }

    static void weight(String what, double weight) {
        that(weight >= 0 && Double.isFinite(weight), what + " is a finite number of at least 0, found " + weight);
    }
}
