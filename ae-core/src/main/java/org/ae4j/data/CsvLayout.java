package org.ae4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ae4j.IncompatibleDataException;
import org.ae4j.Suggestion;

/**
 * What a file's columns are.
 *
 * @param names of all columns, in the order of the file
 * @param label the label's place among them, or −1
 * @param group the place of the group that a row belongs to, or −1
 * @param features the places of the others, ignored ones left out
 */
record CsvLayout(List<String> names, int label, int group, List<Integer> features) {
    /** The layout that a format asks for; an error if it names a column that is not there, or leaves none. */
    static CsvLayout of(CsvFormat format, List<String> names, String source) {
        int label = format.label()
                .map(name -> LabelColumn.index(name, names, source))
                .orElse(-1);
        requireKnown(format.categorical(), names, source);
        requireKnown(format.ignored(), names, source);
        int group = -1;
        if (format.sequences().orElse(null) instanceof SequenceForm.Group form) {
            requireKnown(List.of(form.column()), names, source);
            group = names.indexOf(form.column());
        }
        Set<String> ignored = new HashSet<>(format.ignored());
        List<Integer> features = new ArrayList<>();
        for (int j = 0; j < names.size(); j++) {
            if (j != label && j != group && !ignored.contains(names.get(j))) {
                features.add(j);
            }
        }
        if (features.isEmpty()) {
            throw new IncompatibleDataException(source + " has no column besides "
                    + (label >= 0 ? "the label '" + names.get(label) + "'" : "those left out"));
        }
        return new CsvLayout(names, label, group, features);
    }

    /** The features' names. */
    List<String> featureNames() {
        return features.stream().map(names::get).toList();
    }

    /**
     * For each column of the file its place among those of a row, −1 where it is no feature.
     *
     * @param ofFeatures the place of each feature
     */
    int[] targets(int[] ofFeatures) {
        int[] targets = new int[names.size()];
        Arrays.fill(targets, -1);
        for (int i = 0; i < ofFeatures.length; i++) {
            targets[features.get(i)] = ofFeatures[i];
        }
        return targets;
    }

    private static void requireKnown(List<String> wanted, List<String> names, String source) {
        for (String name : wanted) {
            if (!names.contains(name)) {
                throw new IncompatibleDataException(
                        source + " has no column '" + name + "'" + Suggestion.forUnknown(name, names));
            }
        }
    }
}
