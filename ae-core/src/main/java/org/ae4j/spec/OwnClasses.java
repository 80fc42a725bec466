package org.ae4j.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.ae4j.InvalidSpecException;

/** The outer fence: a configuration names classes of DL4J and ND4J alone, whatever becomes of them. */
final class OwnClasses {
    private static final List<String> PACKAGES =
            List.of("org.deeplearning4j.nn.", "org.nd4j.linalg.", "org.ae4j.layer.", "org.ae4j.train.");
    private static final List<String> KEYS = List.of("@class", "type");
    private static final int SHOWN = 100;

    private OwnClasses() {}

    /** Refuses a tree that names another class; none is loaded to find out. */
    static void check(String path, JsonNode node) {
        for (String key : KEYS) {
            JsonNode name = node.path(key);
            if (name.isTextual() && PACKAGES.stream().noneMatch(name.textValue()::startsWith)) {
                throw refused(path, name.textValue());
            }
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            check(path + "." + shown(field.getKey()), field.getValue());
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            check(path + "[" + i + "]", node.get(i));
        }
    }

    /** What is thrown for a class that may not stand where it is named. */
    static InvalidSpecException refused(String place, String name) {
        return new InvalidSpecException(place + " names the class " + shown(name)
                + ", which no layer of an own architecture may hold; no code of it was run");
    }

    /** The last part of a class's name. */
    static String simpleName(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
