package org.ae4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ae4j.IncompatibleDataException;
import org.junit.jupiter.api.Test;

class SplitTest {
    private static final Split SPLIT =
            Split.train(.6).validation(.1).calibration(.1).test(.2);

    /** Rows whose one value is their number; every tenth is bad. */
    private static Samples numbered(int rows) {
        float[][] values = new float[rows][1];
        var labels = new ArrayList<String>();
        for (int i = 0; i < rows; i++) {
            values[i][0] = i;
            labels.add(i % 10 == 0 ? "bad" : "ok");
        }
        return Samples.of(values).labels("state", labels);
    }

    private static List<Integer> numbers(Samples part) {
        return IntStream.range(0, part.rows())
                .mapToObj(i -> (int) part.value(i, 0))
                .toList();
    }

    private static List<Samples> all(Parts parts) {
        return List.of(parts.train(), parts.validation(), parts.calibration(), parts.test());
    }

    private static long count(Samples part, String label) {
        return IntStream.range(0, part.rows())
                .filter(i -> part.label(i).equals(label))
                .count();
    }

    @Test
    void partsHaveTheirFractions() {
        assertThat(all(numbered(1000).split(SPLIT)).stream().map(Samples::rows)).containsExactly(600, 100, 100, 200);
        assertThat(all(numbered(7).split(Split.train(.5).test(.5))).stream().map(Samples::rows))
                .containsExactly(4, 0, 0, 3);
        assertThat(numbered(7).split(Split.train(1)).train().rows()).isEqualTo(7);
    }

    @Test
    void everyRowIsInExactlyOnePartWithItsOwnLabel() {
        for (Split split : List.of(SPLIT, SPLIT.stratified(), SPLIT.oneClass("ok"))) {
            var numbers = new ArrayList<Integer>();
            for (Samples part : all(numbered(997).split(split))) {
                numbers.addAll(numbers(part));
                for (int i = 0; i < part.rows(); i++) {
                    assertThat(part.label(i)).isEqualTo(part.value(i, 0) % 10 == 0 ? "bad" : "ok");
                }
            }
            Collections.sort(numbers);
            assertThat(numbers).isEqualTo(IntStream.range(0, 997).boxed().toList());
        }
    }

    @Test
    void oneSeedGivesOneSplitAndAnotherSeedAnother() {
        Samples samples = numbered(200);
        assertThat(numbers(samples.split(SPLIT.seed(7)).train()))
                .isEqualTo(numbers(samples.split(SPLIT.seed(7)).train()))
                .isNotEqualTo(numbers(samples.split(SPLIT.seed(8)).train()));
        assertThat(SPLIT.seed()).isEqualTo(42);
    }

    @Test
    void partsKeepTheOrderOfTheRowsButAreNotBlocks() {
        List<Integer> train = numbers(numbered(200).split(SPLIT).train());
        assertThat(train)
                .isSorted()
                .isNotEqualTo(IntStream.range(0, 120).boxed().toList());
    }

    @Test
    void stratifiedPartsHaveEveryLabelInItsProportion() {
        Parts parts = numbered(1000).split(SPLIT.stratified());
        assertThat(all(parts).stream().map(part -> count(part, "bad"))).containsExactly(60L, 10L, 10L, 20L);
        assertThat(all(parts).stream().map(part -> count(part, "ok"))).containsExactly(540L, 90L, 90L, 180L);
    }

    @Test
    void oneClassTrainsOnNormalRowsAndTestsOnTheRestAndAllOthers() {
        Parts parts = numbered(1000).split(SPLIT.oneClass("ok"));
        assertThat(all(parts).stream().map(part -> count(part, "ok"))).containsExactly(540L, 90L, 90L, 180L);
        assertThat(all(parts).stream().map(part -> count(part, "bad"))).containsExactly(0L, 0L, 0L, 100L);
    }

    @Test
    void fractionsMustBeFractionsOfOne() {
        assertThatThrownBy(() -> Split.train(1.5))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("a split's fraction lies in 0..1, found 1.5");
        assertThatThrownBy(() -> Split.train(.5).test(Double.NaN))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("a split's fraction lies in 0..1, found NaN");
        assertThatThrownBy(() -> numbered(10).split(Split.train(.5).test(.25)))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("a split's fractions sum to 1, found 0.75");
    }

    @Test
    void labelsAreNeededWhereTheyDivide() {
        Samples unlabelled = numbered(10).withoutLabels();
        for (Split split : List.of(SPLIT.stratified(), SPLIT.oneClass("ok"))) {
            assertThatThrownBy(() -> unlabelled.split(split))
                    .isInstanceOf(IncompatibleDataException.class)
                    .hasMessage("array has no labels; name the label column");
        }
        assertThat(unlabelled.split(SPLIT).train().rows()).isEqualTo(6);
    }

    @Test
    void unknownLabelsGetASuggestion() {
        Samples samples = numbered(100);
        String message = "array has no row labelled 'oki'; did you mean 'ok'? (known: bad, ok)";
        Parts parts = samples.split(SPLIT);
        Stream.<Runnable>of(
                        () -> samples.only("oki"), () -> samples.split(SPLIT.oneClass("oki")), () -> parts.only("oki"))
                .forEach(action -> assertThatThrownBy(action::run)
                        .isInstanceOf(IncompatibleDataException.class)
                        .hasMessage(message));
    }

    @Test
    void emptyPartsStayEmpty() {
        Parts ok = numbered(100).split(Split.train(.5).test(.5)).only("ok");
        assertThat(ok.validation().rows()).isZero();
        assertThat(ok.train().rows()).isEqualTo(count(ok.train(), "ok")).isPositive();
    }

    @Test
    void partsThatLackTheLabelBecomeEmpty() {
        Parts bad = numbered(100).split(SPLIT.oneClass("ok")).only("bad");
        assertThat(all(bad).stream().map(Samples::rows)).containsExactly(0, 0, 0, 10);
    }
}
