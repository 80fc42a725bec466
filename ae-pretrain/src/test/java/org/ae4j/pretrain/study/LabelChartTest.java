package org.ae4j.pretrain.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class LabelChartTest {
    private static final List<LabelCurve> CURVES = List.of(
            new LabelCurve(
                    "control",
                    false,
                    List.of(point(1, 10, .5, .6), point(10, 100, .8), point(LabelDraw.ALL, 1000, 1.0))),
            new LabelCurve(
                    "a <& b",
                    true,
                    List.of(point(1, 10, .7), point(10, 100, .9), new LabelPoint(LabelDraw.ALL, 1000, List.of()))));

    @Test
    void showsALineForEachMethod() throws Exception {
        Document chart = parsed(LabelChart.svg("digits > 7", CURVES));
        assertThat(chart.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(text(chart, "title")).isEqualTo("digits > 7: accuracy by labels per class");
        assertThat(text(chart, "desc"))
                .isEqualTo(
                        "Means over draws of the labels. control (without an encoder): 1: 55.0 %; 10: 80.0 %; all: 100.0 %;"
                                + " a <& b: 1: 70.0 %; 10: 90.0 %;");
        NodeList groups = chart.getElementsByTagName("g");
        assertThat(groups.getLength()).isEqualTo(2);
        assertThat(groups.item(0).getAttributes().getNamedItem("class").getNodeValue())
                .isEqualTo("curve c0 control");
        assertThat(groups.item(1).getAttributes().getNamedItem("class").getNodeValue())
                .isEqualTo("curve c0");
        assertThat(groups.item(1).getTextContent()).isEqualTo("a <& b\n");
        assertThat(chart.getElementsByTagName("circle").getLength()).isEqualTo(5);
    }

    /** From 50 % at the bottom, 400, to 100 % at the top, 40; a tenth, a hundredth and all rows are as far apart. */
    @Test
    void pointsLieOnALogarithmicAxis() {
        assertThat(LabelChart.svg("d", CURVES)).contains("d=\"M80.0 364.0L310.0 184.0L540.0 40.0\"");
    }

    @Test
    void theLocaleChangesNothing() {
        Locale before = Locale.getDefault();
        String expected = LabelChart.svg("d", CURVES);
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(LabelChart.svg("d", CURVES)).isEqualTo(expected);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void oneNumberOfLabelsStandsInTheMiddle() {
        var curve = new LabelCurve("m", true, List.of(point(10, 100, .95)));
        assertThat(LabelChart.svg("d", List.of(curve))).contains("<circle cx=\"310.0\" cy=\"220.0\" r=\"3\"/>");
    }

    private static LabelPoint point(int perClass, int rows, Double... accuracies) {
        return new LabelPoint(perClass, rows, List.of(accuracies));
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(Document chart, String tag) {
        return chart.getElementsByTagName(tag).item(0).getTextContent();
    }
}
