package org.ae4j.pretrain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.ae4j.InvalidSpecException;
import org.ae4j.file.Json;

/**
 * What its maker says of an encoder; each empty where nothing is said.
 *
 * @param name what it is called; one line
 * @param licence under which it may be used, best an SPDX identifier such as {@code MIT}; one line
 * @param source where its training rows come from, or it itself; one line
 * @param text for whom it is and what it is not good for; lines end in {@code \n}
 */
public record Description(String name, String licence, String source, String text) {
    private static final int MAX_LINE = 1000;
    private static final int MAX_TEXT = 20_000;

    /**
     * Checks the parts.
     *
     * @throws InvalidSpecException if one has a control character other than the ends of the text's lines, or is longer than
     *     1000 characters, the text 20,000
     */
    public Description {
        check("name", name, MAX_LINE);
        check("licence", licence, MAX_LINE);
        check("source", source, MAX_LINE);
        check("text", text.replace("\n", " "), MAX_TEXT);
    }

    /** Nothing said. */
    public static Description none() {
        return new Description("", "", "", "");
    }

    public Description name(String newName) {
        return new Description(newName, licence, source, text);
    }

    public Description licence(String newLicence) {
        return new Description(name, newLicence, source, text);
    }

    public Description source(String newSource) {
        return new Description(name, licence, newSource, text);
    }

    public Description text(String newText) {
        return new Description(name, licence, source, newText);
    }

    boolean isNone() {
        return equals(none());
    }

    ObjectNode json() {
        return Json.object()
                .put("name", name)
                .put("licence", licence)
                .put("source", source)
                .put("text", text);
    }

    /** What {@link #json} wrote; what is not there is empty. */
    static Description read(JsonNode json) {
        return new Description(
                json.path("name").asText(),
                json.path("licence").asText(),
                json.path("source").asText(),
                json.path("text").asText());
    }

    private static void check(String part, String value, int longest) {
        if (value.length() > longest) {
            throw new InvalidSpecException(
                    "an encoder's %s has at most %,d characters, found %,d".formatted(part, longest, value.length()));
        }
        int control = value.chars().filter(Character::isISOControl).findFirst().orElse(-1);
        if (control >= 0) {
            throw new InvalidSpecException("an encoder's %s has no control characters%s, found U+%04X"
                    .formatted(part, part.equals("text") ? " but line ends" : "", control));
        }
    }
}
