package org.ae4j.evaluate;

import java.util.List;
import org.ae4j.IncompatibleDataException;
import org.ae4j.data.Samples;
import org.ae4j.model.FittedScaling;

/**
 * How well classes are told apart by features of rows, of which some have a label and others are asked about. Nothing is
 * random: the same rows give the same figures.
 *
 * @param probeAccuracy of a linear classifier, multinomial logistic regression, 0..1
 * @param knnAccuracy of the 5 nearest neighbours by Euclidean distance; the nearest decides between equal votes, 0..1
 */
public record FewLabels(double probeAccuracy, double knnAccuracy) {
    /**
     * Measures features, which may be codes or rows as they are.
     *
     * @param scaling what the classifiers see of a row
     * @param known labelled rows that they learn from
     * @param asked labelled rows that they are asked about; a label that no known row has counts as missed
     * @throws IncompatibleDataException if there are no labels, no rows to ask about, fewer than 2 classes, or columns are
     *     not those of the scaling
     */
    public static FewLabels of(FittedScaling scaling, Samples known, Samples asked) {
        List<String> classes = known.classes();
        if (classes.size() < 2) {
            throw new IncompatibleDataException(
                    "features are measured by at least 2 classes, %s has %s".formatted(known.source(), classes));
        }
        Reconstruction.checkRows("features are measured on", asked);
        asked.classes(); // refuses rows without labels
        var learnt = LabelledCodes.of(scaling, known.conformTo(scaling.schema()), classes);
        var test = LabelledCodes.of(scaling, asked.conformTo(scaling.schema()), classes);
        return new FewLabels(LinearProbe.accuracy(learnt, test), NearestNeighbours.accuracy(learnt, test));
    }
}
