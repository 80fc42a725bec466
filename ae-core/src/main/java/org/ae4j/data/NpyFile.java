package org.ae4j.data;

import java.io.DataInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.ae4j.IncompatibleDataException;

/** Reads NumPy files: an array's numbers behind a {@link NpyHeader}, the last axis changing fastest, or the first. */
final class NpyFile {
    private static final int CHUNK = 1 << 13;

    private final Path path;
    private final String source;

    NpyFile(Path path) {
        this.path = path;
        this.source = DataFile.name(path);
    }

    Samples read(Imputation missing) {
        try (var bytes = new DataInputStream(DataFile.open(path))) {
            NpyHeader header = NpyHeader.read(bytes, source);
            BigInteger promised = BigInteger.valueOf(header.width());
            for (int size : header.shape()) {
                promised = promised.multiply(BigInteger.valueOf(size));
            }
            DataFile.requireHeld(path, promised, header.bytes());
            int[] targets = targets(header);
            float[][] rows = numbers(header, targets, bytes, promised);
            if (bytes.read() >= 0) {
                throw new IncompatibleDataException(
                        "%s goes on after the %s bytes of data that its header promises".formatted(source, promised));
            }
            Samples samples = Samples.checked(schema(header, rows), rows, null, source, maybeMissing(missing));
            return missing.fill(samples);
        } catch (IOException e) {
            throw DataFile.unreadable(path, e);
        }
    }

    /** What fills gaps sees them first. */
    private static Imputation maybeMissing(Imputation missing) {
        return missing == Imputation.none() ? missing : Imputation.keep();
    }

    private Schema schema(NpyHeader header, float[][] rows) {
        List<Integer> shape = header.shape();
        boolean isBytes = header.kind() == 'u' && header.width() == 1;
        if (shape.size() == 2) {
            return Schema.numeric(ColumnMatch.placeNames(shape.get(1)));
        }
        if (shape.size() == 4) {
            return isChannelsLast(header)
                    ? Schema.image(shape.get(3), shape.get(1), shape.get(2))
                    : Schema.image(shape.get(1), shape.get(2), shape.get(3));
        }
        if (isBytes) {
            return Schema.image(1, shape.get(1), shape.get(2));
        }
        int features = shape.get(2);
        List<String> names = features == 1 ? SequenceSchema.NO_NAMES : ColumnMatch.placeNames(features);
        return Sequences.trim(names, rows, source);
    }

    private boolean isChannelsLast(NpyHeader header) {
        if (header.kind() != 'u' || header.width() != 1) {
            throw new IncompatibleDataException(
                    ("%s has the shape %s of images, which are bytes (u1), but numbers of type %s%d; scale them to 0..255 and"
                                    + " convert them with astype('uint8')")
                            .formatted(source, header.shapeText(), header.kind(), header.width()));
        }
        boolean first = List.of(1, 3).contains(header.shape().get(1));
        boolean last = List.of(1, 3).contains(header.shape().get(3));
        if (first == last) {
            throw new IncompatibleDataException(
                    ("%s has the shape %s: channels are the second or the last size, 1 or 3, and here %s; name a folder of images"
                                    + " instead, or save one channel as (images, height, width)")
                            .formatted(source, header.shapeText(), first ? "both are" : "neither is"));
        }
        return last;
    }

    /** For each number of a row in the file its place in the row: images with their channels first. */
    private int[] targets(NpyHeader header) {
        List<Integer> shape = header.shape().subList(1, header.shape().size());
        BigInteger size = shape.stream().map(BigInteger::valueOf).reduce(BigInteger.ONE, BigInteger::multiply);
        if (size.bitLength() > 30) {
            throw new IncompatibleDataException(
                    "%s has rows of %s numbers, expected at most %d".formatted(source, size, (1 << 30) - 1));
        }
        int[] targets = new int[size.intValueExact()];
        boolean channelsLast = shape.size() == 3 && isChannelsLast(header);
        for (int i = 0; i < targets.length; i++) {
            int place = header.fortranOrder() ? lastAxisFastest(i, shape) : i;
            int channels = shape.get(shape.size() - 1);
            targets[i] = channelsLast ? place % channels * (targets.length / channels) + place / channels : place;
        }
        return targets;
    }

    /** The place of a number with the last axis changing fastest, from that with the first changing fastest. */
    private static int lastAxisFastest(int place, List<Integer> shape) {
        int rest = place;
        int stride = shape.stream().reduce(1, (a, b) -> a * b);
        int target = 0;
        for (int size : shape) {
            stride /= size;
            target += rest % size * stride;
            rest /= size;
        }
        return target;
    }

    private float[][] numbers(NpyHeader header, int[] targets, DataInputStream bytes, BigInteger promised)
            throws IOException {
        int count = header.shape().get(0);
        float[][] rows = new float[count][];
        long total = (long) count * targets.length;
        byte[] chunk = new byte[CHUNK * header.width()];
        for (long from = 0; from < total; from += CHUNK) {
            int numbers = (int) Math.min(CHUNK, total - from);
            int wanted = numbers * header.width();
            if (bytes.readNBytes(chunk, 0, wanted) < wanted) {
                throw new IncompatibleDataException(
                        "%s is cut short: its header promises %s bytes of data, it holds fewer"
                                .formatted(source, promised));
            }
            ByteBuffer buffer = ByteBuffer.wrap(chunk).order(header.order());
            for (int i = 0; i < numbers; i++) {
                long place = from + i;
                int row = (int) (header.fortranOrder() ? place % count : place / targets.length);
                int number = (int) (header.fortranOrder() ? place / count : place % targets.length);
                if (rows[row] == null) { // no memory is taken on a header's word
                    rows[row] = new float[targets.length];
                }
                rows[row][targets[number]] = number(header, buffer, i * header.width());
            }
        }
        return rows;
    }

    private static float number(NpyHeader header, ByteBuffer buffer, int at) {
        boolean signed = header.kind() != 'u';
        return switch (header.width()) {
            case 1 -> signed ? buffer.get(at) : buffer.get(at) & 0xff;
            case 2 -> signed ? buffer.getShort(at) : buffer.getShort(at) & 0xffff;
            case 4 ->
                header.kind() == 'f'
                        ? buffer.getFloat(at)
                        : signed ? buffer.getInt(at) : buffer.getInt(at) & 0xffffffffL;
            default -> header.kind() == 'f' ? (float) buffer.getDouble(at) : buffer.getLong(at);
        };
    }
}
