package org.ae4j.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.ae4j.InvalidSpecException;
import org.ae4j.Suggestion;

/** Which engine is to train. {@link Engines} makes it; results carry the name of the one that did. */
public enum EngineChoice {
    /** The compiled engine on a CPU where it knows every layer, else DL4J: the default. */
    AUTO,

    /** DL4J's own {@code fit}: every layer, every backend, the reference. */
    DL4J,

    /** The compiled engine, or an error where it cannot train the network. */
    COMPILED;

    /** As files and the command line name it: {@code "auto"}, {@code "dl4j"} or {@code "compiled"}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The choice of a label.
     *
     * @throws InvalidSpecException if there is none of this label
     */
    public static EngineChoice named(String label) {
        return Arrays.stream(values())
                .filter(choice -> choice.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new InvalidSpecException(
                        "there is no engine '" + label + "'" + Suggestion.forUnknown(label, labels())));
    }

    private static List<String> labels() {
        return Arrays.stream(values()).map(EngineChoice::label).toList();
    }
}
