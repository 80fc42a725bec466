package org.ae4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.Rounded;
import org.ae4j.data.Schema;
import org.ae4j.file.Json;
import org.ae4j.layer.LossPart;
import org.ae4j.train.EpochResult;
import org.ae4j.train.History;
import org.junit.jupiter.api.Test;

/** Sections of given numbers: what they say, and what they draw. */
class SectionsTest {
    private static Html written(Section section) {
        var html = new Html();
        section.write(html);
        return html;
    }

    private static JsonNode chart(Section section, int index) {
        return Json.parse(written(section).chartData(), "charts").path("charts").path(index);
    }

    private static History history(double... validation) {
        List<EpochResult> epochs = IntStream.range(0, validation.length)
                .mapToObj(i -> new EpochResult(i + 1, 100.0 / (i + 1), OptionalDouble.of(validation[i]), 1e-3))
                .toList();
        return new History(epochs, 2, false);
    }

    @Test
    void lossesSayHowFarTheyFell() {
        var section = new LossCurves(history(9, 3, 3.5));
        assertThat(written(section).written())
                .contains("Over 3 epochs the training loss goes from 100 to 33.33, the validation loss from 9 to 3.5;"
                        + " the weights of epoch 2 are kept.")
                .doesNotContain("Learning rate");
        JsonNode chart = chart(section, 0);
        assertThat(chart.at("/series/1/points").toString()).isEqualTo("[[1.0,9.0],[2.0,3.0],[3.0,3.5]]");
        assertThat(chart.at("/marks/0/x").doubleValue()).isEqualTo(2);
        assertThat(chart.at("/y/scale").textValue()).isEqualTo("logarithmic");
    }

    @Test
    void lossesShowWhatTheyAreMadeOf() {
        var epochs = List.of(
                new EpochResult(1, 12, OptionalDouble.empty(), 1e-3, parts(9, 3, 0.7)),
                new EpochResult(2, 10, OptionalDouble.empty(), 1e-3, parts(6, 4, 0.6)));
        var section = new LossCurves(new History(epochs, 2, false));
        assertThat(written(section).written())
                .contains(
                        "In the last epoch the training loss is made of reconstruction 6, divergence of the codes 4.",
                        "<summary>Losses as numbers</summary>",
                        "<th scope=\"row\">2</th>\n<td class=\"number\">10</td>\n<td class=\"number\">6</td>\n"
                                + "<td class=\"number\">4</td>\n<td class=\"number\">0.6</td>");
        assertThat(chart(section, 0).at("/series").findValuesAsText("name")).containsExactly("training");
        JsonNode chart = chart(section, 1);
        assertThat(chart.at("/series").findValuesAsText("name"))
                .containsExactly("reconstruction", "divergence of the codes", "game of the rows (not in the loss)");
        assertThat(chart.at("/series/1/points").toString()).isEqualTo("[[1.0,3.0],[2.0,4.0]]");
    }

    private static Map<LossPart, Double> parts(double reconstruction, double divergence, double game) {
        return Map.of(
                LossPart.RECONSTRUCTION, reconstruction, LossPart.DIVERGENCE, divergence, LossPart.ROW_GAME, game);
    }

    @Test
    void longRunsAreThinnedAndKeepTheirEnd() {
        double[] losses = IntStream.range(0, 1501).mapToDouble(i -> 10).toArray();
        JsonNode points = chart(new LossCurves(history(losses)), 0).at("/series/1/points");
        assertThat(points.size()).isBetween(300, 502);
        assertThat(points.path(points.size() - 1).path(0).intValue()).isEqualTo(1501);
    }

    @Test
    void everyValueIsInOneColumnOfTheHistogram() {
        double[] values = IntStream.range(0, 1000).mapToDouble(i -> i / 1000.0).toArray();
        values[999] = 1e6;
        values[998] = Double.POSITIVE_INFINITY;
        var section = new Histogram("score", Map.of("rows", values), OptionalDouble.of(0.5));
        JsonNode chart = chart(section, 0);
        int sum = 0;
        for (JsonNode point : chart.at("/series/0/points")) {
            sum += point.path(1).intValue();
        }
        assertThat(sum).isEqualTo(1000);
        assertThat(chart.at("/marks/0/name").textValue()).isEqualTo("threshold 0.5");
        assertThat(written(section).written())
                .contains("1,000 scores: median 0.5, largest Infinity;", "; 499 above the threshold 0.5.");
    }

    @Test
    void histogramOfEqualOrInfiniteValuesIsOne() {
        var equal = new Histogram("error", Map.of("rows", new double[] {2, 2}), OptionalDouble.empty());
        assertThat(chart(equal, 0).at("/series/0/points/0/1").intValue()).isEqualTo(2);
        var infinite =
                new Histogram("score", Map.of("rows", new double[] {Double.POSITIVE_INFINITY}), OptionalDouble.empty());
        assertThat(written(infinite).written()).contains("No score is finite.");
    }

    /** Scores 4, 3, 2, 1 of anomaly, healthy, anomaly, healthy: by hand. */
    @Test
    void rankingCurvesGoThroughEveryThreshold() {
        var section = RankingCurves.of(new double[] {4, 3, 2, 1}, new boolean[] {true, false, true, false});
        assertThat(points(chart(section, 0))).containsExactly("0.0 0.0", "0.0 0.5", "0.5 0.5", "0.5 1.0", "1.0 1.0");
        assertThat(points(chart(section, 1))).containsExactly("0.5 1.0", "0.5 0.5", "1.0 0.666667", "1.0 0.5");
        assertThat(written(section).written()).contains("AUROC, is 0.750", "average precision is 0.833");
    }

