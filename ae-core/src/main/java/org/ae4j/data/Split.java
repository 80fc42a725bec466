package org.ae4j.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;

/**
 * How rows are divided: {@code Split.train(.6).validation(.1).calibration(.1).test(.2).stratified().seed(42)}.
 *
 * @param train fraction of rows, 0..1; the four fractions sum to 1
 * @param validation fraction of rows, 0..1, default 0
 * @param calibration fraction of rows, 0..1, default 0
 * @param test fraction of rows, 0..1, default 0
 * @param isStratified whether every label is divided by the same fractions, default no
 * @param normal if present, the one label that train, validation and calibration consist of; every other row is
 *     for the test, and the fractions are those of the rows with this label
 * @param seed fixes the shuffle, default 42
 */
public record Split(
        double train,
        double validation,
        double calibration,
        double test,
        boolean isStratified,
        Optional<String> normal,
        long seed) {
    private static final int TEST = 3;

    public Split {
        for (double fraction : new double[] {train, validation, calibration, test}) {
            if (!(fraction >= 0 && fraction <= 1)) {
                throw new IncompatibleDataException("a split's fraction lies in 0..1, found " + fraction);
            }
        }
    }

    /** Starts a split with its training fraction. */
    public static Split train(double fraction) {
        return new Split(fraction, 0, 0, 0, false, Optional.empty(), 42);
    }

    public Split validation(double fraction) {
        return new Split(train, fraction, calibration, test, isStratified, normal, seed);
    }

    public Split calibration(double fraction) {
        return new Split(train, validation, fraction, test, isStratified, normal, seed);
    }

    public Split test(double fraction) {
        return new Split(train, validation, calibration, fraction, isStratified, normal, seed);
    }

    /** Every label divided by the same fractions. */
    public Split stratified() {
        return new Split(train, validation, calibration, test, true, normal, seed);
    }

    /** Trains on rows of this label alone; the test part gets the rest of them and all others. */
    public Split oneClass(String normalLabel) {
        return new Split(train, validation, calibration, test, isStratified, Optional.of(normalLabel), seed);
    }

    public Split seed(long newSeed) {
        return new Split(train, validation, calibration, test, isStratified, normal, newSeed);
    }

    /** Divides the rows; within a part they keep the order that the samples have. */
    Parts apply(Samples samples) {
        double sum = train + validation + calibration + test;
        if (Math.abs(sum - 1) > 1e-9) {
            throw new IncompatibleDataException("a split's fractions sum to 1, found " + sum);
        }
        int[] part = new int[samples.rows()];
        Arrays.fill(part, TEST);
        var random = new SplittableRandom(seed);
        for (int[] group : groups(samples)) {
            assign(group, part, random);
        }
        return new Parts(
                select(samples, part, 0),
                select(samples, part, 1),
                select(samples, part, 2),
                select(samples, part, TEST));
    }

    /** Row groups to be divided by the fractions, each by itself; rows in no group stay with the test. */
    private List<int[]> groups(Samples samples) {
        if (normal.isPresent()) {
            return List.of(samples.rowsLabelled(normal.get()));
        }
        if (isStratified) {
            return samples.classes().stream().map(samples::rowsLabelled).toList();
        }
        return List.of(IntStream.range(0, samples.rows()).toArray());
    }

    private void assign(int[] group, int[] part, SplittableRandom random) {
        int[] order = Permutation.random(group.length, random);
        double[] ends = {train, train + validation, train + validation + calibration};
        for (int i = 0; i < order.length; i++) {
            int target = 0;
            while (target < TEST && i >= Math.round(ends[target] * order.length)) {
                target++;
            }
            part[group[order[i]]] = target;
        }
    }

    private Samples select(Samples samples, int[] part, int wanted) {
        return samples.select(
                IntStream.range(0, part.length).filter(i -> part[i] == wanted).toArray());
    }
}
