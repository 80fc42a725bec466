package org.ae4j.pretrain;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How well sets of labels are found, all 0..1.
 *
 * @param subsetAccuracy the share of rows whose labels are found exactly
 * @param microF1 2·hits / (2·hits + misses + false finds) over all labels together; 1 where no row has a label and none is
 *     found
 * @param macroF1 the mean of each label's own, over those that a row has or that are found
 */
public record MultiLabelQuality(double subsetAccuracy, double microF1, double macroF1) {
    /**
     * Compares.
     *
     * @param expected the rows' labels, at least one row
     * @param found as many
     */
    static MultiLabelQuality of(List<Set<String>> expected, List<Set<String>> found) {
        var labels = new TreeSet<String>();
        int exact = 0;
        for (int i = 0; i < expected.size(); i++) {
            labels.addAll(expected.get(i));
            labels.addAll(found.get(i));
            exact += expected.get(i).equals(found.get(i)) ? 1 : 0;
        }
        int allHits = 0;
        int allOthers = 0;
        double sum = 0;
        for (String label : labels) {
            int hits = 0;
            int others = 0;
            for (int i = 0; i < expected.size(); i++) {
                boolean has = expected.get(i).contains(label);
                boolean gets = found.get(i).contains(label);
                hits += has && gets ? 1 : 0;
                others += has != gets ? 1 : 0;
            }
            sum += f1(hits, others);
            allHits += hits;
            allOthers += others;
        }
        return new MultiLabelQuality(
                (double) exact / expected.size(), f1(allHits, allOthers), labels.isEmpty() ? 1 : sum / labels.size());
    }

    private static double f1(int hits, int others) {
        return hits + others == 0 ? 1 : 2.0 * hits / (2 * hits + others);
    }
}
