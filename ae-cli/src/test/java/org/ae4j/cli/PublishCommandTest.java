package org.ae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ae4j.Sha256;
import org.ae4j.pretrain.ModelCard;
import org.ae4j.pretrain.PretrainedEncoder;
import org.ae4j.pretrain.PretrainedEncoders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishCommandTest {
    @TempDir
    Path folder;

    private Path data;
    private Path model;
    private Path out;

    @BeforeEach
    void train() {
        data = Tables.mixed(folder, 60);
        model = folder.resolve("m.st");
        out = folder.resolve("e.st");
        Run.good("train", "--data", data, "--label-column", "label", "--code", 2, "--epochs", 2, "--out", model);
    }

    private Object[] words(Object... more) {
        List<Object> words =
                new ArrayList<>(List.of("publish", "--encoder", model, "--data", data, "--known", data, "--out", out));
        words.addAll(Arrays.asList(more));
        return words.toArray();
    }

    @Test
    void theFileHasACardWithWhatWasSaidAndMeasured() throws Exception {
        Object[] words = words(
                "--label-column", "label", "--labels-per-class", 5, "--name", "mixed", "--licence", "MIT", "--json");
        ObjectNode json = Run.good(words).json();
        ModelCard card = ModelCard.read(out);
        assertThat(card.description().name()).isEqualTo("mixed");
        assertThat(card.description().licence()).isEqualTo("MIT");
        assertThat(card.metrics()).containsEntry("knownRows", 10.0).containsEntry("askedRows", 60.0);
        for (String figure : List.of("probeAccuracy", "probeAccuracyOfRows", "knnAccuracy", "knnAccuracyOfRows")) {
            assertThat(json.path(figure).doubleValue())
                    .as(figure)
                    .isEqualTo(card.metrics().get(figure))
                    .isBetween(0.5, 1.0);
        }
        assertThat(card.metrics()).containsKey("trainLoss");
        assertThat(json.path("sha256").textValue()).isEqualTo(Sha256.hex(Files.readAllBytes(out)));
        byte[] before = Files.readAllBytes(out);
        assertThat(Run.of(words).error()).startsWith("ae: " + out + " already exists");
        List<Object> again = new ArrayList<>(Arrays.asList(words));
        again.add("--force");
        Run.good(again.toArray());
        assertThat(out).hasBinaryContent(before);
    }

    @Test
    void unlabelledRowsAreRefused() {
        Path bare = Tables.file(folder, "bare.csv", "a,b,c,color\n1,2,3,red\n2,3,4,blue\n");
        Run run = Run.of("publish", "--encoder", model, "--data", bare, "--known", bare, "--out", out);
        assertThat(run.error())
                .isEqualTo("ae: publish measures by labels, bare.csv has none; name them by --label-column (CSV) or"
                        + " --labels");
        assertThat(run.code()).isEqualTo(2);
        assertThat(out).doesNotExist();
    }

    @Test
    void encodersOfAe4jAreFoundByName() {
        Path digits = folder.resolve("digits.st");
        try (PretrainedEncoder encoder = PretrainedEncoders.digits()) {
            assertThat(Run.good("info", "digits", "--markdown").out())
                    .isEqualToNormalizingNewlines(encoder.card().markdown());
        }
        Run run = Run.of("finetune", "--encoder", "digitz", "--data", data, "--label-column", "label", "--out", digits);
        assertThat(run.error())
                .isEqualTo("ae: neither a file nor an encoder of AE4J is named 'digitz'; did you mean 'digits'? (known:"
                        + " fashion-mnist, digits)");
        Run.good(
                "finetune",
                "--encoder",
                "fashion-mnist",
                "--data",
                "glyphs",
                "--labels-per-class",
                5,
                "--freeze",
                "all",
                "--epochs",
                1,
                "--test-fraction",
                0.02,
                "--skip-comparison",
                "--out",
                digits);
    }
}
