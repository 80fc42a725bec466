package org.ae4j.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.ae4j.ModelFileException;

/**
 * What a model file says about itself: {@code {"format": 1, "kind": …, the writer's content…, "tensors": […]}}.
 *
 * @param kind what the file holds, lower-case
 * @param content everything that is neither format, kind nor tensors
 * @param entries one a tensor, in the order of the file
 */
record Manifest(String kind, ObjectNode content, List<Entry> entries) {
    static final int FORMAT = 1;

    private static final Set<String> RESERVED = Set.of("format", "kind", "tensors");
    private static final Set<String> ENTRY_KEYS = Set.of("name", "type", "shape", "sha256");
    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9 -]{0,63}");

    /** A tensor's name, shape and hash. */
    record Entry(TensorShape shape, String sha256) {}

    Manifest {
        check(kind, content, entries.stream().map(e -> e.shape().name()).toList());
    }

    /**
     * What holds for every manifest.
     *
     * @throws ModelFileException if the kind is no plain word, the content uses a key of the format, or two tensors
     *     have one name
     */
    static void check(String kind, ObjectNode content, List<String> tensors) {
        if (!KIND.matcher(kind).matches()) {
            throw new ModelFileException("the kind of a model file is '%s', expected lower-case letters, digits or '-'"
                    .formatted(kind.replaceAll("\\p{Cntrl}", "?")));
        }
        for (String key : RESERVED) {
            if (content.has(key)) {
                throw new ModelFileException(
                        "the content of a manifest has the key '%s', which the file format uses; choose another"
                                .formatted(key));
            }
        }
        var names = new HashSet<String>();
        for (String name : tensors) {
            if (!names.add(name)) {
                throw new ModelFileException("two tensors are named '" + name + "', expected unique names");
            }
        }
    }

    /** The manifest of a model about to be written, with the hashes of its tensors. */
    static Manifest of(ModelFile model) {
        return new Manifest(
                model.kind(),
                model.content(),
                model.tensors().stream()
                        .map(t -> new Entry(t.checkedShape(), t.sha256()))
                        .toList());
    }

    /**
     * The manifest that {@link #text} wrote; its format version has been checked.
     *
     * @throws ModelFileException if something is missing or of another type
     */
    static Manifest of(ObjectNode json) {
        ObjectNode content = json.deepCopy();
        content.remove(RESERVED);
        JsonNode kind = json.path("kind");
        JsonNode tensors = json.path("tensors");
        if (!kind.isTextual() || !tensors.isArray()) {
            throw new ModelFileException("its manifest lacks the kind or the list of tensors");
        }
        var entries = new ArrayList<Entry>();
        tensors.forEach(tensor -> entries.add(entry(tensor, entries.size())));
        return new Manifest(kind.textValue(), content, List.copyOf(entries));
    }

    /** The canonical text. */
    String text() {
        ObjectNode json = Json.object().put("format", FORMAT).put("kind", kind);
        json.setAll(content);
        ArrayNode tensors = json.putArray("tensors");
        for (Entry entry : entries) {
            ObjectNode tensor = tensors.addObject();
            tensor.put("name", entry.shape().name()).put("type", "F32");
            ArrayNode shape = tensor.putArray("shape");
            for (long dimension : entry.shape().dimensions()) {
                shape.add(dimension);
            }
            tensor.put("sha256", entry.sha256());
        }
        return Json.write(json);
    }

    private static Entry entry(JsonNode tensor, int index) {
        boolean wellFormed = tensor.isObject()
                && tensor.size() == ENTRY_KEYS.size()
                && tensor.path("name").isTextual()
                && tensor.path("type").asText().equals("F32")
                && tensor.path("shape").isArray()
                && StreamSupport.stream(tensor.path("shape").spliterator(), false)
                        .allMatch(d -> d.isIntegralNumber() && d.canConvertToLong())
                && tensor.path("sha256").isTextual();
        if (!wellFormed) {
            throw new ModelFileException(
                    "tensor %d of its manifest has not exactly name, type F32, shape and sha256".formatted(index));
        }
        long[] shape = StreamSupport.stream(tensor.path("shape").spliterator(), false)
                .mapToLong(JsonNode::longValue)
                .toArray();
        return new Entry(
                new TensorShape(tensor.path("name").textValue(), shape),
                tensor.path("sha256").textValue());
    }
}
