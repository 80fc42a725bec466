package org.ae4j.cli;

import java.util.List;
import org.ae4j.Suggestion;

/**
 * A choice by name, some with a number: {@code divide:255}.
 *
 * @param name before the colon
 * @param number behind it, or null
 */
record Choice(String name, Double number) {
    /**
     * Reads a choice.
     *
     * @param flag for messages
     * @param known what may be chosen, as the help shows it: {@code "divide:C"} needs a number
     */
    static Choice of(String flag, String text, List<String> known) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        boolean withNumber = colon >= 0;
        if (known.stream().noneMatch(k -> k.equals(name) || k.startsWith(name + ":"))) {
            throw new WrongInput(flag + " has no '" + name + "'" + Suggestion.forUnknown(name, known));
        }
        boolean fits = known.stream().anyMatch(k -> withNumber ? k.startsWith(name + ":") : k.equals(name));
        try {
            if (fits) {
                return new Choice(name, withNumber ? Double.valueOf(text.substring(colon + 1)) : null);
            }
        } catch (NumberFormatException e) {
            throw new WrongInput(flag + " " + name + " expects a number behind the colon, found '" + text + "'", e);
        }
        throw new WrongInput(flag + (withNumber ? " " + name + " takes no number" : " " + name + " needs a number")
                + ", found '" + text + "' (known: " + String.join(", ", known) + ")");
    }
}
