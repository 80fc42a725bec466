package org.ae4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;
import org.junit.jupiter.api.Test;

class LabelsTest {
    /** 100 rows whose one value is their number: 88 labelled a, every eighth of the first 96 labelled 3. */
    private static Samples unequal() {
        float[][] values = new float[100][1];
        for (int i = 0; i < values.length; i++) {
            values[i][0] = i;
        }
        List<String> labels = IntStream.range(0, 100)
                .mapToObj(i -> i % 8 == 0 && i < 96 ? "3" : "a")
                .toList();
        return Samples.of(values).labels("class", labels);
    }

    private static List<Float> numbers(Samples rows) {
        return IntStream.range(0, rows.rows()).mapToObj(i -> rows.value(i, 0)).toList();
    }

    @Test
    void aSubsetHasAsManyRowsOfEachClassOnceAndInTheirOrder() {
        Samples subset = unequal().perLabel(10, 1);
        List<String> labels =
                IntStream.range(0, subset.rows()).mapToObj(subset::label).toList();
        assertThat(Collections.frequency(labels, "3")).isEqualTo(10);
        assertThat(Collections.frequency(labels, "a")).isEqualTo(10);
        assertThat(numbers(subset)).isSorted().doesNotHaveDuplicates();
        for (int i = 0; i < subset.rows(); i++) {
            assertThat(subset.label(i)).isEqualTo(unequal().label((int) subset.value(i, 0)));
        }
    }

    @Test
    void theRowsOfASubsetAreKnown() {
        assertThat(unequal().rowsPerLabel(5, 7))
                .containsExactly(numbers(unequal().perLabel(5, 7)).stream()
                        .mapToInt(Float::intValue)
                        .toArray());
    }

    @Test
    void theSeedFixesTheSubset() {
        assertThat(numbers(unequal().perLabel(5, 7)))
                .isEqualTo(numbers(unequal().perLabel(5, 7)))
                .isNotEqualTo(numbers(unequal().perLabel(5, 8)));
    }

    @Test
    void moreRowsThanAClassHasAreRefused() {
        assertThatThrownBy(() -> unequal().perLabel(100, 1))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("class '3' has 12 rows, 100 were asked for");
    }

    @Test
    void aSubsetOfNothingIsRefused() {
        assertThatThrownBy(() -> unequal().perLabel(0, 1))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("a subset needs at least 1 row of each class, found 0");
    }

    @Test
    void aSubsetNeedsLabels() {
        assertThatThrownBy(() -> unequal().withoutLabels().perLabel(1, 1))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("array has no labels; name the label column");
    }

    @Test
    void labelsAreReadAsNumbers() {
        Samples rows = Samples.of(new float[3][1]);
        assertThat(rows.labels("y", List.of("1.5", "-2", "3e2")).numericLabels())
                .containsExactly(1.5, -2, 300);
        assertThatThrownBy(() -> rows.labels("y", List.of("1", "two", "3")).numericLabels())
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("array: row 1 has the label 'two', expected a number");
        assertThatThrownBy(() -> rows.labels("y", List.of("1", "2", "inf")).numericLabels())
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("array: row 2 has the label 'inf', expected a number");
    }

    @Test
    void rowsFollowRowsWithTheirLabelsAndColumns() {
        Samples first = Samples.of(List.of("a", "b"), new float[][] {{1, 2}}).labels("kind", List.of("x"));
        Samples second =
                Samples.of(List.of("b", "a"), new float[][] {{3, 4}, {5, 6}}).labels("other", List.of("y", "x"));
        Samples both = first.append(second);
        assertThat(both.rows()).isEqualTo(3);
        assertThat(both.row(0)).containsExactly(1, 2);
        assertThat(both.row(2)).containsExactly(6, 5);
        assertThat(List.of(both.label(0), both.label(1), both.label(2))).containsExactly("x", "y", "x");
        assertThat(both.labelName()).contains("kind");
        assertThat(first.append(second.withoutLabels()).isLabelled()).isFalse();
        Samples wide = Samples.of(new float[1][3]);
        assertThatThrownBy(() -> first.append(wide))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("model expects 2 features, array has 3");
    }

    @Test
    void missingCellsFollowToo() {
        Samples whole = Samples.of(new float[][] {{1, 2}});
        Samples gaps = Samples.of(new float[][] {{Float.NaN, 3}}, Imputation.keep());
        assertThat(whole.append(gaps).missing()).isEqualTo(1);
        assertThat(gaps.append(whole).missing()).isEqualTo(1);
    }
}
