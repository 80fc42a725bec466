package org.ae4j.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.regex.Pattern;

/** The names of the user's own layers: tensors in files are named by them. */
final class OwnNames {
    private static final Pattern USABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,63}");

    /** Other layers' and tensors' names, and what DL4J calls a layer that has none. */
    private static final Pattern TAKEN = Pattern.compile(
            "code|output|reference|calibration|head\\d*|(layer|encoder|decoder|discriminator|critic)\\d*");

    private OwnNames() {}

    /**
     * A layer's own name where a tensor can have it and no other layer has it, else the one that it gets by its place.
     *
     * @param byPlace such as {@code encoder0}
     * @param own DL4J's, may be missing
     * @param names of other layers; the one taken is added
     */
    static String take(String byPlace, JsonNode own, Set<String> names) {
        String text = own.asText("");
        boolean isOwn = USABLE.matcher(text).matches() && !TAKEN.matcher(text).matches() && !names.contains(text);
        String name = isOwn ? text : byPlace;
        names.add(name);
        return name;
    }
}
