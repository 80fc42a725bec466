package org.ae4j.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.data.Samples;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.correlation.Covariance;

/**
 * Whether an encoder uses the numbers that its code has.
 *
 * @param variances {@code [size]}: of each number over the rows
 * @param dead numbers that say next to nothing of a row: constant, or of a variance below {@value #DEAD} of the mean of
 *     the others
 * @param inactive of a variational code, numbers whose means have a variance of at most {@value #ACTIVE_VARIANCE}: those
 *     that are not "active units" (Burda, Grosse and Salakhutdinov 2016, section 5); else none
 * @param collapsed of a variational code, numbers whose distribution is the prior whatever the row: a KL divergence below
 *     {@value #COLLAPSED_NATS} nats; else none
 * @param effectiveDimensions how many directions of equal variance would spread as much: the participation ratio
 *     (tr C)² / tr C² of the covariance C, 1 to size (Gao et al. 2017); 0 where all codes are equal
 * @see <a href="https://arxiv.org/abs/1509.00519">Burda, Grosse and Salakhutdinov 2016</a>
 * @see <a href="https://doi.org/10.1101/214262">Gao et al. 2017</a>
 */
public record CodeHealth(
        double[] variances,
        List<Integer> dead,
        List<Integer> inactive,
        List<Integer> collapsed,
        double effectiveDimensions) {
    /** Relative to the mean variance of the other numbers. */
    public static final double DEAD = 1e-4;

    /** The variance of means above which a unit is active. */
    public static final double ACTIVE_VARIANCE = 0.01;

    /** Divergence from the prior, averaged over rows. */
    public static final double COLLAPSED_NATS = 0.01;

    /** A code of this many numbers or fewer may well use a single direction. */
    private static final int SMALL = 4;

    /**
     * Looks at codes.
     *
     * @param codes {@code [rows, size]}, at least 2 rows
     * @throws IncompatibleDataException if there are fewer rows, they differ in length, or a value is not finite
     */
    public static CodeHealth of(float[][] codes) {
        RealMatrix covariance = covariance(codes);
        double[] variances = diagonal(covariance);
        return new CodeHealth(variances, dead(variances), List.of(), List.of(), effectiveDimensions(covariance));
    }

    /**
     * Looks at the codes of a variational encoder.
     *
     * @param means {@code [rows, size]}: the means of the rows' distributions, at least 2 rows
     * @param divergences {@code [size]}: of each number, the KL divergence from the prior in nats, averaged over rows
     * @throws IncompatibleDataException as {@link #of(float[][])}, or if there are other than size divergences
     */
    public static CodeHealth ofVariational(float[][] means, double[] divergences) {
        CodeHealth plain = of(means);
        if (divergences.length != plain.variances.length) {
            throw new IncompatibleDataException("codes of %d numbers need as many divergences, found %d"
                    .formatted(plain.variances.length, divergences.length));
        }
        int size = divergences.length;
        return new CodeHealth(
                plain.variances,
                plain.dead,
                IntStream.range(0, size)
                        .filter(j -> !(plain.variances[j] > ACTIVE_VARIANCE))
                        .boxed()
                        .toList(),
                IntStream.range(0, size)
                        .filter(j -> divergences[j] < COLLAPSED_NATS)
                        .boxed()
                        .toList(),
                plain.effectiveDimensions);
    }

    /** How many numbers a code has. */
    public int size() {
        return variances.length;
    }

    /** How many numbers of a variational code are active; of any other, all. */
    public int activeUnits() {
        return size() - inactive.size();
    }

    /** What is amiss and what to do about it, a sentence or two each; empty for a code in good health. */
    public List<String> warnings() {
        var warnings = new ArrayList<String>();
        if (dead.size() == size()) {
            return List.of("all codes are equal: the encoder tells no row from another; lower the learning rate,"
                    + " look at the scaling of the data, or weaken penalties on the code");
        }
        if (!collapsed.isEmpty()) {
            warnings.add(
                    ("posterior collapse: %d of %d numbers of the code say nothing of the row (%s), their divergence"
                                    + " from the prior is below %s nats; lower beta, raise it slowly from 0, or take a smaller code")
                            .formatted(collapsed.size(), size(), listed(collapsed), COLLAPSED_NATS));
        }
        if (!dead.isEmpty()) {
            warnings.add(
                    ("%d of %d numbers of the code hardly vary (%s); take a smaller code, or weaken penalties on it")
                            .formatted(dead.size(), size(), listed(dead)));
        }
        int living = size() - dead.size();
        if (size() > SMALL && living > 1 && effectiveDimensions < 0.1 * size()) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "codes of %d numbers spread over only %.1f effective dimensions; take a smaller code, or check"
                            + " that no column's scale drowns the others",
                    size(),
                    effectiveDimensions));
        }
        return List.copyOf(warnings);
    }

    private static String listed(List<Integer> numbers) {
        int most = 8;
        String first = numbers.stream()
                .limit(most)
                .map(String::valueOf)
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
        return numbers.size() > most ? first + ", …" : first;
    }

    private static RealMatrix covariance(float[][] codes) {
        if (codes.length < 2) {
            throw new IncompatibleDataException("a code's health shows on at least 2 rows, found " + codes.length);
        }
        Samples.of(codes); // refuses rows of different lengths and what is not finite
        // Less the first row, so that what is constant is exactly 0.
        return new Covariance(RowMatrix.of(codes, codes[0])).getCovarianceMatrix();
    }

    private static double[] diagonal(RealMatrix covariance) {
        return IntStream.range(0, covariance.getColumnDimension())
                .mapToDouble(j -> covariance.getEntry(j, j))
                .toArray();
    }

    private static List<Integer> dead(double[] variances) {
        double all = Arrays.stream(variances).sum();
        double others = Math.max(1, variances.length - 1);
        return IntStream.range(0, variances.length)
                .filter(j -> variances[j] == 0 || variances[j] < DEAD * (all - variances[j]) / others)
                .boxed()
                .toList();
    }

    private static double effectiveDimensions(RealMatrix covariance) {
        double norm = covariance.getFrobeniusNorm();
        double trace = covariance.getTrace();
        return norm == 0 ? 0 : trace * trace / (norm * norm);
    }
}
