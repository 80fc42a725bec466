package org.ae4j.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.NumberOutput;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;
import org.ae4j.AutoencoderException;

/**
 * JSON text and Jackson's tree, read strictly and written the same way everywhere.
 *
 * <p>Reading refuses names that occur twice, anything after the value, comments, and numbers such as {@code NaN}.
 * Writing keeps the order in which names were put in, so the same tree gives the same text on every machine and Java
 * version. Finite {@code float} and {@code double} values come back bit for bit: {@code (float) node.doubleValue()}.
 */
public final class Json {
    /** As long as the longest header of a model file: the manifest is one string in it. */
    private static final int MAX_STRING = Header.MAX_BYTES;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(MAX_STRING)
                            .maxNameLength(MAX_STRING)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // Jackson's own algorithm: Double.toString differs between Java 17 and 19.
                    .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");

    private Json() {}

    /** An empty object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /**
     * Reads one JSON value.
     *
     * @param what what the text is, for the message: {@code "spec.json"}
     * @throws AutoencoderException if the text is not JSON; the message gives line and column
     */
    public static JsonNode parse(String text, String what) {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node.isMissingNode()) {
                throw new AutoencoderException(what + " is empty, expected JSON");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new AutoencoderException(what + " is not valid JSON: " + place(e) + reason(e), e);
        }
    }

    /**
     * Reads one JSON object.
     *
     * @param what what the text is, for the message: {@code "spec.json"}
     * @throws AutoencoderException if the text is not JSON or not an object
     */
    public static ObjectNode parseObject(String text, String what) {
        JsonNode node = parse(text, what);
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new AutoencoderException("%s is a JSON %s, expected an object: {…}"
                .formatted(what, node.getNodeType().name().toLowerCase(Locale.ROOT)));
    }

    /**
     * The canonical text: one line, no blanks.
     *
     * @throws AutoencoderException if a number is NaN or infinite, which JSON cannot say
     */
    public static String write(JsonNode node) {
        return write(node, null);
    }

    /**
     * The text for people: one name a line, indented by two blanks, lines ended by {@code \n} everywhere.
     *
     * @throws AutoencoderException if a number is NaN or infinite, which JSON cannot say
     */
    public static String pretty(JsonNode node) {
        return write(node, new DefaultPrettyPrinter().withObjectIndenter(INDENT));
    }

    private static String write(JsonNode node, PrettyPrinter printer) {
        var text = new StringWriter();
        try (var generator = new ExactNumbers(MAPPER.createGenerator(text))) {
            generator.setPrettyPrinter(printer);
            MAPPER.writeTree(generator, node);
        } catch (IOException e) {
            throw new AutoencoderException("cannot write JSON: " + e.getMessage(), e);
        }
        return text.toString();
    }

    private static String place(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        return at == null ? "" : "line %d, column %d: ".formatted(at.getLineNr(), at.getColumnNr());
    }

    /** Jackson's message without its class names and settings. */
    private static String reason(JsonProcessingException e) {
        return e instanceof MismatchedInputException
                ? "something follows the value"
                : e.getOriginalMessage().replaceAll(", from `[^`]*`", "");
    }

    /** Refuses what is not finite, and writes a float as a double that rounds to it. */
    private static final class ExactNumbers extends JsonGeneratorDelegate {
        ExactNumbers(JsonGenerator generator) {
            super(generator);
        }

        /**
         * The shortest decimal of a float, read as a double and rounded, gives another float in a few cases, such as
         * 7.038531E-26: there all digits of the double are written.
         */
        @Override
        public void writeNumber(float value) throws IOException {
            double shortest = Float.isFinite(value) ? Double.parseDouble(NumberOutput.toString(value, true)) : value;
            writeNumber((float) shortest == value ? shortest : value);
        }

        @Override
        public void writeNumber(double value) throws IOException {
            if (!Double.isFinite(value)) {
                throw new IOException("%s at %s, numbers must be finite; leave out what is unknown"
                        .formatted(value, getOutputContext().pathAsPointer()));
            }
            super.writeNumber(value);
        }
    }
}
