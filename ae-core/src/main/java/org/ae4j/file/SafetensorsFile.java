package org.ae4j.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.ae4j.AutoencoderException;
import org.ae4j.ModelFileException;
import org.ae4j.Suggestion;

/**
 * A <a href="https://huggingface.co/docs/safetensors">safetensors</a> file that AE4J need not have written: names, shapes and
 * values, in the layout that {@link org.ae4j.file the package} describes, with any names. Nothing in it is run, and memory is
 * taken for nothing that its size does not bear out. Values of type F64, F32, F16 and BF16 are read as float32; tensors of
 * other types are listed alone.
 */
public final class SafetensorsFile {
    private static final int CHUNK = 1 << 16;
    private static final int MAX_NAME = 1000;
    private static final Map<String, Integer> BYTES = Map.ofEntries(
            Map.entry("F64", 8),
            Map.entry("F32", 4),
            Map.entry("F16", 2),
            Map.entry("BF16", 2),
            Map.entry("I64", 8),
            Map.entry("I32", 4),
            Map.entry("I16", 2),
            Map.entry("I8", 1),
            Map.entry("U64", 8),
            Map.entry("U32", 4),
            Map.entry("U16", 2),
            Map.entry("U8", 1),
            Map.entry("BOOL", 1));

    private final Path source;
    private final long valuesAt;
    private final Map<String, Entry> entries;

    private record Entry(String type, TensorShape shape, long from, long to) {
        boolean isReal() {
            return type.contains("F");
        }
    }

    private SafetensorsFile(Path source, long valuesAt, Map<String, Entry> entries) {
        this.source = source;
        this.valuesAt = valuesAt;
        this.entries = entries;
    }

