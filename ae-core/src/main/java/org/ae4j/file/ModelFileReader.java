package org.ae4j.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.ae4j.AutoencoderException;
import org.ae4j.ModelFileException;
import org.ae4j.Sha256;

/** Reads one model file and believes nothing in it that is not checked; memory is taken only for what is there. */
final class ModelFileReader {
    private static final String REMEDY = "; copy or train it again";

    private final Path source;
    private final List<String> expectedKinds;

    /** Expects any kind where none is given. */
    ModelFileReader(Path source, List<String> expectedKinds) {
        this.source = source;
        this.expectedKinds = expectedKinds;
    }

    ModelFile read() {
        if (!Files.isRegularFile(source)) {
            throw notAFile();
        }
        try (var channel = FileChannel.open(source)) {
            return read(Channels.newInputStream(channel), channel.size());
        } catch (EOFException e) {
            throw damaged(e.getMessage() + " while it was read", e);
        } catch (IOException e) {
            throw new ModelFileException("cannot read %s: %s".formatted(source, AtomicFile.reason(e)), e);
        }
    }

    /** Reads what would be in the file. */
    ModelFile read(byte[] bytes) {
        try {
            return read(new ByteArrayInputStream(bytes), bytes.length);
        } catch (IOException e) {
            throw damaged(e.getMessage(), e);
        }
    }

    private ModelFile read(InputStream in, long size) throws IOException {
        byte[] header = in.readNBytes(headerLength(in, size));
        String text = manifestText(header);
        Manifest manifest = manifest(text);
        compare(header, intact(() -> Header.bytes(manifest, text)));
        checkKind(manifest);
        long expected = Long.BYTES + header.length + Header.dataBytes(manifest);
        if (size < expected) {
            throw cutShort("", expected, size);
        }
        if (size > expected) {
            throw damaged("expected %d bytes, found %d".formatted(expected, size), null);
        }
        var tensors = new ArrayList<Tensor>();
        for (Manifest.Entry entry : manifest.entries()) {
            tensors.add(tensor(entry, in));
        }
        return new ModelFile(manifest.kind(), manifest.content(), tensors);
    }

    /** The length of the header, with the file's size and the format's bound in mind. */
    private int headerLength(InputStream in, long size) throws IOException {
        if (size == 0) {
            throw new ModelFileException(source + " is empty, expected a model file" + REMEDY);
        }
        if (size < Long.BYTES) {
            throw notAModel("it has %d bytes, the shortest has more".formatted(size));
        }
        long length = ByteBuffer.wrap(in.readNBytes(Long.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        if (length < 0 || length > Header.MAX_BYTES) {
            throw notAModel("its first 8 bytes give a header of %s bytes, at most %d are allowed"
                    .formatted(Long.toUnsignedString(length), Header.MAX_BYTES));
        }
        if (length > size - Long.BYTES) {
            throw cutShort("at least ", Long.BYTES + length, size);
        }
        return (int) length;
    }

    private String manifestText(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != '{') {
            throw notAModel("its header does not begin with '{'");
        }
        ObjectNode header = intact(() -> Json.parseObject(Utf8.decode(bytes), "its header"));
        JsonNode metadata = header.path(Header.METADATA);
        JsonNode text = metadata.path(Header.MANIFEST);
        if (!text.isTextual()) {
            throw new ModelFileException(source + " is a safetensors file without the manifest of a model ('"
                    + Header.MANIFEST + "' in its metadata); choose a file that AE4J wrote");
        }
        String hash = intact(() -> Sha256.hex(Utf8.encode(text.textValue())));
        if (!hash.equals(metadata.path(Header.MANIFEST_HASH).asText())) {
            throw damaged("its manifest has another SHA-256 than the header says", null);
        }
        return text.textValue();
    }

    private Manifest manifest(String text) {
        ObjectNode json = intact(() -> Json.parseObject(text, "its manifest"));
        JsonNode format = json.path("format");
        if (!format.isInt() || format.intValue() < 1) {
            throw damaged("its manifest lacks the format version", null);
        }
        if (format.intValue() > Manifest.FORMAT) {
            throw new ModelFileException("%s has format version %d, this version of AE4J reads up to %d; update AE4J"
                    .formatted(source, format.intValue(), Manifest.FORMAT));
        }
        return intact(() -> Manifest.of(json));
    }

    private void compare(byte[] found, byte[] expected) {
        int difference = Arrays.mismatch(found, expected);
        if (difference >= 0) {
            throw damaged(
                    "its header is not the one that belongs to its manifest, from byte %d on"
                            .formatted(Long.BYTES + difference),
                    null);
        }
    }

    private void checkKind(Manifest manifest) {
        if (!expectedKinds.isEmpty() && !expectedKinds.contains(manifest.kind())) {
            String expected =
                    expectedKinds.stream().map(ModelFileReader::withArticle).collect(Collectors.joining(" or "));
            throw new ModelFileException("%1$s holds %2$s, expected %3$s; choose a file that holds %3$s"
                    .formatted(source, withArticle(manifest.kind()), expected));
        }
    }

    private Tensor tensor(Manifest.Entry entry, InputStream in) throws IOException {
        var hashed = new DigestInputStream(in, Sha256.digest());
        float[] values = Tensor.readValues(entry.shape(), hashed);
        if (!Sha256.hex(hashed.getMessageDigest()).equals(entry.sha256())) {
            throw damaged(
                    "tensor '%s' has another SHA-256 than the manifest says"
                            .formatted(entry.shape().name()),
                    null);
        }
        return intact(() -> new Tensor(entry.shape(), values));
    }

    /** Names the file in what a part of it complains about. */
    private <T> T intact(Supplier<T> step) {
        try {
            return step.get();
        } catch (AutoencoderException e) {
            throw damaged(e.getMessage(), e);
        }
    }

    private ModelFileException notAFile() {
        if (Files.isDirectory(source)) {
            return new ModelFileException(source + " is a folder, expected a model file; name the file in it");
        }
        return new ModelFileException(
                Files.exists(source)
                        ? source + " is not a regular file, expected a model file"
                        : source + " does not exist; check the path");
    }

    private ModelFileException notAModel(String why) {
        return new ModelFileException(
                "%s is not a model file: %s; choose a .safetensors file that AE4J wrote".formatted(source, why));
    }

    private ModelFileException cutShort(String atLeast, long expected, long found) {
        return new ModelFileException(
                "%s is cut short: expected %s%d bytes, found %d%s".formatted(source, atLeast, expected, found, REMEDY));
    }

    private ModelFileException damaged(String how, Exception cause) {
        return new ModelFileException(source + " is damaged: " + how + REMEDY, cause);
    }

    private static String withArticle(String kind) {
        return ("aeiou".indexOf(kind.charAt(0)) < 0 ? "a " : "an ") + kind;
    }
}
