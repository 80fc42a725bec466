package org.ae4j.file;

import java.util.Arrays;
import org.ae4j.ModelFileException;

/** A tensor's name and dimensions, checked before memory is taken for its values. */
record TensorShape(String name, long[] dimensions) {
    private static final int MAX_NAME = 1000;

    /** Some virtual machines allow a little less than {@link Integer#MAX_VALUE} elements. */
    private static final int MAX_ELEMENTS = Integer.MAX_VALUE - 8;

    TensorShape {
        if (!isName(name)) {
            throw new ModelFileException(
                    "a tensor is named '%s', expected layer/parameter: at most %d characters, no control characters"
                            .formatted(printable(name), MAX_NAME));
        }
        if (Arrays.stream(dimensions).anyMatch(d -> d < 0) || elements(dimensions) > MAX_ELEMENTS) {
            throw new ModelFileException(
                    "tensor '%s' has shape %s, expected dimensions of 0 or more with a product of at most %d"
                            .formatted(name, Arrays.toString(dimensions), MAX_ELEMENTS));
        }
    }

    /** How many values there are: the product of the dimensions. */
    int elements() {
        return (int) elements(dimensions);
    }

    /** The length of the values in a file. */
    long bytes() {
        return elements(dimensions) * Float.BYTES;
    }

    /** The product, or {@link Long#MAX_VALUE} where it leaves the range of a long. */
    private static long elements(long[] dimensions) {
        long product = 1;
        for (long dimension : dimensions) {
            try {
                product = Math.multiplyExact(product, dimension);
            } catch (ArithmeticException e) {
                return Long.MAX_VALUE;
            }
        }
        return product;
    }

    private static boolean isName(String name) {
        int slash = name.indexOf('/');
        return slash > 0
                && !name.endsWith("/")
                && name.length() <= MAX_NAME
                && name.chars().noneMatch(Character::isISOControl)
                && Utf8.isEncodable(name);
    }

    private static String printable(String name) {
        String shown = name.length() <= 60 ? name : name.substring(0, 60) + "…";
        return shown.replaceAll("\\p{Cntrl}", "?");
    }
}
