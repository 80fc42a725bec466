package org.ae4j.pretrain.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Samples;
import org.junit.jupiter.api.Test;

class LabelEfficiencyTest {
    private static final Samples ROWS = Samples.blobs(90, 6, 3, 2, 1);
    private static final Samples TEST = Samples.blobs(30, 6, 3, 2, 2);

    /** Remembers its draws. */
    private record Remembering(String name, List<LabelDraw> draws, ToDoubleFunction<LabelDraw> figure)
            implements FewLabelMethod {
        @Override
        public boolean usesEncoder() {
            return name.equals("second");
        }

        @Override
        public OptionalDouble accuracy(LabelDraw draw) {
            draws.add(draw);
            double accuracy = figure.applyAsDouble(draw);
            return Double.isNaN(accuracy) ? OptionalDouble.empty() : OptionalDouble.of(accuracy);
        }
    }

    @Test
    void everyMethodGetsTheSameLabels() {
        var first = new Remembering("first", new ArrayList<>(), draw -> .5);
        var second = new Remembering("second", new ArrayList<>(), draw -> .5);
        List<LabelCurve> curves = LabelEfficiency.of(2, 5, LabelDraw.ALL)
                .draws(2)
                .seed(7)
                .measure(List.of(first, second), ROWS, TEST, (method, count, draw, accuracy) -> {});
        assertThat(curves).extracting(LabelCurve::method).containsExactly("first", "second");
        assertThat(curves).extracting(LabelCurve::usesEncoder).containsExactly(false, true);
        assertThat(curves.get(0).points()).extracting(LabelPoint::rows).containsExactly(6, 15, 90);
        assertThat(curves.get(0).points()).extracting(LabelPoint::labels).containsExactly("2", "5", "all");
        assertThat(first.draws).hasSize(6).isEqualTo(second.draws);
        assertThat(first.draws.get(0).labelled()).containsExactly(ROWS.rowsPerLabel(2, 7));
        assertThat(first.draws.get(1).labelled()).containsExactly(ROWS.rowsPerLabel(2, 8));
        assertThat(first.draws.get(3).seed()).isEqualTo(8);
    }

    @Test
    void pointsHaveMeanAndDeviation() {
        var seen = new ArrayList<String>();
        var method = new Remembering("m", new ArrayList<>(), draw -> draw.seed() == 2 ? .9 : .6);
        LabelPoint point = LabelEfficiency.of(2)
                .measure(
                        List.of(method),
                        ROWS,
                        TEST,
                        (name, count, draw, accuracy) ->
                                seen.add(name + " " + count + " " + draw + " " + accuracy.getAsDouble()))
                .get(0)
                .points()
                .get(0);
        assertThat(point.accuracies()).containsExactly(.6, .6, .9);
        assertThat(point.mean().getAsDouble()).isCloseTo(.7, within(1e-12));
        assertThat(point.deviation().getAsDouble()).isCloseTo(Math.sqrt(.03), within(1e-12));
        assertThat(seen).containsExactly("m 2 0 0.6", "m 2 1 0.6", "m 2 2 0.9");
    }

    @Test
    void aMethodThatDoesNotApplyHasNoFigures() {
        var method = new Remembering("m", new ArrayList<>(), draw -> Double.NaN);
        LabelPoint point = LabelEfficiency.of(LabelDraw.ALL)
                .measure(List.of(method), ROWS, TEST, (name, count, draw, accuracy) -> {})
                .get(0)
                .points()
                .get(0);
        assertThat(point.mean()).isEmpty();
        assertThat(point.deviation()).isEmpty();
        String json = LabelFigures.json(List.of(new LabelCurve("m", true, List.of(point))))
                .toString();
        assertThat(json)
                .isEqualTo("{\"methods\":[{\"method\":\"m\",\"usesEncoder\":true,\"points\":[{\"labelsPerClass\":null,"
                        + "\"rows\":90,\"mean\":null,\"deviation\":null,\"accuracies\":[]}]}]}");
    }

    @Test
    void othersAreTheRowsWithoutALabel() {
        LabelDraw draw = LabelDraw.of(ROWS, TEST, 4, 3);
        assertThat(draw.known().rows()).isEqualTo(12);
        assertThat(draw.others().rows()).isEqualTo(78);
        assertThat(draw.others().isLabelled()).isFalse();
        List<Float> known = firsts(draw.known());
        assertThat(firsts(draw.others())).doesNotContainAnyElementsOf(known).hasSize(78);
        assertThat(draw.atMost(12)).containsExactly(draw.labelled());
        assertThat(draw.atMost(5)).hasSize(5).isSorted();
        assertThat(draw.labelled()).contains(draw.atMost(5));
    }

    @Test
    void badStudiesAreRefused() {
        assertThatThrownBy(() -> LabelEfficiency.of())
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage(
                        "a study of labels needs at least one number of labels per class, each at least 1, found []");
        assertThatThrownBy(() -> LabelEfficiency.of(5, 0))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage(
                        "a study of labels needs at least one number of labels per class, each at least 1, found [5, 0]");
        assertThatThrownBy(() -> LabelEfficiency.of(5).draws(0))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("a study of labels needs at least 1 draw, found 0");
        var method = new Remembering("m", new ArrayList<>(), draw -> .5);
        assertThatThrownBy(() -> LabelEfficiency.of(2, 31)
                        .measure(List.of(method), ROWS, TEST, (name, count, draw, accuracy) -> {}))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("class '0' has 30 rows, 31 were asked for");
        assertThatThrownBy(() -> LabelEfficiency.of(2)
                        .measure(List.of(method), ROWS, TEST.select(), (name, count, draw, accuracy) -> {}))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("a study of labels needs test rows, blobs has none");
        assertThat(method.draws).isEmpty();
    }

    private static List<Float> firsts(Samples rows) {
        return IntStream.range(0, rows.rows()).mapToObj(i -> rows.value(i, 0)).toList();
    }
}
