package org.ae4j.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.DigestOutputStream;
import java.util.Arrays;
import org.ae4j.ModelFileException;
import org.ae4j.Sha256;

/** Finite float32 values under a name and a shape, row-major. Immutable. */
public final class Tensor {
    private static final int CHUNK = 16_384;

    private final TensorShape shape;
    private final float[] values;

    /** Takes the array as it is, as long as the shape says: nobody else holds it. */
    Tensor(TensorShape shape, float[] values) {
        this.shape = shape;
        this.values = values;
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new ModelFileException("tensor '%s' holds %s at index %d, every value must be finite"
                        .formatted(shape.name(), values[i], i));
            }
        }
    }

    /**
     * A tensor of these values.
     *
     * @param name {@code layer/parameter}; at most 1000 characters, none of them a control character
     * @param shape dimensions, each 0 or more; empty for a single number; copied
     * @param values row-major, as many as the product of the dimensions; copied
     * @throws ModelFileException if the name or shape is not as above, the number of values is another, or one is NaN
     *     or infinite
     */
    public static Tensor of(String name, long[] shape, float... values) {
        var checked = new TensorShape(name, shape.clone());
        if (checked.elements() != values.length) {
            throw new ModelFileException("tensor '%s' of shape %s needs %d values, found %d"
                    .formatted(name, Arrays.toString(shape), checked.elements(), values.length));
        }
        return new Tensor(checked, values.clone());
    }

    public String name() {
        return shape.name();
    }

    /** The dimensions, a copy. */
    public long[] shape() {
        return shape.dimensions().clone();
    }

    /** The values row-major, a copy. */
    public float[] values() {
        return values.clone();
    }

    TensorShape checkedShape() {
        return shape;
    }

    /** Writes the values as little-endian float32. */
    void writeTo(OutputStream out) throws IOException {
        ByteBuffer chunk = newChunk();
        for (int from = 0; from < values.length; from += CHUNK) {
            int count = Math.min(CHUNK, values.length - from);
            chunk.asFloatBuffer().put(values, from, count);
            out.write(chunk.array(), 0, count * Float.BYTES);
        }
    }

    /** The hash of what {@link #writeTo} writes. */
    String sha256() {
        var digest = Sha256.digest();
        try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is written, so nothing can fail", e);
        }
        return Sha256.hex(digest);
    }

    /** Reads the values that {@link #writeTo} wrote. */
    static float[] readValues(TensorShape shape, InputStream in) throws IOException {
        float[] values = new float[shape.elements()];
        ByteBuffer chunk = newChunk();
        for (int from = 0; from < values.length; from += CHUNK) {
            int count = Math.min(CHUNK, values.length - from);
            if (in.readNBytes(chunk.array(), 0, count * Float.BYTES) < count * Float.BYTES) {
                throw new EOFException("the file ended in tensor '" + shape.name() + "'");
            }
            chunk.asFloatBuffer().get(values, from, count);
        }
        return values;
    }

    private static ByteBuffer newChunk() {
        return ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }
}
