package org.ae4j;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** "Did you mean …?": the known name nearest to one that is unknown. */
public final class Suggestion {
    private Suggestion() {}

    /**
     * The end of a message about an unknown name.
     *
     * @param name the name that was not found
     * @param known every name that would have been found
     * @return {@code "; did you mean 'x'? (known: a, b, x)"}, without the question where nothing is near
     */
    public static String forUnknown(String name, Collection<String> known) {
        String question = nearest(name, known)
                .map(candidate -> "; did you mean '" + candidate + "'?")
                .orElse("");
        return question + " (known: " + abbreviated(known) + ")";
    }

    /** The known name that is nearest, if it is near enough to have been meant. */
    public static Optional<String> nearest(String name, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .filter(candidate -> distance(name, candidate) <= Math.max(2, name.length() / 3));
    }

    private static String abbreviated(Collection<String> known) {
        int shown = 20;
        String names = String.join(", ", known.stream().limit(shown).toList());
        return known.size() <= shown ? names : names + ", … " + (known.size() - shown) + " more";
    }

    /** Levenshtein distance, upper and lower case taken as the same. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                int replaced = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
