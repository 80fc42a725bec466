package org.ae4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.regex.Pattern;
import org.ae4j.report.IntervalPlot.Interval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalPlotTest {
    private static final IntervalPlot PLOT = IntervalPlot.of(List.of(
                    new Interval("<b>", 0.02, 0.05, 0.1, "5 seeds"), new Interval("other", -0.1, -0.02, 0.03, "")))
            .what("gain in accuracy");

    private static String written(IntervalPlot plot) {
        return new Html().figure(plot, "What pretraining brings").written();
    }

    @Test
    void isATableOfItsNumbers() {
        assertThat(written(PLOT))
                .startsWith("<table class=\"intervals\"><caption>What pretraining brings</caption>")
                .contains(
                        "<th scope=\"row\">&lt;b&gt;<small>5 seeds</small>",
                        "<td class=\"number\">0.05<small>0.02 to 0.1</small>",
                        "<th scope=\"row\">other</th>",
                        "<td class=\"number\">-0.02<small>-0.1 to 0.03</small>",
                        "<title>&lt;b&gt;: 0.05, 0.02 to 0.1</title>",
                        "<small>gain in accuracy</small>");
    }

    /** By hand: the ends are -0.1 and 0.1, with 6 % of 0.2 on each side the axis goes from -0.112 to 0.112. */
    @Test
    void rowsStandOnOneAxis() {
        assertThat(all("<circle class=\"(\\w+)\" cx=\"([\\d.]+)%", PLOT))
                .containsExactly("apart 72.32", "around 41.07");
        assertThat(all("<line class=\"range\" x1=\"([\\d.]+)%\" x2=\"([\\d.]+)%", PLOT))
                .containsExactly("58.93 94.64", "5.36 63.39");
        assertThat(all("<line class=\"zero\" x1=\"([\\d.]+)%\" x2=\"([\\d.]+)%", PLOT))
                .containsExactly("50.00 50.00", "50.00 50.00");
        assertThat(all("<text class=\"(\\w+)\" x=\"[\\d.]+%\" y=\"18\">([-.\\d]+)", PLOT))
                .containsExactly("tick -0.1", "tick 0", "tick 0.1");
    }

    @ParameterizedTest
    @CsvSource({"1, 3, '0 1 2 3'", "-3e-9, -1e-9, '-3.000e-09 -2.000e-09 -1.000e-09 0'", "0, 0, '0 0.5 1'"})
    void axisShowsZeroAndRoundNumbers(double low, double high, String ticks) {
        var plot = IntervalPlot.of(List.of(new Interval("only", low, low, high, "")));
        assertThat(all("<text class=\"\\w+\" x=\"[\\d.]+%\" y=\"18\">()([-.\\de]+)", plot).stream()
                        .map(String::strip))
                .containsExactly(ticks.split(" "));
    }

    @Test
    void tickLabelsBetweenOthersMayBeLeftOutWhereItIsNarrow() {
        var plot = IntervalPlot.of(List.of(new Interval("only", 1, 2, 3, "")));
        assertThat(all("<text class=\"(\\w+)\" x=\"[\\d.]+%\" y=\"18\">([-.\\d]+)", plot))
                .containsExactly("tick 0", "between 1", "tick 2", "between 3");
    }

    @Test
    void refusesWhatIsNoInterval() {
        assertThatThrownBy(() -> new Interval("a", 2, 1, 0, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the interval of 'a' needs finite numbers with low <= high,"
                        + " found low 2.0, middle 1.0, high 0.0");
        assertThatThrownBy(() -> new Interval("a", 0, Double.NaN, 0, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the interval of 'a' needs finite numbers with low <= high,"
                        + " found low 0.0, middle NaN, high 0.0");
        assertThatThrownBy(() -> IntervalPlot.of(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an interval plot needs at least one interval, found none");
    }

    private static List<String> all(String pattern, IntervalPlot plot) {
        return Pattern.compile(pattern)
                .matcher(written(plot))
                .results()
                .map(found -> found.group(1) + " " + found.group(2))
                .toList();
    }
}
