package org.ae4j.data;

/** Numbers as files write them: {@code 12}, {@code -1.5}, {@code .5e-3}; without exceptions, since most cells pass here. */
final class NumberText {
    /** Up to this many digits fit a long. */
    private static final int MOST_DIGITS = 18;

    private static final long EXACT = 1L << 53;
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private NumberText() {}

    static double parse(String text) {
        return parse(text.toCharArray(), 0, text.length());
    }

    /** The nearest double; an infinity for {@code inf}, {@code Infinity} or beyond double's range; NaN if not a number. */
    static double parse(char[] text, int from, int to) {
        boolean signed = from < to && (text[from] == '-' || text[from] == '+');
        int start = signed ? from + 1 : from;
        int point = digits(text, start, to);
        boolean hasPoint = point < to && text[point] == '.';
        int end = hasPoint ? digits(text, point + 1, to) : point;
        int count = end - start - (hasPoint ? 1 : 0);
        double sign = signed && text[from] == '-' ? -1 : 1;
        if (count == 0) {
            return isInfinity(text, start, to) ? sign * Double.POSITIVE_INFINITY : Double.NaN;
        }
        int exponent = 0;
        if (end < to) {
            if (!isExponent(text, end, to)) {
                return Double.NaN;
            }
            exponent = exponent(text, end + 1, to);
        }
        int scale = exponent - (hasPoint ? end - point - 1 : 0);
        long mantissa = count <= MOST_DIGITS ? mantissa(text, start, end) : EXACT + 1;
        if (mantissa > EXACT || Math.abs(scale) >= POWERS.length) {
            return Double.parseDouble(new String(text, from, to - from));
        }
        // Both operands are exact, so the one rounding is the right one (Clinger 1990).
        return sign * (scale < 0 ? mantissa / POWERS[-scale] : mantissa * POWERS[scale]);
    }

    /** Whether a cell says that nothing is known: empty, NA, N/A, NaN, nan, null, ?. */
    static boolean isMissing(char[] text, int from, int to) {
        return switch (to - from) {
            case 0 -> true;
            case 1 -> text[from] == '?';
            case 2 -> is("NA", text, from);
            case 3 -> is("NaN", text, from) || is("nan", text, from) || is("N/A", text, from);
            case 4 -> is("null", text, from);
            default -> false;
        };
    }

    private static boolean is(String word, char[] text, int from) {
        for (int i = 0; i < word.length(); i++) {
            if (text[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int digits(char[] text, int from, int to) {
        int i = from;
        while (i < to && text[i] >= '0' && text[i] <= '9') {
            i++;
        }
        return i;
    }

    private static boolean isExponent(char[] text, int from, int to) {
        if (text[from] != 'e' && text[from] != 'E') {
            return false;
        }
        int start = afterSign(text, from + 1, to);
        return start < to && digits(text, start, to) == to;
    }

    /** Saturates at ±9999, which is far beyond double's range. */
    private static int exponent(char[] text, int from, int to) {
        int value = 0;
        for (int i = afterSign(text, from, to); i < to; i++) {
            value = Math.min(9999, value * 10 + text[i] - '0');
        }
        return text[from] == '-' ? -value : value;
    }

    private static int afterSign(char[] text, int from, int to) {
        return from < to && (text[from] == '-' || text[from] == '+') ? from + 1 : from;
    }

    private static long mantissa(char[] text, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            if (text[i] != '.') {
                value = value * 10 + text[i] - '0';
            }
        }
        return value;
    }

    private static boolean isInfinity(char[] text, int from, int to) {
        String word = new String(text, from, Math.min(to - from, 9));
        return word.length() == to - from && (word.equalsIgnoreCase("inf") || word.equalsIgnoreCase("infinity"));
    }
}