    private static List<String> points(JsonNode chart) {
        return IntStream.range(0, chart.at("/series/0/points").size())
                .mapToObj(i -> chart.at("/series/0/points").path(i))
                .map(point -> point.path(0) + " " + point.path(1))
                .toList();
    }

    @Test
    void rankingCurvesOfManyRowsAreThinnedAndKeepTheirArea() {
        var random = new java.util.Random(1);
        double[] scores = new double[20_000];
        boolean[] anomaly = new boolean[scores.length];
        for (int i = 0; i < scores.length; i++) {
            anomaly[i] = i % 10 == 0;
            scores[i] = random.nextGaussian() + (anomaly[i] ? 1.5 : 0);
        }
        var section = RankingCurves.of(scores, anomaly);
        JsonNode points = chart(section, 0).at("/series/0/points");
        assertThat(points.size()).isBetween(100, 402);
        double area = 0;
        for (int i = 1; i < points.size(); i++) {
            double width = points.path(i).path(0).doubleValue()
                    - points.path(i - 1).path(0).doubleValue();
            area += width
                    * (points.path(i).path(1).doubleValue()
                            + points.path(i - 1).path(1).doubleValue())
                    / 2;
        }
        assertThat(area).isCloseTo(section.quality().auroc(), within(1e-3));
    }

    @Test
    void confusionCountsTrueAgainstNamed() {
        var matrix = ConfusionMatrix.of(List.of("a", "b"), List.of("a", "a", "b", "b"), List.of("a", "b", "b", "b"));
        assertThat(matrix.counts()).isDeepEqualTo(new int[][] {{1, 1}, {0, 2}});
        assertThat(written(matrix).written())
                .contains(
                        "75.0 % of 4 rows are named rightly; most often &#39;a&#39; is taken for &#39;b&#39;, 1 time.");
        assertThatThrownBy(() -> ConfusionMatrix.of(List.of("a"), List.of("a"), List.of("z")))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("'z' is none of the classes [a]");
        assertThatThrownBy(() -> ConfusionMatrix.of(List.of("a"), List.of("a"), List.of()))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("a confusion matrix needs one label a row, found 1 true and 0 named");
    }

    @Test
    void featureErrorsNameTheWorst() {
        var table = new FeatureErrors(Schema.numeric(List.of("a", "b")), new double[] {0.1, 0.4});
        assertThat(written(table).written()).contains("largest for b, 0.4, smallest for a, 0.1.");
        assertThat(chart(table, 0).at("/names").toString()).isEqualTo("[\"b\",\"a\"]");
        var sequence = new FeatureErrors(Schema.sequence(List.of("u", "v"), 2), new double[] {1, 2, 3, 9});
        assertThat(written(sequence).written()).contains("the largest is 9 at step 1.");
        assertThat(chart(sequence, 0).at("/series/0/name").textValue()).isEqualTo("v");
        var image = new FeatureErrors(Schema.image(1, 2, 2), new double[] {0, 0, 0, 0.5});
        assertThat(written(image).written()).contains("from 0 (black) to 0.5 (white)", "data:image/png;base64,");
    }

    @Test
    void comparisonKeepsItsOrder() {
        var values = new LinkedHashMap<String, Double>();
        values.put("tuned", 0.9);
        values.put("scratch", 0.8);
        var section = new Comparison("accuracy", "Accuracy", "share of rows", values);
        assertThat(written(section).written()).contains("Accuracy, share of rows: tuned 0.9; scratch 0.8.");
    }

    @Test
    void transferComparesWithTheBestOfTheOthers() {
        var accuracies = new LinkedHashMap<String, Double>();
        accuracies.put("tuned", 0.75);
        accuracies.put("frozen", 0.6);
        accuracies.put("scratch", 0.7);
        var confusion = ConfusionMatrix.of(List.of("a", "b"), List.of("a", "b"), List.of("a", "b"));
        TransferReport report = TransferReport.of(accuracies, confusion, 40).history(history(3, 2, 1));
        assertThat(report.verdict())
                .isEqualTo(
                        "From 40 labels it names 75.0 % of the test rows rightly; the best of the others, scratch, 70.0 %.");
        assertThat(report.page("Kinds").sections())
                .extracting(Section::id)
                .containsExactly("accuracy", "confusion", "loss", "run");
        assertThat(TransferReport.of(Map.of("alone", 0.5), confusion, 1).verdict())
                .isEqualTo("From 1 label it names 50.0 % of the test rows rightly.");
        assertThatThrownBy(() -> TransferReport.of(Map.of(), confusion, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a transfer is measured by at least one accuracy, found none");
    }

    @Test
    void factsAreAddedInOrder() {
        RunFacts facts =
                RunFacts.none().and("a", "1").and("b", "2").and("a", "3").text("long", "{}");
        assertThat(facts.facts()).containsExactly(Map.entry("a", "3"), Map.entry("b", "2"));
        assertThat(written(facts).written())
                .contains("<dt>a</dt>\n<dd>3</dd>", "<summary>long</summary>", "<pre tabindex=\"0\">{}");
    }

    @Test
    void numbersAreRoundedForPeople() {
        assertThat(List.of(
                        Rounded.text(0.014234),
                        Rounded.text(12.5),
                        Rounded.text(1.2345e-9),
                        Rounded.text(0),
                        Rounded.text(Double.POSITIVE_INFINITY),
                        Rounded.rough(1.7),
                        Rounded.rough(1.05),
                        Rounded.count(2000, "row"),
                        Rounded.count(1, "row"),
                        Rounded.percent(0.9912)))
                .containsExactly(
                        "0.01423",
                        "12.5",
                        "1.235e-09",
                        "0",
                        "Infinity",
                        "1.7",
                        "1.05",
                        "2,000 rows",
                        "1 row",
                        "99.1 %");
    }
}
