package org.ae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.ae4j.data.CsvFormat;
import org.ae4j.data.Samples;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.Knowledge;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleCommandTest {
    @TempDir
    Path folder;

    private Path model(Path data, Object... more) {
        Path model = folder.resolve("m.st");
        var words = new ArrayList<Object>(
                List.of("train", "--data", data, "--label-column", "label", "--code", 2, "--epochs", 30));
        words.addAll(List.of("--out", model));
        words.addAll(List.of(more));
        Run.good(words.toArray());
        return model;
    }

    /** A class-conditional model of the mixed table. */
    private Path conditional(Path data) {
        Samples rows = Samples.csv(data, CsvFormat.defaults().label("label"));
        var spec = Presets.variational(rows.schema())
                .code(1)
                .knowledge(Knowledge.none().conditionedOn(rows.classes()));
        Path model = folder.resolve("conditional.st");
        try (Autoencoder trained =
                Trainer.of(spec, TrainingPlan.defaults().epochs(30)).fit(rows).model()) {
            trained.save(model);
        }
        return model;
    }

    @Test
    void rowsAreThoseOfTheModelAndTheSeed() throws Exception {
        Path model = model(Tables.mixed(folder, 60));
        Path out = folder.resolve("new.csv");
        Run run = Run.good("sample", "--model", model, "--count", 20, "--out", out, "--json");
        assertThat(run.out()).isEqualTo("{\"rows\":20,\"columns\":4,\"out\":\"" + out + "\"}\n");
        assertThat(Files.readAllLines(out).get(0)).isEqualTo("a,b,c,color");
        try (Autoencoder loaded = Autoencoder.load(model)) {
            Samples found = Samples.csv(out, CsvFormat.defaults(), loaded.spec().schema());
            Samples expected = loaded.sample(20, 42);
            for (int i = 0; i < 20; i++) {
                assertThat(found.row(i)).isEqualTo(expected.row(i));
            }
        }
        List<String> first = Files.readAllLines(out);
        Run.good("sample", "--model", model, "--count", 20, "--seed", 7, "--out", out, "--force");
        assertThat(Files.readAllLines(out)).hasSameSizeAs(first).isNotEqualTo(first);
    }

    @Test
    void aClassIsWrittenBehindTheRows() throws Exception {
        Path model = conditional(Tables.mixed(folder, 120));
        Path out = folder.resolve("high.csv");
        Run.good("sample", "--model", model, "--count", 5, "--class", "high", "--out", out);
        List<String> lines = Files.readAllLines(out);
        assertThat(lines.get(0)).isEqualTo("a,b,c,color,class");
        assertThat(lines.subList(1, 6)).allMatch(line -> line.endsWith(",high"));

        Run unknown = Run.of("sample", "--model", model, "--count", 5, "--class", "top", "--out", folder.resolve("o"));
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.error()).isEqualTo("ae: the model does not know the class 'top'; it knows [high, low]");
    }

    @Test
    void imageModelsAlsoWritePictures() throws Exception {
        Path images = Tables.idx(folder, 40);
        Path model = folder.resolve("bars.st");
        Run.good("train", "--data", images, "--hidden", 8, "--code", 2, "--epochs", 3, "--out", model);
        Path pictures = folder.resolve("pictures");
        Path out = folder.resolve("new.csv");
        Run.good("sample", "--model", model, "--count", 3, "--out", out, "--images", pictures);
        try (var files = Files.list(pictures)) {
            assertThat(files).hasSize(3);
        }
        var picture = ImageIO.read(pictures.resolve("row00002.png").toFile());
        assertThat(picture.getWidth()).isEqualTo(4);
        float value = Samples.csv(out).value(2, 5);
        assertThat(picture.getRaster().getSample(1, 1, 0)).isEqualTo(Math.round(Math.max(0, Math.min(255, value))));
    }

    @Test
    void whatCannotBeDrawnIsRefused() {
        Path model = model(Tables.mixed(folder, 60), "--reference-codes", 0);
        Path out = folder.resolve("new.csv");
        Run none = Run.of("sample", "--model", model, "--count", 0, "--out", out);
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.error()).isEqualTo("ae: the number of samples is at least 1, found 0");
        Run bare = Run.of("sample", "--model", model, "--count", 1, "--out", out);
        assertThat(bare.code()).isEqualTo(2);
        assertThat(bare.error())
                .isEqualTo(
                        "ae: the model keeps no codes of its training rows, which a mixture is fitted to; train it with"
                                + " reference codes (--reference-codes 10000, TrainingPlan.referenceCodes), or give it those of rows"
                                + " that you have by Reference.of and Autoencoder.withReference");
        Run untold = Run.of("sample", "--model", model, "--count", 1, "--class", "high", "--out", out);
        assertThat(untold.code()).isEqualTo(2);
        assertThat(untold.error())
                .isEqualTo("ae: the model is told no class, found the class 'high'; leave it out, or train a"
                        + " class-conditional model");
        assertThat(out).doesNotExist();
    }

    @Test
    void evaluateComparesGeneratedRowsWithGivenOnes() {
        Path data = Tables.mixed(folder, 120);
        Path model = model(data);
        Object[] words = {
            "evaluate", "--model", model, "--data", data, "--label-column", "label", "--samples", 120, "--json"
        };
        ObjectNode alone = Run.good(words).json();
        assertThat(alone.path("frechet").doubleValue()).isPositive();
        for (String share : List.of("precision", "recall", "coverage")) {
            assertThat(alone.path(share).doubleValue()).isBetween(0.2, 1.0);
        }
        assertThat(alone.path("density").doubleValue()).isPositive();
        assertThat(alone.get("nearestTraining").isNull()).isTrue();

        var more = new ArrayList<Object>(List.of(words));
        more.addAll(List.of("--reference", data));
        ObjectNode json = Run.good(more.toArray()).json();
        assertThat(json.path("frechet")).isEqualTo(alone.path("frechet"));
        assertThat(json.path("nearestTraining").doubleValue()).isPositive();
        assertThat(json.path("nearestTrainingOfData").doubleValue()).isZero();
    }

    @Test
    void evaluateAsksAClassConditionalModelForTheClassesOfTheData() {
        Path data = Tables.mixed(folder, 120);
        Path model = conditional(data);
        ObjectNode json = Run.good(
                        "evaluate",
                        "--model",
                        model,
                        "--data",
                        data,
                        "--label-column",
                        "label",
                        "--samples",
                        100,
                        "--json")
                .json();
        assertThat(json.path("recall").doubleValue()).isBetween(0.0, 1.0);
    }

    @Test
    void generatedRowsAreComparedByLabelsAlone() {
        Path images = Tables.idx(folder, 40);
        Path model = folder.resolve("bars.st");
        Run.good("train", "--data", images, "--hidden", 8, "--code", 2, "--epochs", 3, "--out", model);
        Run bare = Run.of("evaluate", "--model", model, "--data", images, "--samples", 40);
        assertThat(bare.code()).isEqualTo(2);
        assertThat(bare.error())
                .isEqualTo(
                        "ae: --samples compares in features that are learnt from labels, and bars-idx3-ubyte has none;"
                                + " name them by --label-column or --labels");
        Run negative = Run.of("evaluate", "--model", model, "--data", images, "--samples", -1);
        assertThat(negative.code()).isEqualTo(2);
        assertThat(negative.error()).isEqualTo("ae: --samples is at least 0, found -1");
        Run few = Run.of(
                "evaluate",
                "--model",
                model,
                "--data",
                images,
                "--labels",
                Tables.idxLabels(folder, 40),
                "--samples",
                3);
        assertThat(few.code()).isEqualTo(2);
        assertThat(few.error())
                .isEqualTo("ae: quality is measured on at least 4 rows of each kind, found 3 generated ones");
    }
}
