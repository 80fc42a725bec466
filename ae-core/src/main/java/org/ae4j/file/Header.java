package org.ae4j.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import org.ae4j.ModelFileException;
import org.ae4j.Sha256;

/** The header of a safetensors file: JSON that gives every tensor its place, and the manifest as one string. */
final class Header {
    /** As in the reference implementation of safetensors. */
    static final int MAX_BYTES = 100_000_000;

    static final String METADATA = "__metadata__";
    static final String MANIFEST = "ae4j";
    static final String MANIFEST_HASH = "ae4j.sha256";

    private static final int ALIGNMENT = 8;

    private Header() {}

    /**
     * The one header that belongs to a manifest.
     *
     * @param text the manifest as it stands in the file
     * @throws ModelFileException if it would be longer than {@link #MAX_BYTES}
     */
    static byte[] bytes(Manifest manifest, String text) {
        ObjectNode header = Json.object();
        header.putObject(METADATA).put(MANIFEST, text).put(MANIFEST_HASH, Sha256.hex(Utf8.encode(text)));
        long offset = 0;
        for (Manifest.Entry entry : manifest.entries()) {
            ObjectNode tensor = header.putObject(entry.shape().name()).put("dtype", "F32");
            var shape = tensor.putArray("shape");
            for (long dimension : entry.shape().dimensions()) {
                shape.add(dimension);
            }
            long end = offset + entry.shape().bytes();
            tensor.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        return padded(Utf8.encode(Json.write(header)));
    }

    /** The length of the values of all tensors. A file has too few tensors, each below 8 GB, for this to overflow. */
    static long dataBytes(Manifest manifest) {
        return manifest.entries().stream().mapToLong(e -> e.shape().bytes()).sum();
    }

    private static byte[] padded(byte[] json) {
        if (json.length > MAX_BYTES) {
            throw new ModelFileException(
                    "the header would have %d bytes, at most %d can be read again; store less in the manifest"
                            .formatted(json.length, MAX_BYTES));
        }
        byte[] bytes = Arrays.copyOf(json, (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
        Arrays.fill(bytes, json.length, bytes.length, (byte) ' ');
        return bytes;
    }
}
