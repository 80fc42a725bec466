package org.ae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.ae4j.TestData;
import org.ae4j.data.CsvFormat;
import org.ae4j.data.Samples;
import org.ae4j.model.Autoencoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UseCommandsTest {
    @TempDir
    Path folder;

    private Path mixedModel(Path data) {
        Path model = folder.resolve("m.st");
        Run.good("train", "--data", data, "--label-column", "label", "--code", 2, "--epochs", 30, "--out", model);
        return model;
    }

    @Test
    void encodeThenDecodeIsReconstruct() throws Exception {
        Path data = Tables.mixed(folder, 60);
        Path model = mixedModel(data);
        Path codes = folder.resolve("codes.csv");
        Path decoded = folder.resolve("decoded.csv");
        Path reconstructed = folder.resolve("reconstructed.csv");

        Run encode = Run.good(
                "encode", "--model", model, "--data", data, "--label-column", "label", "--out", codes, "--json");
        Run decode = Run.good("decode", "--model", model, "--data", codes, "--out", decoded, "--json");
        Run reconstruct = Run.good(
                "reconstruct",
                "--model",
                model,
                "--data",
                data,
                "--label-column",
                "label",
                "--out",
                reconstructed,
                "--json");

        assertThat(encode.out()).isEqualTo("{\"rows\":60,\"columns\":2,\"out\":\"" + codes + "\"}\n");
        assertThat(decode.out()).isEqualTo("{\"rows\":60,\"columns\":4,\"out\":\"" + decoded + "\"}\n");
        assertThat(reconstruct.out()).isEqualTo("{\"rows\":60,\"columns\":4,\"out\":\"" + reconstructed + "\"}\n");
        assertThat(Files.readAllLines(codes).get(0)).isEqualTo("code0,code1");
        List<String> lines = Files.readAllLines(decoded);
        assertThat(lines.get(0)).isEqualTo("a,b,c,color");
        assertThat(lines.subList(1, 61)).allMatch(line -> line.matches(".*,(red|green|blue)"));
        assertThat(lines).isEqualTo(Files.readAllLines(reconstructed));
    }

    @Test
    void reconstructionsAreThoseOfTheModel() {
        Path data = Tables.mixed(folder, 60);
        Path model = mixedModel(data);
        Path out = folder.resolve("r.csv");
        Run.good("reconstruct", "--model", model, "--data", data, "--label-column", "label", "--out", out);
        try (Autoencoder loaded = Autoencoder.load(model)) {
            Samples expected =
                    loaded.reconstruct(Samples.csv(data, CsvFormat.defaults().label("label")));
            Samples found = Samples.csv(out, CsvFormat.defaults(), loaded.spec().schema());
            for (int i = 0; i < found.rows(); i++) {
                assertThat(found.row(i)).isEqualTo(expected.row(i));
            }
        }
    }

    @Test
    void evaluateMeasuresReconstructionAndCodes() {
        Path iris = TestData.require("sklearn/iris.csv");
        Path parts = folder.resolve("iris");
        Run.good(
                "split",
                "--data",
                iris,
                "--skip-lines",
                1,
                "--label-column",
                "last",
                "--out",
                parts,
                "--fractions",
                "0.6,0.4",
                "--stratified");
        Path model = folder.resolve("iris.st");
        ObjectNode trained = Run.good(
                        "train",
                        "--data",
                        parts.resolve("train.csv"),
                        "--test",
                        parts.resolve("test.csv"),
                        "--label-column",
                        "last",
                        "--code",
                        2,
                        "--epochs",
                        100,
                        "--out",
                        model,
                        "--json")
                .json();
        ObjectNode json = Run.good(
                        "evaluate",
                        "--model",
                        model,
                        "--data",
                        parts.resolve("test.csv"),
                        "--label-column",
                        "last",
                        "--reference",
                        parts.resolve("train.csv"),
                        "--json")
                .json();

        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        assertThat(names)
                .containsExactly("rows", "mse", "mseRaw", "pcaMse", "probeAccuracy", "knnAccuracy", "nmi", "report");
        assertThat(json.path("rows").intValue()).isEqualTo(60);
        assertThat(json.path("mse").doubleValue())
                .isEqualTo(trained.path("testMse").doubleValue());
        assertThat(json.path("mseRaw").doubleValue())
                .isEqualTo(trained.path("testMseRaw").doubleValue());
        assertThat(json.path("pcaMse").doubleValue())
                .isCloseTo(trained.path("pcaMse").doubleValue(), within(1e-12));
        assertThat(json.path("probeAccuracy").doubleValue()).isBetween(0.7, 1.0);
        assertThat(json.path("knnAccuracy").doubleValue()).isBetween(0.7, 1.0);
        assertThat(json.path("nmi").doubleValue()).isBetween(0.3, 1.0);
    }

    @Test
    void withoutLabelsCodesAreNotMeasuredAndPcaIsFittedToTheRowsThemselves() {
        Path data = Tables.mixed(folder, 60);
        Path model = mixedModel(data);
        Path rows = folder.resolve("rows.csv");
        Run.good("reconstruct", "--model", model, "--data", data, "--label-column", "label", "--out", rows);

        ObjectNode json =
                Run.good("evaluate", "--model", model, "--data", rows, "--json").json();
        assertThat(json.path("pcaMse").isNumber()).isTrue();
        for (String name : List.of("probeAccuracy", "knnAccuracy", "nmi")) {
            assertThat(json.get(name).isNull()).isTrue();
        }
        assertThat(Run.good("evaluate", "--model", model, "--data", rows).out())
                .contains("PCA was fitted to these very rows, an advantage");
    }

    @Test
    void imageModelsAlsoWritePictures() throws Exception {
        Path images = Tables.idx(folder, 40);
        Path labels = Tables.idxLabels(folder, 40);
        Path model = folder.resolve("bars.st");
        Run.good(
                "train",
                "--data",
                images,
                "--labels",
                labels,
                "--hidden",
                "8",
                "--code",
                2,
                "--epochs",
                3,
                "--out",
                model);
        Path pictures = folder.resolve("pictures");
        Object[] words = {
            "reconstruct", "--model", model, "--data", images, "--out", folder.resolve("r.csv"), "--images", pictures
        };
        Run.good(words);

        try (var files = Files.list(pictures)) {
            assertThat(files).hasSize(40);
        }
        var picture = ImageIO.read(pictures.resolve("row00006.png").toFile());
        assertThat(picture.getWidth()).isEqualTo(9);
        assertThat(picture.getHeight()).isEqualTo(3);
        // Row 6: a bar of 201 at place 2, black elsewhere; then a gap, then the reconstruction.
        assertThat(picture.getRaster().getPixels(0, 1, 4, 1, (int[]) null)).containsExactly(0, 0, 201, 0);
        Samples rows = Samples.csv(folder.resolve("r.csv"));
        assertThat(picture.getRaster().getSample(5 + 2, 1, 0)).isEqualTo(Math.round(rows.value(6, 4 + 2)));

        Files.delete(folder.resolve("r.csv"));
        Run refused = Run.of(words);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.error())
                .isEqualTo("ae: " + pictures + " is not empty; choose another folder or pass --force to write into it");
        assertThat(folder.resolve("r.csv")).doesNotExist();
    }

    @Test
    void evaluateTakesIdxLabels() {
        Path images = Tables.idx(folder, 40);
        Path labels = Tables.idxLabels(folder, 40);
        Path model = folder.resolve("bars.st");
        Run.good("train", "--data", images, "--hidden", "8", "--code", 2, "--epochs", 3, "--out", model);
        ObjectNode json = Run.good("evaluate", "--model", model, "--data", images, "--labels", labels, "--json")
                .json();
        assertThat(json.path("knnAccuracy").doubleValue()).isGreaterThan(0.5);
    }

    @Test
    void infoPrintsTheManifest() throws Exception {
        Path model = mixedModel(Tables.mixed(folder, 60));
        Run run = Run.good("info", model, "--json");
        ObjectNode json = run.json();
        assertThat(json.path("kind").textValue()).isEqualTo("autoencoder");
        assertThat(json.path("hashes").textValue()).isEqualTo("verified");
        assertThat(json.path("bytes").longValue()).isEqualTo(Files.size(model));
        long sum = 0;
        for (var layer : json.path("layers")) {
            sum += layer.path("parameters").longValue();
        }
        try (Autoencoder loaded = Autoencoder.load(model)) {
            assertThat(sum).isEqualTo(loaded.parameters().length);
        }
        assertThat(json.path("parameters").longValue()).isEqualTo(sum);
        assertThat(json.at("/layers/0/tensors/W").toString()).isEqualTo("[6,64]");
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        assertThat(names).containsExactlyInAnyOrderElementsOf(InfoCommand.KEYS);
        assertThat(Run.good("info", model).out()).contains("hashes verified").contains("4 columns: a, b, c, color");
    }
}
