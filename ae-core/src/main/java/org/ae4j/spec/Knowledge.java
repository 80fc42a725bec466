package org.ae4j.spec;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ae4j.InvalidSpecException;

/**
 * What is known beforehand.
 *
 * @param featureWeights by column name: a factor on the column's loss, at least 0; 1 for columns that are not named
 * @param nonNegative whether all weights are kept at 0 or above, so that parts add up and none is taken away (Lee and Seung
 *     1999; Hosseini-Asl et al. 2016); biases are free
 * @param classes the labels that {@code conditional} or {@code guidance} need, in the order of their indices
 * @param conditional whether encoder and decoder are told the row's class, so that the code need not hold it (Kingma et al.
 *     2014, M2, with all labels known; Sohn et al. 2015)
 * @param guidance weight of a softmax head on the code, trained together with the rest on the rows that have labels (Le et
 *     al. 2018, supervised autoencoders); at least 0
 */
public record Knowledge(
        Map<String, Double> featureWeights,
        boolean nonNegative,
        List<String> classes,
        boolean conditional,
        double guidance) {
    public Knowledge {
        featureWeights = Collections.unmodifiableMap(new TreeMap<>(featureWeights));
        featureWeights.forEach((name, weight) -> Numbers.notNegative("the weight of column '" + name + "'", weight));
        classes = List.copyOf(classes);
        Numbers.notNegative("guidance", guidance);
        if ((conditional || guidance > 0) && classes.size() < 2) {
            throw new InvalidSpecException(
                    "labels guide or condition a code where there are at least 2 classes, found " + classes);
        }
        if (classes.stream().distinct().count() < classes.size()) {
            throw new InvalidSpecException("a class is named twice in " + classes);
        }
    }

    /** Nothing is known. */
    public static Knowledge none() {
        return new Knowledge(Map.of(), false, List.of(), false, 0);
    }

    /** Columns whose loss counts more or less than that of others. */
    public Knowledge featureWeights(Map<String, Double> weights) {
        return new Knowledge(weights, nonNegative, classes, conditional, guidance);
    }

    public Knowledge nonNegative(boolean on) {
        return new Knowledge(featureWeights, on, classes, conditional, guidance);
    }

    /** Encoder and decoder are told the class. */
    public Knowledge conditionedOn(List<String> newClasses) {
        return new Knowledge(featureWeights, nonNegative, newClasses, true, guidance);
    }

    /** A softmax head on the code, of this weight, learns the class. */
    public Knowledge guidedBy(List<String> newClasses, double weight) {
        return new Knowledge(featureWeights, nonNegative, newClasses, conditional, weight);
    }

    /** How many numbers tell encoder and decoder the class: one for each where they are told, else 0. */
    public int told() {
        return conditional ? classes.size() : 0;
    }

    /** Whether training looks at labels. */
    public boolean needsLabels() {
        return conditional || guidance > 0;
    }
}
