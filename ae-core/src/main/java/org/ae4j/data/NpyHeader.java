package org.ae4j.data;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ae4j.IncompatibleDataException;

/**
 * What a NumPy file says of its array (numpy.lib.format, versions 1.0 to 3.0): a magic number, the version, the length of a
 * text, and in it a Python dictionary of {@code descr}, {@code fortran_order} and {@code shape}.
 *
 * @param kind of a number: {@code f} floating, {@code i} signed, {@code u} unsigned
 * @param width bytes of a number
 * @param shape sizes, each at least 1
 * @param bytes that the header takes
 */
record NpyHeader(char kind, int width, ByteOrder order, boolean fortranOrder, List<Integer> shape, long bytes) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final List<String> KINDS = List.of("f4", "f8", "u1", "i1", "i2", "i4", "i8", "u2", "u4");
    private static final int LONGEST = 1 << 16;
    private static final Pattern ENTRY =
            Pattern.compile("\\s*'(\\w{1,20})'\\s*:\\s*('[^']{0,20}'|True|False|\\([0-9, ]*\\))\\s*(,|(?=\\}))");

    /** Reads the header from a file's start. */
    static NpyHeader read(DataInputStream bytes, String source) throws IOException {
        byte[] start = bytes.readNBytes(8);
        if (start.length < 8 || !Arrays.equals(start, 0, 6, MAGIC, 0, 6)) {
            throw new IncompatibleDataException(
                    source + " is no NumPy file, which begins with \\x93NUMPY and a version");
        }
        if (start[6] < 1 || start[6] > 3 || start[7] != 0) {
            throw new IncompatibleDataException("%s has version %d.%d of NumPy's format, expected 1.0, 2.0 or 3.0"
                    .formatted(source, start[6] & 0xff, start[7] & 0xff));
        }
        byte[] size = bytes.readNBytes(start[6] == 1 ? 2 : 4);
        long length = 0;
        for (int i = size.length - 1; i >= 0; i--) {
            length = length << 8 | size[i] & 0xff;
        }
        if (length > LONGEST) {
            throw new IncompatibleDataException(
                    "%s has a header of %d bytes, expected at most %d".formatted(source, length, LONGEST));
        }
        byte[] text = bytes.readNBytes((int) length);
        if (size.length < (start[6] == 1 ? 2 : 4) || text.length < length) {
            throw new IncompatibleDataException(source + " is cut short: it ends within its header");
        }
        return parse(new String(text, StandardCharsets.UTF_8), 8 + size.length + length, source);
    }

    private static NpyHeader parse(String text, long bytes, String source) {
        Map<String, String> entries = new HashMap<>();
        String inner = text.strip();
        Matcher matcher = ENTRY.matcher(inner);
        int at = inner.startsWith("{") ? 1 : inner.length();
        while (matcher.region(at, inner.length()).lookingAt()) {
            entries.put(matcher.group(1), matcher.group(2));
            at = matcher.end();
        }
        boolean isWhole = at < inner.length() && inner.substring(at).strip().equals("}");
        if (!isWhole || !entries.keySet().equals(Set.of("descr", "fortran_order", "shape"))) {
            throw new IncompatibleDataException(
                    "%s has the header %s, expected descr, fortran_order and shape of a plain array; save it with numpy.save"
                            .formatted(source, inner.substring(0, Math.min(inner.length(), 200))));
        }
        String type = entries.get("descr").replace("'", "");
        String fortran = entries.get("fortran_order");
        String kind = type.replaceFirst("^[<>|=]", "");
        if (!KINDS.contains(kind)) {
            throw new IncompatibleDataException(
                    "%s has numbers of type '%s', expected one of %s; convert it with astype"
                            .formatted(source, type, String.join(", ", KINDS)));
        }
        if (!List.of("True", "False").contains(fortran) || !entries.get("shape").startsWith("(")) {
            throw new IncompatibleDataException(
                    "%s has fortran_order %s and shape %s, expected True or False, and sizes"
                            .formatted(source, fortran, entries.get("shape")));
        }
        return new NpyHeader(
                kind.charAt(0),
                kind.charAt(1) - '0',
                type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                fortran.equals("True"),
                shape(entries.get("shape"), source),
                bytes);
    }

    private static List<Integer> shape(String text, String source) {
        String inner = text.substring(1, text.length() - 1).replace(" ", "");
        boolean isSound = inner.isEmpty() || inner.matches("[1-9]\\d{0,8}(,[1-9]\\d{0,8}){0,7},?");
        List<Integer> shape = isSound && !inner.isEmpty()
                ? Arrays.stream(inner.split(",")).map(Integer::valueOf).toList()
                : List.of();
        if (shape.size() < 2 || shape.size() > 4) {
            throw new IncompatibleDataException(
                    ("%s has the shape %s, expected (rows, columns), (images, height, width), (sequences, steps, features) or"
                                    + " four sizes of colour images, each 1 to 999999999")
                            .formatted(source, text));
        }
        return shape;
    }

    /** The shape as Python writes it. */
    String shapeText() {
        return shape.toString().replace('[', '(').replace(']', ')');
    }
}