    /**
     * Reads the header of a file.
     *
     * @throws ModelFileException if the file is missing, no safetensors file, or its tensors do not fill it one after the other
     */
    public static SafetensorsFile open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ModelFileException(file + " is no file, expected a safetensors file; check the path");
        }
        try (var channel = FileChannel.open(file)) {
            long size = channel.size();
            ByteBuffer start = read(channel, 0, (int) Math.min(size, Long.BYTES));
            long length = start.capacity() < Long.BYTES ? -1 : start.getLong(0);
            if (length < 2 || length > Header.MAX_BYTES || length > size - Long.BYTES) {
                checkPickle(file, start.array());
                throw new ModelFileException(
                        "%s is no safetensors file: its first 8 bytes give no length of a header in %d bytes"
                                .formatted(file, size));
            }
            ObjectNode header;
            Map<String, Entry> entries;
            try {
                byte[] text = read(channel, Long.BYTES, (int) length).array();
                header = Json.parseObject(Utf8.decode(text), "its header");
                entries = entries(header);
                checkPlaces(entries, size - Long.BYTES - length);
            } catch (AutoencoderException e) {
                throw new ModelFileException(file + " is damaged: " + e.getMessage(), e);
            }
            return new SafetensorsFile(file, Long.BYTES + length, entries);
        } catch (IOException e) {
            throw new ModelFileException("cannot read %s: %s".formatted(file, AtomicFile.reason(e)), e);
        }
    }

    /** The names of all tensors, in the order of the header. */
    public List<String> names() {
        return List.copyOf(entries.keySet());
    }

    /** Whether a tensor holds real numbers, which {@link #values} can read. */
    public boolean isReal(String name) {
        return entry(name).isReal();
    }

    /** The dimensions of a tensor, a copy. */
    public long[] shape(String name) {
        return entry(name).shape().dimensions().clone();
    }

    /**
     * The values of a tensor, row-major.
     *
     * @throws ModelFileException if there is none of this name, it holds no real numbers, or one is NaN or infinite as float32
     */
    public float[] values(String name) {
        Entry entry = entry(name);
        if (!entry.isReal()) {
            throw new ModelFileException("%s: tensor '%s' is of type %s, expected real numbers: F64, F32, F16 or BF16"
                    .formatted(source, name, entry.type()));
        }
        float[] values = new float[entry.shape().elements()];
        int width = BYTES.get(entry.type());
        try (var channel = FileChannel.open(source)) {
            for (int from = 0; from < values.length; from += CHUNK) {
                int count = Math.min(CHUNK, values.length - from);
                ByteBuffer chunk =
                        read(channel, valuesAt + entry.from() + (long) from * width, Math.multiplyExact(count, width));
                for (int i = 0; i < count; i++) {
                    values[from + i] = value(entry.type(), chunk, i * width);
                }
            }
        } catch (IOException e) {
            throw new ModelFileException("cannot read %s: %s".formatted(source, AtomicFile.reason(e)), e);
        }
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new ModelFileException("%s: tensor '%s' holds %s at index %d, every value must be finite"
                        .formatted(source, name, values[i], i));
            }
        }
        return values;
    }

    private Entry entry(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new ModelFileException(
                    source + " has no tensor '" + name + "'" + Suggestion.forUnknown(name, entries.keySet()));
        }
        return entry;
    }

    private static float value(String type, ByteBuffer bytes, int at) {
        return switch (type) {
            case "F64" -> (float) bytes.getDouble(at);
            case "F32" -> bytes.getFloat(at);
            case "BF16" -> Float.intBitsToFloat(bytes.getShort(at) << 16);
            default -> half(bytes.getShort(at));
        };
    }

    /** IEEE 754 binary16: a sign, 5 bits of exponent, 10 of fraction. */
    private static float half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        float size;
        if (exponent == 0x1f) {
            size = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else if (exponent == 0) {
            size = Math.scalb((float) fraction, -24);
        } else {
            size = Math.scalb((float) (fraction | 0x400), exponent - 25);
        }
        return bits < 0 ? -size : size;
    }

    private static Map<String, Entry> entries(ObjectNode header) {
        var entries = new LinkedHashMap<String, Entry>();
        for (Map.Entry<String, JsonNode> field : header.properties()) {
            if (!field.getKey().equals(Header.METADATA)) {
                entries.put(field.getKey(), entry(field.getKey(), field.getValue()));
            }
        }
        return entries;
    }

    private static Entry entry(String name, JsonNode json) {
        if (name.isEmpty() || name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new ModelFileException(
                    "a tensor's name has no or more than %d characters, or one that cannot be printed"
                            .formatted(MAX_NAME));
        }
        String type = json.path("dtype").asText();
        long[] offsets = wholeNumbers(name, json.path("data_offsets"));
        // The name is no layer/parameter; the shape checks the dimensions alone.
        var shape = new TensorShape("tensor/" + name, wholeNumbers(name, json.path("shape")));
        if (!BYTES.containsKey(type)) {
            throw new ModelFileException("tensor '%s' is of the unknown type '%s'".formatted(name, type));
        }
        if (offsets.length != 2
                || offsets[0] < 0
                || offsets[1] - offsets[0] != (long) shape.elements() * BYTES.get(type)) {
            throw new ModelFileException("tensor '%s' of shape %s and type %s has the offsets %s"
                    .formatted(name, Arrays.toString(shape.dimensions()), type, Arrays.toString(offsets)));
        }
        return new Entry(type, shape, offsets[0], offsets[1]);
    }

    private static long[] wholeNumbers(String name, JsonNode array) {
        boolean fits = array.isArray()
                && StreamSupport.stream(array.spliterator(), false)
                        .allMatch(number -> number.isIntegralNumber() && number.canConvertToLong());
        if (!fits) {
            throw new ModelFileException("tensor '%s' lacks its shape or offsets".formatted(name));
        }
        return StreamSupport.stream(array.spliterator(), false)
                .mapToLong(JsonNode::longValue)
                .toArray();
    }

    /** Tensors lie one after the other, without gaps, up to the end. */
    private static void checkPlaces(Map<String, Entry> entries, long bytes) {
        var inOrder = new ArrayList<>(entries.values());
        inOrder.sort(Comparator.comparingLong(Entry::from).thenComparingLong(Entry::to));
        long at = 0;
        for (Entry entry : inOrder) {
            if (entry.from() != at) {
                throw new ModelFileException("a tensor begins at byte %d, expected %d".formatted(entry.from(), at));
            }
            at = entry.to();
        }
        if (at != bytes) {
            throw new ModelFileException("its tensors have %d bytes, found %d".formatted(at, bytes));
        }
    }

    private static void checkPickle(Path file, byte[] start) {
        boolean isZip = start.length > 1 && start[0] == 'P' && start[1] == 'K';
        boolean isPickle = start.length > 1 && start[0] == (byte) 0x80 && start[1] > 0 && start[1] < 6;
        if (isZip || isPickle) {
            throw new ModelFileException(
                    file + " is a zip or a pickle, such as torch.save writes: reading one can run what"
                            + " is in it; save the weights with safetensors.torch.save_file(model.state_dict(), …)");
        }
    }

    private static ByteBuffer read(FileChannel channel, long at, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + bytes.position()) < 0) {
                throw new IOException("the file ended while it was read");
            }
        }
        return bytes;
    }
}
