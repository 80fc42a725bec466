package org.ae4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers for people and for JSON. */
final class Figures {
    private Figures() {}

    /** Four digits: {@code 0.01423}, {@code 12.5}, {@code 1.234e-09}. */
    static String text(double value) {
        double size = Math.abs(value);
        if (value == 0) {
            return "0";
        }
        if (size >= 1e-4 && size < 1e7) {
            return new BigDecimal(value)
                    .round(new MathContext(4))
                    .stripTrailingZeros()
                    .toPlainString();
        }
        return String.format(Locale.ROOT, "%.3e", value);
    }

    /** Two or three digits, for factors: {@code 1.7}, {@code 12.3}. */
    static String rough(double value) {
        return String.format(Locale.ROOT, value < 1.095 ? "%.2f" : "%.1f", value);
    }

    /** {@code "1 row"}, {@code "2,000 rows"}. */
    static String count(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
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
}
