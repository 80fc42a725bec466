package org.ae4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.ae4j.anomaly.AnomalyDetector;
import org.ae4j.anomaly.Threshold;
import org.ae4j.data.ImageSchema;
import org.ae4j.data.Imputation;
import org.ae4j.data.Parts;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.data.Split;
import org.ae4j.evaluate.ImageGrid;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;
import org.ae4j.train.TrainingResult;
import org.junit.jupiter.api.Test;

/** Sections of trained models. */
class ModelSectionsTest {
    private static final TrainingPlan PLAN = TrainingPlan.defaults().epochs(2).threads(1);

    private static TrainingResult fit(AutoencoderSpec spec, Samples rows) {
        return Trainer.of(spec, PLAN).fit(rows);
    }

    private static List<String> ids(List<Section> sections) {
        return sections.stream().map(Section::id).toList();
    }

    private static String written(Section section) {
        var html = new Html();
        section.write(html);
        return html.written();
    }

    @Test
    void rowsGoFromTheBestToTheWorst() {
        Samples rows = Samples.blobs(50, 4, 2, 0.4, 3);
        try (Autoencoder model =
                fit(Presets.dense(rows.schema()).hidden(4).code(2), rows).model()) {
            Measured measured = Measured.of(model, rows, "row");
            double[] errors = measured.reconstruction().rowErrors();
            int[] shown = measured.fromBestToWorst(5);
            assertThat(errors[shown[0]]).isEqualTo(Arrays.stream(errors).min().getAsDouble());
            assertThat(errors[shown[4]]).isEqualTo(Arrays.stream(errors).max().getAsDouble());
            assertThat(Arrays.stream(shown).mapToDouble(row -> errors[row]).toArray())
                    .isSorted();
            assertThat(measured.spread(5)).containsExactly(0, 10, 20, 30, 40);
            assertThat(measured.spread(500)).hasSize(50);
        }
    }

    @Test
    void rowsWithMissingCellsAreMeasuredAndNotShown() {
        float[][] values = new float[40][3];
        for (int i = 0; i < values.length; i++) {
            values[i] = new float[] {i, i % 4 == 0 ? Float.NaN : 2 * i, -i};
        }
        Samples rows = Samples.of(values, Imputation.keep());
        try (Autoencoder model =
                fit(Presets.dense(rows.schema()).hidden(4).code(2), rows).model()) {
            Measured measured = Measured.of(model, rows, "row");
            assertThat(Arrays.stream(measured.spread(100))).hasSize(30).noneMatch(row -> row % 4 == 0);
            assertThat(ids(ModelSections.of(measured, 1)))
                    .containsExactly("reconstructions", "map", "drivers", "histogram", "features");
        }
    }

    @Test
    void classConditionalModelsShowEveryClass() {
        Samples rows = Samples.blobs(60, 4, 3, 0.4, 3);
        AutoencoderSpec spec = Presets.variational(rows.schema()).hidden(4).code(2);
        AutoencoderSpec told = spec.knowledge(spec.knowledge().conditionedOn(rows.classes()));
        try (Autoencoder model = fit(told, rows).model()) {
            List<Section> sections = ModelSections.of(Measured.of(model, rows, "row"), 1);
            assertThat(ids(sections))
                    .containsExactly(
                            "reconstructions", "map", "traversals", "generated", "parts", "histogram", "features");
            assertThat(written(sections.get(3)))
                    .contains("<th scope=\"row\">0</th>", "<th scope=\"row\">1</th>", "<th scope=\"row\">2</th>");
        }
    }

    @Test
    void sequencesOfDifferentLengthEndWhereTheyEnd() {
        float[][] values = new float[30][6];
        for (int i = 0; i < values.length; i++) {
            for (int step = 0; step < 6; step++) {
                values[i][step] = step < 3 + i % 4 ? (float) Math.sin(i + step) : Float.NaN;
            }
        }
        Samples rows = Samples.of(Schema.sequence(List.of("value"), 6, 3), values);
        try (Autoencoder model =
                fit(Presets.recurrent(rows.schema()).code(2), rows).model()) {
            Measured measured = Measured.of(model, rows, "row");
            assertThat(ids(ModelSections.of(measured, 1)))
                    .containsExactly("reconstructions", "map", "histogram", "features");
        }
    }

