package org.ae4j.evaluate;

import java.util.List;
import org.ae4j.IncompatibleDataException;
import org.ae4j.data.Parts;
import org.ae4j.data.Samples;
import org.ae4j.data.Split;
import org.ae4j.model.FittedScaling;
import org.ae4j.spec.Scaling;

/**
 * What codes know of labels that their encoder never saw. Rows are halved by a seeded shuffle within each label; one
 * half teaches, the other is asked. Both classifiers see the codes standardised by the half that teaches; clusters are
 * found in the codes as they are.
 *
 * @param probeAccuracy of a linear classifier, multinomial logistic regression
 * @param knnAccuracy of the 5 nearest neighbours by Euclidean distance; the nearest decides between equal votes
 * @param nmi normalised mutual information, 0..1, between labels and as many k-means clusters of all rows; the
 *     normaliser is the arithmetic mean of both entropies
 */
public record CodeQuality(double probeAccuracy, double knnAccuracy, double nmi) {
    /** Neighbours and clusters of more rows than this are found among a seeded draw of about so many. */
    public static final int NEIGHBOUR_ROWS = NearestNeighbours.LIMIT;

    /**
     * Measures codes by their labels.
     *
     * @param codes {@code [rows][code]}
     * @param labels one a row, at least 2 different ones, one of them twice
     * @param seed of shuffles and clusters
     * @throws IncompatibleDataException if codes differ in length or are not finite, or there are too few labels
     */
    public static CodeQuality of(float[][] codes, List<String> labels, long seed) {
        Samples all = Samples.of(codes).labels("label", labels);
        List<String> classes = all.classes();
        Split half = Split.train(.5).test(.5).stratified().seed(seed);
        Parts halves = all.split(half);
        if (classes.size() < 2 || halves.test().rows() == 0) {
            throw new IncompatibleDataException(
                    "codes are measured by at least 2 labels, one of them on 2 rows; found %d rows and the labels %s"
                            .formatted(codes.length, classes));
        }
        FittedScaling scaling = FittedScaling.fit(Scaling.standard(), halves.train());
        Samples few = NearestNeighbours.atMost(NEIGHBOUR_ROWS, all, seed);
        Parts fewHalves = few.split(half);
        return new CodeQuality(
                LinearProbe.accuracy(
                        LabelledCodes.of(scaling, halves.train(), classes),
                        LabelledCodes.of(scaling, halves.test(), classes)),
                NearestNeighbours.accuracy(
                        LabelledCodes.of(scaling, fewHalves.train(), classes),
                        LabelledCodes.of(scaling, fewHalves.test(), classes)),
                Clusters.nmi(LabelledCodes.of(FittedScaling.fit(Scaling.none(), few), few, classes), seed));
    }
}
