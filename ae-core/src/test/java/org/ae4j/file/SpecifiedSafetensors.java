package org.ae4j.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A second reader, written from the format's specification alone (https://huggingface.co/docs/safetensors): it shares
 * no code with the package it checks and knows nothing of manifests.
 */
record SpecifiedSafetensors(Map<String, String> metadata, Map<String, Entry> tensors) {
    record Entry(List<Long> shape, long begin, long end, float[] values) {}

    static SpecifiedSafetensors read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        var all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int length = Math.toIntExact(all.getLong());
        require(length <= 100_000_000, "header at most 100 MB");
        String text = new String(bytes, 8, length, StandardCharsets.UTF_8);
        require(text.startsWith("{"), "header begins with {");
        require(text.endsWith("}") || text.stripTrailing().endsWith("}"), "header is padded with blanks alone");
        require((8 + length) % 8 == 0, "data are aligned to 8 bytes");
        JsonNode header = new ObjectMapper().readTree(text);
        var metadata = new LinkedHashMap<String, String>();
        var tensors = new LinkedHashMap<String, Entry>();
        for (Map.Entry<String, JsonNode> field : header.properties()) {
            if (field.getKey().equals("__metadata__")) {
                for (Map.Entry<String, JsonNode> entry : field.getValue().properties()) {
                    require(entry.getValue().isTextual(), "metadata map strings to strings");
                    metadata.put(entry.getKey(), entry.getValue().asText());
                }
            } else {
                tensors.put(field.getKey(), entry(field.getValue(), all, 8 + length));
            }
        }
        requireNoHoles(tensors, bytes.length - 8 - length);
        return new SpecifiedSafetensors(metadata, tensors);
    }

    private static Entry entry(JsonNode json, ByteBuffer all, int dataStart) {
        require(json.size() == 3, "dtype, shape and data_offsets alone");
        require(json.get("dtype").asText().equals("F32"), "dtype F32");
        var shape = new ArrayList<Long>();
        json.get("shape").forEach(d -> shape.add(d.asLong()));
        require(json.get("data_offsets").size() == 2, "two offsets");
        int begin = json.get("data_offsets").get(0).asInt();
        int end = json.get("data_offsets").get(1).asInt();
        long elements = shape.stream().reduce(1L, Math::multiplyExact);
        require(end - begin == 4 * elements, "offsets fit the shape");
        float[] values = new float[(end - begin) / 4];
        for (int i = 0; i < values.length; i++) {
            values[i] = all.getFloat(dataStart + begin + 4 * i);
        }
        return new Entry(shape, begin, end, values);
    }

    private static void requireNoHoles(Map<String, Entry> tensors, long dataLength) {
        long at = 0;
        for (Entry entry : tensors.values().stream()
                .sorted(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end))
                .toList()) {
            require(entry.begin() == at, "no holes and no overlaps");
            at = entry.end();
        }
        require(at == dataLength, "the data end with the file");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new AssertionError("not as the specification says: " + rule);
        }
    }
}
