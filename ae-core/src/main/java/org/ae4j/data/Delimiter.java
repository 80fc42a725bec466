package org.ae4j.data;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/** Finds what separates the cells of a CSV file. */
final class Delimiter {
    private static final String CANDIDATES = ",;\t|";

    /** Added for a candidate that every row has equally often. */
    private static final long EVEN = 1L << 32;

    private static final int SAMPLE_ROWS = 20;
    private static final int SAMPLE_CHARS = 1 << 18;

    private Delimiter() {}

    /** The candidate that all of the first rows have equally often, else the one each has most of, else a comma. */
    static char of(Reader text) throws IOException {
        List<int[]> counts = counts(text);
        int best = 0;
        for (int candidate = 1; candidate < CANDIDATES.length(); candidate++) {
            best = score(counts, candidate) > score(counts, best) ? candidate : best;
        }
        return CANDIDATES.charAt(best);
    }

    private static long score(List<int[]> counts, int candidate) {
        int least = counts.stream().mapToInt(row -> row[candidate]).min().orElse(0);
        int most = counts.stream().mapToInt(row -> row[candidate]).max().orElse(0);
        if (least == 0 || least < most) {
            return least;
        }
        // Where semicolons are even too, the commas are decimal.
        return least + (CANDIDATES.charAt(candidate) == ';' ? 2 * EVEN : EVEN);
    }

    /** How often each candidate stands outside quotes in each of the first rows. */
    private static List<int[]> counts(Reader text) throws IOException {
        var counts = new ArrayList<int[]>();
        int[] row = new int[CANDIDATES.length()];
        boolean quoted = false;
        boolean blank = true;
        for (int i = 0; i < SAMPLE_CHARS && counts.size() < SAMPLE_ROWS; i++) {
            int c = text.read();
            boolean end = c < 0 || !quoted && (c == '\n' || c == '\r');
            if (end && !blank) {
                counts.add(row);
                row = new int[CANDIDATES.length()];
            }
            if (c < 0) {
                return counts;
            }
            blank = end;
            quoted ^= c == '"';
            int candidate = quoted ? -1 : CANDIDATES.indexOf(c);
            if (candidate >= 0) {
                row[candidate]++;
            }
        }
        if (counts.isEmpty()) {
            counts.add(row);
        }
        return counts;
    }
}
