package org.ae4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalDouble;
import org.ae4j.Rounded;
import org.ae4j.evaluate.PcaComparison;

/** Numbers for people and for JSON. */
final class Figures {
    private Figures() {}

    /** Four digits: {@code 0.01423}, {@code 12.5}, {@code 1.234e-09}. */
    static String text(double value) {
        return Rounded.text(value);
    }

    /** {@code "1 row"}, {@code "2,000 rows"}. */
    static String count(long number, String noun) {
        return Rounded.count(number, noun);
    }

    /** Since a {@link System#nanoTime}, to the millisecond. */
    static double seconds(long began) {
        return (System.nanoTime() - began) / 1_000_000 / 1000.0;
    }

    /** Null where there is no number: JSON has neither NaN nor infinity. */
    static void put(ObjectNode json, String name, OptionalDouble value) {
        if (value.isPresent() && Double.isFinite(value.getAsDouble())) {
            json.put(name, value.getAsDouble());
        } else {
            json.putNull(name);
        }
    }

    /** The error of PCA, or why there is none. */
    static void put(ObjectNode json, PcaComparison pca) {
        put(json, "pcaMse", pca.mse());
        if (pca.mse().isEmpty()) {
            json.put("pcaReason", pca.reason());
        }
    }
}
