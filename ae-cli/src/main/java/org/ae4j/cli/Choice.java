package org.ae4j.cli;

import java.util.List;
import org.ae4j.Suggestion;

/**
 * A choice by name, some with numbers: {@code divide:255}, {@code step:10:0.5}.
 *
 * @param name before the first colon
 * @param numbers behind it, in order
 */
record Choice(String name, List<Double> numbers) {
    /** The only number, or null. */
    Double number() {
        return numbers.isEmpty() ? null : numbers.get(0);
    }

    /**
     * One of the numbers where it must be whole.
     *
     * @param noun what is counted, for messages
     * @param text that was read, for messages
     */
    int whole(int index, String flag, String noun, String text) {
        double number = numbers.get(index);
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw new WrongInput("%s %s needs a whole number of %s, found '%s'".formatted(flag, name, noun, text));
        }
        return (int) number;
    }

    /**
     * Reads a choice.
     *
     * @param flag for messages
     * @param known what may be chosen, as the help shows it: {@code "divide:C"} needs a number
     */
    static Choice of(String flag, String text, List<String> known) {
        List<String> parts = List.of(text.split(":", -1));
        String name = parts.get(0);
        List<Integer> counts = known.stream()
                .map(form -> form.split(":"))
                .filter(form -> form[0].equals(name))
                .map(form -> form.length - 1)
                .toList();
        if (counts.isEmpty()) {
            throw new WrongInput(flag + " has no '" + name + "'" + Suggestion.forUnknown(name, known));
        }
        if (!counts.contains(parts.size() - 1)) {
            throw new WrongInput("%s %s %s, found '%s' (known: %s)"
                    .formatted(flag, name, needed(counts), text, String.join(", ", known)));
        }
        try {
            return new Choice(name, parts.stream().skip(1).map(Double::valueOf).toList());
        } catch (NumberFormatException e) {
            String expected = parts.size() == 2 ? "a number behind the colon" : "numbers behind the colons";
            throw new WrongInput(flag + " " + name + " expects " + expected + ", found '" + text + "'", e);
        }
    }

    private static String needed(List<Integer> counts) {
        int most = counts.stream().mapToInt(Integer::intValue).max().orElseThrow();
        if (most == 0) {
            return "takes no number";
        }
        return counts.contains(0)
                ? "takes no more than %d number%s".formatted(most, most == 1 ? "" : "s")
                : most == 1 ? "needs a number" : "needs %d numbers".formatted(most);
    }
}
