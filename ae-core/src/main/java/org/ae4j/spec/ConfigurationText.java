package org.ae4j.spec;

import com.fasterxml.jackson.databind.JsonNode;
import org.ae4j.InvalidSpecException;

/** The JSON of a DL4J configuration as a tree of values: no class that it names is looked for. */
public final class ConfigurationText {
    private ConfigurationText() {}

    /**
     * Reads a text of at most 2²⁰ characters and 32 levels.
     *
     * @param what what it is, for messages
     * @throws InvalidSpecException if it is no JSON, or names a class anywhere that is none of DL4J, ND4J or AE4J
     */
    public static JsonNode read(String what, String text) {
        JsonNode root = OwnText.parse(what, text);
        OwnClasses.check(what, root);
        return root;
    }
}
