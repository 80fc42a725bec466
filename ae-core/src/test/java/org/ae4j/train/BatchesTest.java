package org.ae4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ae4j.data.Column;
import org.ae4j.data.Imputation;
import org.ae4j.data.Permutation;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.engine.Batch;
import org.ae4j.engine.ForwardPass;
import org.ae4j.model.FittedScaling;
import org.ae4j.spec.Corruption;
import org.ae4j.spec.Scaling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Batches against what they are by definition: rows selected, scaled and corrupted one batch after the other. */
class BatchesTest {
    private static final Samples ROWS = rows(67);
    private static final FittedScaling SCALING = FittedScaling.fit(Scaling.standard(), ROWS);
    private static final long SEED = 42;

    static Stream<Arguments> cases() {
        return Stream.of(Corruption.none(), Corruption.masking(0.3), Corruption.gaussian(0.5))
                .flatMap(corruption -> Stream.of(1, 7, 10, 32, 33, 66, 67, 100) // 66 and 33 leave a single row
                        .map(size -> Arguments.of(corruption, size)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void rowsScaledOnceGiveTheSameBatches(Corruption corruption, int size) {
        sameBatches(ScaledRows::new, corruption, size);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void rowsScaledEachTimeGiveTheSameBatches(Corruption corruption, int size) {
        sameBatches(RowsToScale::new, corruption, size);
    }

    private static void sameBatches(
            BiFunction<FittedScaling, Samples, RowSource> source, Corruption corruption, int size) {
        var batches =
                Batches.reconstructing(source.apply(SCALING, ROWS), size, SEED).corrupted(corruption, ROWS.schema());
        for (int epoch = 1; epoch <= 3; epoch++) {
            var random = new SplittableRandom(SEED * 1_000_003 + epoch);
            int[] order = Permutation.random(ROWS.rows(), random);
            compare(batches.shuffled(epoch), order, size, corruption, random.split());
        }
        int[] order = new int[ROWS.rows()];
        Arrays.setAll(order, i -> i);
        compare(batches.inOrder(), order, size, corruption, new SplittableRandom(SEED));
    }

    private static void compare(
            Iterator<Batch> batches, int[] order, int size, Corruption corruption, SplittableRandom random) {
        int from = 0;
        while (from < order.length) {
            int left = order.length - from;
            boolean last = left <= size || size > 1 && left == size + 1;
            int[] part = Arrays.copyOfRange(order, from, last ? order.length : from + size);
            float[] target = SCALING.transform(ROWS.select(part), 0, part.length);
            Batch batch = batches.next();
            assertThat(batch.rows()).isEqualTo(part.length);
            assertThat(batch.target()).isEqualTo(target);
            assertThat(batch.input()).isEqualTo(corrupted(target, corruption, random));
            from += part.length;
        }
        assertThat(batches.hasNext()).isFalse();
        assertThatThrownBy(batches::next).isInstanceOf(NoSuchElementException.class);
    }

    private static float[] corrupted(float[] target, Corruption corruption, SplittableRandom random) {
        float[] input = target.clone();
        for (int i = 0; i < input.length; i++) {
            if (corruption instanceof Corruption.Masking masking) {
                input[i] = random.nextDouble() < masking.probability() ? 0 : input[i];
            } else if (corruption instanceof Corruption.Gaussian gaussian) {
                input[i] += (float) (gaussian.sigma() * random.nextGaussian());
            }
        }
        return input;
    }

    @Test
    void inputsAndTargetsOfTheSameRowsStayTogether() {
        float[][] inputs = {{0, 10}, {1, 11}, {2, 12}, {3, 13}, {4, 14}};
        float[][] targets = {{100}, {101}, {102}, {103}, {104}};
        var batches = Batches.supervised(RowSource.of(inputs), RowSource.of(targets), 3, 1);
        for (Iterator<Batch> all = batches.shuffled(1); all.hasNext(); ) {
            Batch batch = all.next();
            for (int i = 0; i < batch.rows(); i++) {
                float row = batch.input()[2 * i];
                assertThat(batch.input()[2 * i + 1]).isEqualTo(row + 10);
                assertThat(batch.target()[i]).isEqualTo(row + 100);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void supervisedInputsAreCorruptedBatchByBatch(Corruption corruption, int size) {
        float[][] targets = new float[ROWS.rows()][1];
        var batches = Batches.supervised(RowSource.scaled(SCALING, ROWS), RowSource.of(targets), size, SEED)
                .corrupted(corruption, ROWS.schema());
        for (int epoch = 1; epoch <= 2; epoch++) {
            var random = new SplittableRandom(SEED * 1_000_003 + epoch);
            int[] order = Permutation.random(ROWS.rows(), random);
            SplittableRandom noise = random.split();
            int from = 0;
            for (Iterator<Batch> all = batches.shuffled(epoch); all.hasNext(); ) {
                Batch batch = all.next();
                int[] part = Arrays.copyOfRange(order, from, from + batch.rows());
                float[] clean = SCALING.transform(ROWS.select(part), 0, part.length);
                assertThat(batch.input()).isEqualTo(corrupted(clean, corruption, noise));
                from += batch.rows();
            }
            assertThat(from).isEqualTo(ROWS.rows());
        }
    }

    @Test
    void supervisedInputsPassTheirPrefixAfterTheyWereCorrupted() {
        var random = new SplittableRandom(3);
        var seen = new ArrayList<float[]>();
        ForwardPass sums = new ForwardPass() {
            @Override
            public int outputs() {
                return 2;
            }

            @Override
            public void apply(float[] input, int rows, float[] output) {
                seen.add(input.clone());
                for (int i = 0; i < rows; i++) {
                    output[2 * i] = input[3 * i] + input[3 * i + 1];
                    output[2 * i + 1] = input[3 * i + 2];
                }
            }

            @Override
            public void close() {
                // holds nothing
            }
        };
        float[][] rows = random.doubles(21)
                .mapToObj(value -> new float[] {(float) value, 2, 3})
                .toArray(float[][]::new);
        Schema schema = Schema.image(1, 1, 3);
        var batches = Batches.supervised(RowSource.of(rows), RowSource.of(new float[21][1]), 8, 4)
                .corrupted(Corruption.gaussian(1), schema);
        var reduced = Batches.supervised(RowSource.of(rows), RowSource.of(new float[21][1]), 8, 4)
                .corrupted(Corruption.gaussian(1), schema)
                .through(sums);
        Iterator<Batch> plain = batches.shuffled(1);
        for (Iterator<Batch> all = reduced.shuffled(1); all.hasNext(); ) {
            Batch batch = all.next();
            float[] corrupted = plain.next().input();
            assertThat(seen.get(seen.size() - 1)).isEqualTo(corrupted);
            assertThat(batch.input()).hasSize(2 * batch.rows());
            assertThat(batch.input()[2]).isEqualTo(corrupted[3] + corrupted[4]);
            assertThat(batch.input()[3]).isEqualTo(corrupted[5]);
        }
        assertThat(seen).hasSize(3);
    }

    @Test
    void missingCellsOfSupervisedInputsAreNotCorrupted() {
        Samples gaps = withGaps(ROWS);
        FittedScaling scaling = FittedScaling.fit(Scaling.minMax(), gaps);
        var batches = Batches.supervised(
                        RowSource.scaled(scaling, gaps), RowSource.of(new float[ROWS.rows()][1]), 10, SEED)
                .corrupted(Corruption.gaussian(0.5), gaps.schema());
        int from = 0;
        int missing = 0;
        for (Iterator<Batch> all = batches.inOrder(); all.hasNext(); ) {
            Batch batch = all.next();
            float[] clean = scaling.transformFilled(gaps, from, from + batch.rows());
            float[] weights = new float[batch.rows() * 5];
            for (int i = 0; i < batch.rows(); i++) {
                scaling.weigh(gaps.row(from + i), weights, i * 5);
            }
            for (int i = 0; i < weights.length; i++) {
                missing += weights[i] == 0 ? 1 : 0;
                assertThat(batch.input()[i] == clean[i]).isEqualTo(weights[i] == 0);
            }
            from += batch.rows();
        }
        assertThat(missing).isGreaterThan(67);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void numbersOfMissingCellsDoNotCountAndAreNotCorrupted(Corruption corruption, int size) {
        Samples gaps = withGaps(ROWS);
        FittedScaling scaling = FittedScaling.fit(Scaling.minMax(), gaps);
        var batches = Batches.reconstructing(RowSource.scaled(scaling, gaps), size, SEED)
                .corrupted(corruption, gaps.schema());
        int from = 0;
        int missing = 0;
        for (Iterator<Batch> all = batches.inOrder(); all.hasNext(); ) {
            Batch batch = all.next();
            float[] weights = new float[batch.rows() * 5];
            for (int i = 0; i < batch.rows(); i++) {
                scaling.weigh(gaps.row(from + i), weights, i * 5);
            }
            assertThat(batch.weights()).isEqualTo(weights);
            assertThat(batch.target()).isEqualTo(scaling.transformFilled(gaps, from, from + batch.rows()));
            for (int i = 0; i < weights.length; i++) {
                if (weights[i] == 0) {
                    missing++;
                    assertThat(batch.input()[i]).isEqualTo(batch.target()[i]);
                }
            }
            from += batch.rows();
        }
        assertThat(from).isEqualTo(ROWS.rows());
        assertThat(missing).isGreaterThan(67);
    }

    @Test
    void missingCellsLeaveTheNoiseOfTheOthersAsItIs() {
        Samples gaps = withGaps(ROWS);
        float[] whole = first(ROWS).input().clone();
        Batch batch = first(gaps);
        for (int i = 0; i < whole.length; i++) {
            assertThat(batch.input()[i]).isEqualTo(batch.weights()[i] == 0 ? batch.target()[i] : whole[i]);
        }
    }

    private static Batch first(Samples rows) {
        return Batches.reconstructing(RowSource.scaled(SCALING, rows), 32, SEED)
                .corrupted(Corruption.gaussian(0.5), rows.schema())
                .shuffled(1)
                .next();
    }

    @Test
    void rowsTooManyToKeepAreFilledAsThoseThatAreKept() {
        Samples gaps = withGaps(ROWS);
        float[] kept = new float[5];
        float[] each = new float[5];
        for (int i = 0; i < gaps.rows(); i++) {
            new ScaledRows(SCALING, gaps).copyRow(i, kept, 0);
            new RowsToScale(SCALING, gaps).copyRow(i, each, 0);
            assertThat(kept).isEqualTo(each).doesNotContain(Float.NaN);
        }
    }

    @Test
    void wholeRowsHaveNoWeights() {
        Batch batch = first(ROWS);
        assertThat(batch.weights()).isNull();
        assertThat(RowSource.scaled(SCALING, ROWS).hasWeights()).isFalse();
        float[] weights = new float[6];
        RowSource.scaled(SCALING, ROWS).copyWeights(0, weights, 1);
        assertThat(weights).containsExactly(0, 1, 1, 1, 1, 1);
    }

    @Test
    void noRowsAreNoBatches() {
        var batches = Batches.supervised(RowSource.of(new float[0][]), RowSource.of(new float[0][]), 3, 1);
        assertThat(batches.count()).isZero();
        assertThat(batches.inOrder().hasNext()).isFalse();
    }

    @Test
    void batchesOfOneSizeShareTheirArrays() {
        var batches = Batches.reconstructing(new ScaledRows(SCALING, ROWS), 32, SEED)
                .corrupted(Corruption.masking(0.5), ROWS.schema());
        Iterator<Batch> all = batches.shuffled(1);
        Batch first = all.next();
        assertThat(first.input()).isNotSameAs(first.target());
        assertThat(all.next().input()).isSameAs(first.input());
        assertThat(all.next().rows()).isEqualTo(3);
        var clean = Batches.reconstructing(new ScaledRows(SCALING, ROWS), 32, SEED);
        Batch same = clean.inOrder().next();
        assertThat(same.input()).isSameAs(same.target());
    }

    @Test
    void rowsAreScaledOnceWhereOneArrayWithinTheBudgetHoldsThem() {
        assertThat(ScaledRows.fit(10, 10, 400)).isTrue();
        assertThat(ScaledRows.fit(10, 10, 399)).isFalse();
        assertThat(ScaledRows.fit(1 << 20, 2048, Long.MAX_VALUE)).isFalse();
        assertThat(ScaledRows.fit(1 << 20, 2047, Long.MAX_VALUE)).isTrue();
        Runtime runtime = Runtime.getRuntime();
        assertThat(ScaledRows.budget(runtime)).isBetween(1L, runtime.maxMemory() / 4);
        assertThat(RowSource.scaled(SCALING, ROWS)).isInstanceOf(ScaledRows.class);
    }

    private static Samples withGaps(Samples rows) {
        var random = new SplittableRandom(3);
        float[][] values = new float[rows.rows()][];
        Arrays.setAll(values, i -> {
            float[] row = rows.row(i);
            for (int j = 0; j < row.length; j++) {
                row[j] = random.nextInt(4) == 0 ? Float.NaN : row[j];
            }
            return row;
        });
        return Samples.of(rows.schema(), values, Imputation.keep());
    }

    /** A numeric column, a categorical one of three, a numeric one. */
    private static Samples rows(int count) {
        Schema schema = Schema.table(
                List.of(Column.numeric("a"), Column.categorical("b", List.of("x", "y", "z")), Column.numeric("c")));
        var random = new SplittableRandom(7);
        float[][] values = new float[count][];
        Arrays.setAll(values, i ->
                new float[] {(float) random.nextGaussian(), random.nextInt(3), (float) random.nextGaussian() * 9});
        return Samples.of(schema, values);
    }

    @Test
    void rowsCountByTheirOwnWeight() {
        float[] ofRows = new float[ROWS.rows()];
        for (int i = 0; i < ofRows.length; i++) {
            ofRows[i] = i / 10f;
        }
        RowSource numbers = RowSource.of(
                IntStream.range(0, ROWS.rows()).mapToObj(i -> new float[] {i}).toArray(float[][]::new));
        RowSource targets = RowSource.of(new float[ROWS.rows()][3]);
        var batches = Batches.supervised(numbers, targets, 10, SEED)
                .rowWeights(ofRows)
                .weighted(new float[] {1, 2, 0});
        Batch batch = batches.shuffled(1).next();
        for (int i = 0; i < batch.rows(); i++) {
            float weight = batch.input()[i] / 10;
            assertThat(Arrays.copyOfRange(batch.weights(), 3 * i, 3 * i + 3)).containsExactly(weight, 2 * weight, 0);
        }
    }
}
