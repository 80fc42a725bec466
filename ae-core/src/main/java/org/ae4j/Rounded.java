package org.ae4j;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them, the same in every locale. */
public final class Rounded {
    private static final MathContext FOUR_DIGITS = new MathContext(4);

    private Rounded() {}

    /** Four digits: {@code 0.01423}, {@code 12.5}, {@code 1.234e-09}. */
    public static String text(double value) {
        double size = Math.abs(value);
        if (value == 0) {
            return "0";
        }
        if (size >= 1e-4 && size < 1e7) {
            return new BigDecimal(value).round(FOUR_DIGITS).stripTrailingZeros().toPlainString();
        }
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3e", value) : Double.toString(value);
    }

    /** Two or three digits, for factors: {@code 1.7}, {@code 12.3}. */
    public static String rough(double value) {
        return String.format(Locale.ROOT, value < 1.095 ? "%.2f" : "%.1f", value);
    }

    /** {@code "1 row"}, {@code "2,000 rows"}. */
    public static String count(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }

    /** One digit after the point: {@code "99.1 %"} of 0.991. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
