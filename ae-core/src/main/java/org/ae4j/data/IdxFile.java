package org.ae4j.data;

import java.io.DataInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ae4j.IncompatibleDataException;

/**
 * Reads IDX files of unsigned bytes (LeCun, Cortes and Burges, "The MNIST database"): 0, 0, the type 8, the number of
 * dimensions, each dimension as a big-endian int, then the bytes. Sizes are believed only as far as the file's length
 * goes: no memory is taken on a header's word.
 */
final class IdxFile {
    private static final int LABELS = 0x0801;
    private static final int VECTORS = 0x0802;
    private static final int IMAGES = 0x0803;

    private final Path path;
    private final String source;

    IdxFile(Path path) {
        this.path = path;
        this.source = DataFile.name(path);
    }

    /** Images with the schema of their sizes, or vectors as a table. */
    Samples features() {
        try (var bytes = new DataInputStream(DataFile.open(path))) {
            int magic = magic(bytes);
            if (magic != IMAGES && magic != VECTORS) {
                throw wrongMagic(magic, "0x00000803 (images) or 0x00000802 (vectors)");
            }
            int[] sizes = sizes(bytes, magic & 0xff);
            Schema schema = magic == IMAGES ? Schema.image(1, sizes[1], sizes[2]) : vectors(sizes[1]);
            var rows = new ArrayList<float[]>();
            var raw = new byte[schema.size()];
            for (int i = 0; i < sizes[0]; i++) {
                fill(raw, bytes, sizes);
                rows.add(floats(raw));
            }
            requireEnd(bytes, sizes);
            return new Samples(schema, rows.toArray(float[][]::new), null, source, 0);
        } catch (IOException e) {
            throw DataFile.unreadable(path, e);
        }
    }

    /** The samples with the labels in this file; an error if there are more or fewer labels than rows. */
    Samples label(Samples samples) {
        List<String> values = labels();
        if (values.size() != samples.rows()) {
            throw new IncompatibleDataException("%s has %d rows but %s has %d labels"
                    .formatted(samples.source(), samples.rows(), source, values.size()));
        }
        return samples.labels("label", values);
    }

    /** One label a row, such as {@code "7"}. */
    List<String> labels() {
        try (var bytes = new DataInputStream(DataFile.open(path))) {
            int magic = magic(bytes);
            if (magic != LABELS) {
                throw wrongMagic(magic, "0x00000801 (labels)");
            }
            int[] sizes = sizes(bytes, 1);
            var raw = new byte[sizes[0]];
            fill(raw, bytes, sizes);
            requireEnd(bytes, sizes);
            var labels = new ArrayList<String>();
            for (byte label : raw) {
                labels.add(Integer.toString(label & 0xff));
            }
            return labels;
        } catch (IOException e) {
            throw DataFile.unreadable(path, e);
        }
    }

    private int magic(DataInputStream bytes) throws IOException {
        byte[] magic = bytes.readNBytes(Integer.BYTES);
        if (magic.length < Integer.BYTES) {
            throw new IncompatibleDataException(source + " is cut short: it ends within its header");
        }
        return ByteBuffer.wrap(magic).getInt();
    }

    private IncompatibleDataException wrongMagic(int magic, String expected) {
        return new IncompatibleDataException(
                "%s has magic number 0x%08x, expected %s".formatted(source, magic, expected));
    }

    /** The dimensions, checked against what the file can hold. */
    private int[] sizes(DataInputStream bytes, int dimensions) throws IOException {
        int[] sizes = new int[dimensions];
        byte[] header = bytes.readNBytes(dimensions * Integer.BYTES);
        if (header.length < dimensions * Integer.BYTES) {
            throw new IncompatibleDataException(source + " is cut short: it ends within its header");
        }
        var ints = ByteBuffer.wrap(header).asIntBuffer();
        for (int i = 0; i < dimensions; i++) {
            sizes[i] = ints.get(i);
            if (sizes[i] < 1) {
                throw new IncompatibleDataException(
                        "%s: size %d is %d, expected 1..2147483647".formatted(source, i, sizes[i] & 0xffffffffL));
            }
        }
        DataFile.requireHeld(path, data(sizes), (dimensions + 1L) * Integer.BYTES);
        return sizes;
    }

    private static BigInteger data(int[] sizes) {
        var product = BigInteger.ONE;
        for (int size : sizes) {
            product = product.multiply(BigInteger.valueOf(size));
        }
        return product;
    }

    private void fill(byte[] raw, DataInputStream bytes, int[] sizes) throws IOException {
        int read = bytes.readNBytes(raw, 0, raw.length);
        if (read < raw.length) {
            throw new IncompatibleDataException("%s is cut short: its header promises %s bytes of data, it holds fewer"
                    .formatted(source, data(sizes)));
        }
    }

    private void requireEnd(DataInputStream bytes, int[] sizes) throws IOException {
        if (bytes.read() >= 0) {
            throw new IncompatibleDataException(
                    "%s goes on after the %s bytes of data that its header promises".formatted(source, data(sizes)));
        }
    }

    private static Schema vectors(int columns) {
        return Schema.numeric(ColumnMatch.placeNames(columns));
    }

    private static float[] floats(byte[] raw) {
        float[] row = new float[raw.length];
        for (int i = 0; i < raw.length; i++) {
            row[i] = raw[i] & 0xff;
        }
        return row;
    }
}
