package org.ae4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.NoSuchElementException;
import org.ae4j.file.Json;
import org.ae4j.report.Chart.Axis;
import org.ae4j.report.Chart.Kind;
import org.ae4j.report.Chart.Mark;
import org.ae4j.report.Chart.Point;
import org.ae4j.report.Chart.Series;
import org.junit.jupiter.api.Test;

class HtmlTest {
    @Test
    void textAndAttributesMeanNothingButThemselves() {
        String written = new Html()
                .element("p", "<img src=x onerror=alert(1)> & 'it'", "title", "\"><script>")
                .written();
        assertThat(written)
                .isEqualTo(
                        "<p title=\"&quot;&gt;&lt;script&gt;\">&lt;img src=x onerror=alert(1)&gt; &amp; &#39;it&#39;</p>\n");
    }

    @Test
    void elementsCloseInTurn() {
        Html html = new Html().open("ul").open("li").text("a").close().close();
        assertThat(html.written()).isEqualTo("<ul><li>a</li>\n</ul>\n");
        assertThatThrownBy(html::close).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void numbersInTablesStandOnTheRight() {
        String written = new Html()
                .table("what", List.of("column", "value"), List.of(List.of("a", "-1.5e-03"), List.of("b", "1.2.x")))
                .written();
        assertThat(written)
                .contains(
                        "<caption>what</caption>",
                        "<th scope=\"col\">value</th>",
                        "<th scope=\"row\">a</th>",
                        "<td class=\"number\">-1.5e-03</td>",
                        "<td>1.2.x</td>");
    }

    @Test
    void noChartEndsItsScript() {
        var html = new Html();
        html.figure(
                Chart.of(
                        Kind.POINTS,
                        Axis.linear("</script>"),
                        Axis.share("y"),
                        "alt",
                        new Series("<b>", List.of(new Point(1, 2, "<!--")))),
                "caption");
        assertThat(html.chartData()).doesNotContain("<");
        var chart = Json.parse(html.chartData(), "data").path("charts").path(0);
        assertThat(chart.at("/x/title").textValue()).isEqualTo("</script>");
        assertThat(chart.at("/y/scale").textValue()).isEqualTo("share");
        assertThat(chart.at("/series/0/points/0/2").textValue()).isEqualTo("<!--");
        assertThat(html.written()).contains("id=\"chart0\"", "aria-label=\"alt\"", "<figcaption>caption</figcaption>");
    }

    @Test
    void chartsAreRoundedAndInterruptedWhereNothingWasMeasured() {
        Chart chart = Chart.of(
                        Kind.LINES, Axis.linear("x"), Axis.linear("y"), "", Series.of("s", 1, 1 / 3.0, Double.NaN))
                .marked(List.of(new Mark("here", 1.5)));
        assertThat(Json.write(chart.json()))
                .isEqualTo("{\"kind\":\"lines\",\"x\":{\"title\":\"x\",\"scale\":\"linear\"},"
                        + "\"y\":{\"title\":\"y\",\"scale\":\"linear\"},"
                        + "\"series\":[{\"name\":\"s\",\"points\":[[1.0,0.333333],[2.0,null]]}],"
                        + "\"marks\":[{\"name\":\"here\",\"x\":1.5}],\"names\":[]}");
    }
}
