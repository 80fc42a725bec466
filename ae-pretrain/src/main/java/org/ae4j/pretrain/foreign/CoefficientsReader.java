package org.ae4j.pretrain.foreign;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UTFDataFormatException;
import org.ae4j.ModelFileException;

/**
 * Reads the array that ND4J's {@code Nd4j.write} wrote: two buffers, the shape's and the values', each as
 *
 * <pre>
 * text         how it was allocated, LONG_SHAPE or MIXED_DATA_TYPES
 * int64        how many numbers
 * text         their type: LONG, FLOAT, DOUBLE
 * the numbers  big-endian
 * </pre>
 *
 * A text is two bytes of length and UTF-8. The shape's numbers are rank, dimensions, strides, flags, stride of an element, and
 * order.
 */
final class CoefficientsReader {
    private static final int STREAM_MAGIC = 0xACED;
    private static final int MOST_SHAPE = 2 * 32 + 4;

    private final String what;
    private final long mostBytes;

    /**
     * A reader of one array.
     *
     * @param what where it stands, for messages
     * @param mostBytes how many bytes its values may have
     */
    CoefficientsReader(String what, long mostBytes) {
        this.what = what;
        this.mostBytes = mostBytes;
    }

    /** The values of an array of one row. */
    float[] read(InputStream source) throws IOException {
        var buffered = new BufferedInputStream(source);
        buffered.mark(2);
        if ((buffered.read() << 8 | buffered.read()) == STREAM_MAGIC) {
            throw new ModelFileException(what + " is a serialised Java object, which is never read");
        }
        buffered.reset();
        var in = new DataInputStream(buffered);
        try {
            long expected = shape(in);
            long count = header(in);
            String type = in.readUTF();
            int bytes = bytes(type);
            if (count != expected) {
                throw damaged("a shape of %d numbers and %d values".formatted(expected, count));
            }
            if (count > mostBytes / bytes) {
                throw damaged("%d values of type %s in far fewer bytes".formatted(count, type));
            }
            float[] values = new float[Math.toIntExact(count)];
            for (int i = 0; i < values.length; i++) {
                values[i] = type.equals("FLOAT") ? in.readFloat() : (float) in.readDouble();
            }
            return values;
        } catch (EOFException e) {
            throw damaged("an early end");
        } catch (UTFDataFormatException e) {
            throw damaged("bytes that are no text");
        }
    }

    /** How many numbers the array has: one row of them. */
    private long shape(DataInputStream in) throws IOException {
        long length = header(in);
        String type = in.readUTF();
        if (!type.equals("LONG") || length < 4 || length > MOST_SHAPE) {
            throw damaged("a shape of %d numbers of type %s".formatted(length, type));
        }
        long rank = in.readLong();
        long numbers = 1;
        for (int i = 1; i < length; i++) {
            long next = in.readLong();
            if (i <= rank) {
                boolean isRow = i == rank || next == 1;
                if (!isRow || next < 1 || next > Integer.MAX_VALUE - 8) {
                    throw damaged("a dimension of " + next + " where one row of numbers stands");
                }
                numbers = next;
            }
        }
        if (rank < 1 || length != 2 * rank + 4) {
            throw damaged("a shape of rank " + rank + " in " + length + " numbers");
        }
        return numbers;
    }

    private long header(DataInputStream in) throws IOException {
        String allocation = in.readUTF();
        if (!allocation.equals("MIXED_DATA_TYPES") && !allocation.equals("LONG_SHAPE")) {
            throw new ModelFileException(what + " begins a buffer with '"
                    + allocation.substring(0, Math.min(30, allocation.length())).replaceAll("\\p{Cntrl}", "?")
                    + "', expected LONG_SHAPE or MIXED_DATA_TYPES: load it with its DL4J and write it with 1.0.0-M2.1");
        }
        return in.readLong();
    }

    private int bytes(String type) {
        return switch (type) {
            case "FLOAT" -> Float.BYTES;
            case "DOUBLE" -> Double.BYTES;
            default ->
                throw new ModelFileException(what + " holds values of type "
                        + type.substring(0, Math.min(30, type.length())).replaceAll("\\p{Cntrl}", "?")
                        + ", expected FLOAT or DOUBLE");
        };
    }

    private ModelFileException damaged(String found) {
        return new ModelFileException(what + " is damaged: " + found + "; write it again with DL4J");
    }
}