    @Test
    void filtersAreTheWeightsOfTheFirstLayer() {
        Samples rows = images();
        try (Autoencoder model =
                fit(Presets.dense(rows.schema()).hidden(5).code(2), rows).model()) {
            Filters dense = Filters.of(model).orElseThrow();
            assertThat(dense.image()).isEqualTo(new ImageSchema(1, 4, 4));
            assertThat(dense.weights().length).isEqualTo(5);
            // DL4J keeps the weights into one unit side by side, those of the first unit first.
            float[] first = Arrays.copyOf(model.parameters(), 16);
            assertThat(Arrays.asList(dense.weights()))
                    .anySatisfy(unit -> assertThat(unit).isEqualTo(first));
        }
        try (Autoencoder model =
                fit(Presets.convolutional(rows.schema()).code(2), rows).model()) {
            Filters windows = Filters.of(model).orElseThrow();
            assertThat(windows.image()).isEqualTo(new ImageSchema(1, 3, 3));
            var html = new Html();
            windows.write(html);
            assertThat(html.written().split("<img ")).hasSize(1 + windows.weights().length);
            assertThat(html.written()).contains("width=\"39\" height=\"39\" alt=\"unit 1\">");
        }
        Samples table = Samples.blobs(20, 3, 2, 0.4, 1);
        try (Autoencoder model =
                fit(Presets.dense(table.schema()).hidden(4).code(2), table).model()) {
            assertThat(Filters.of(model)).isEmpty();
        }
    }

    private static Samples images() {
        float[][] values = new float[40][16];
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < 16; j++) {
                values[i][j] = (i * 37 + j * 11) % 256;
            }
        }
        return Samples.of(Schema.image(1, 4, 4), values);
    }

    @Test
    void picturesArePngOfTheRightSize() throws Exception {
        Picture picture = Picture.of(
                ImageGrid.of(new ImageSchema(1, 2, 3)), 4, "two", new float[][] {new float[6], new float[6]});
        assertThat(picture.uri()).startsWith("data:image/png;base64,");
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(
                Base64.getDecoder().decode(picture.uri().substring("data:image/png;base64,".length()))));
        assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(7, 2);
        assertThat(List.of(picture.width(), picture.height())).containsExactly(28, 8);
    }

    @Test
    void trainingPageSaysWhereItsRowsComeFrom() {
        Parts parts = Samples.blobs(90, 3, 3, 0.4, 5)
                .split(Split.train(.5).validation(.25).test(.25));
        AutoencoderSpec spec = Presets.dense(parts.train().schema()).hidden(4).code(2);
        TrainingResult result = Trainer.of(spec, PLAN).fit(parts.train(), parts.validation());
        TrainingReport tested = TrainingReport.of(result, parts).fact("Time", "1 s");
        assertThat(tested.measured().what()).isEqualTo("test row");
        assertThat(tested.page().verdict())
                .matches("On 2\\d test rows it reconstructs .* than PCA with 2 dimensions: .*"
                        + " Training: unknown: 2 of the 5 epochs that a verdict needs\\.");
        assertThat(tested.run().facts())
                .containsEntry("Time", "1 s")
                .containsEntry("Engine", result.model().provenance().engine());
        var untested = new Parts(
                parts.train(),
                parts.validation(),
                parts.calibration(),
                parts.test().select());
        assertThat(TrainingReport.of(result, untested).measured().what()).isEqualTo("validation row");
        assertThat(TrainingReport.of(result, untested).page().verdict())
                .endsWith("There are no test rows to measure on.");
        result.model().close();
    }

    @Test
    void detectionPageOutlivesItsDetector() {
        Samples rows = Samples.blobs(300, 3, 2, 0.4, 5);
        Autoencoder model =
                fit(Presets.dense(rows.schema()).hidden(4).code(2), rows).model();
        var detector = AnomalyDetector.calibrate(model, rows, Threshold.quantile(0.9));
        DetectionReport report = DetectionReport.of(detector, rows).normal("0");
        HtmlReport page = report.page();
        detector.close();
        model.close();
        assertThat(ids(page.sections())).containsExactly("histogram", "ranking", "strangest", "map", "features", "run");
        assertThat(page.html()).contains("Strangest rows");
        assertThat(page.verdict()).contains("rows are flagged: they score above", "anomalies: all labels but '0'");
        assertThat(report.normal("no such label").normal()).isEqualTo(Optional.empty());
    }

    @Test
    void rowsTooLargeForTheModelLeaveAPageAllTheSame() {
        Samples blobs = Samples.blobs(60, 3, 2, 0.4, 5);
        float[][] values = new float[60][3];
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < 3; j++) {
                values[i][j] = 1e-6f * blobs.value(i, j);
            }
        }
        Samples rows = Samples.of(values);
        values[7][1] = 3e38f; // beyond float once it is scaled
        Samples large = Samples.of(values);
        try (Autoencoder model =
                fit(Presets.dense(rows.schema()).hidden(4).code(2), rows).model()) {
            Measured measured = Measured.of(model, large, "row");
            assertThat(measured.canShow(7)).isFalse();
            assertThat(measured.spread(100)).hasSize(59);
            HtmlReport page = DetectionReport.of(AnomalyDetector.uncalibrated(model), large)
                    .page()
                    .addAll(ModelSections.of(measured, 1).stream()
                            .filter(section -> section.id().startsWith("re"))
                            .toList());
            assertThat(page.html()).contains("largest Infinity", "<th scope=\"row\">row 7</th>");
        }
    }
}
