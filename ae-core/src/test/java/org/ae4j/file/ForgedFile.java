package org.ae4j.file;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A model file made by hand by someone who knows the format, with every hash right, so that what is refused is refused
 * for what it says and not for a hash. It begins as a file the reader accepts; its parts are then changed.
 */
final class ForgedFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Two tensors: {@code 0/W} of shape [2, 2] and {@code 0/b} of shape [2]. */
    final float[] values = {1, 2, 3, 4, 5, 6};

    final ObjectNode manifest = JSON.createObjectNode();
    final ObjectNode tensors = JSON.createObjectNode();
    private String headerText;

    ForgedFile() {
        manifest.put("format", 1).put("kind", "encoder").putArray("tensors");
        tensor("0/W", 0, 4, 2, 2);
        tensor("0/b", 4, 6, 2);
    }

    private void tensor(String name, int from, int to, int... shape) {
        ObjectNode inManifest =
                manifest.withArray("tensors").addObject().put("name", name).put("type", "F32");
        ObjectNode inHeader = tensors.putObject(name).put("dtype", "F32");
        inManifest.putArray("shape");
        inHeader.putArray("shape");
        for (int dimension : shape) {
            inManifest.withArray("shape").add(dimension);
            inHeader.withArray("shape").add(dimension);
        }
        inManifest.put("sha256", "");
        inHeader.putArray("data_offsets").add(4 * from).add(4 * to);
        hash(name, from, to);
    }

    /** Puts the hash of these values into the manifest. */
    void hash(String name, int from, int to) {
        byte[] bytes = new byte[4 * (to - from)];
        System.arraycopy(data(), 4 * from, bytes, 0, bytes.length);
        manifest.withArray("tensors").forEach(tensor -> {
            if (tensor.get("name").asText().equals(name)) {
                ((ObjectNode) tensor).put("sha256", sha256(bytes));
            }
        });
    }

    /** The tensor's part of the manifest. */
    ObjectNode inManifest(int index) {
        return (ObjectNode) manifest.get("tensors").get(index);
    }

    /** The tensor's part of the header. */
    ObjectNode inHeader(String name) {
        return (ObjectNode) tensors.get(name);
    }

    /** Uses this text as header in place of one made of manifest and tensors. */
    ForgedFile header(String text) {
        headerText = text;
        return this;
    }

    /** The header made of manifest and tensors. */
    String header() {
        return header(JSON.createObjectNode(), manifest.toString());
    }

    private String header(ObjectNode header, String text) {
        header.putObject("__metadata__")
                .put("ae4j", text)
                .put("ae4j.sha256", sha256(text.getBytes(StandardCharsets.UTF_8)));
        header.setAll(tensors);
        return header.toString();
    }

    /** The header around any text in place of the manifest. */
    ForgedFile manifestText(String text) {
        return header(header(JSON.createObjectNode(), text));
    }

    void write(Path file) throws IOException {
        String text = headerText == null ? header() : headerText;
        byte[] json = text.getBytes(StandardCharsets.UTF_8);
        byte[] data = data();
        int padding = (8 - json.length % 8) % 8;
        var bytes = ByteBuffer.allocate(8 + json.length + padding + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length + padding).put(json).put(" ".repeat(padding).getBytes(StandardCharsets.UTF_8));
        Files.write(file, bytes.put(data).array());
    }

    private byte[] data() {
        var bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
