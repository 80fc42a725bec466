package org.ae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ae techniques}. */
class TechniquesCommandTest {
    @TempDir
    Path folder;

    private static Object[] words(Object... more) {
        List<Object> words = new ArrayList<>(
                List.of("techniques", "--data", "sensors", "--epochs", 4, "--batch-size", 256, "--minutes", 0));
        words.addAll(Arrays.asList(more));
        return words.toArray();
    }

    @Test
    void recommendsACommandThatTrains() throws Exception {
        Path page = folder.resolve("t.html");
        Run run = Run.good(words("--seeds", 2, "--report", page, "--json"));
        ObjectNode json = run.json();
        assertThat(json.path("effects").findValuesAsText("name"))
                .contains(
                        "activation=tanh",
                        "batch-size=64",
                        "l2=1e-5",
                        "batch-norm=yes",
                        "updater=sgd",
                        "pretraining=5");
        assertThat(json.path("recommended")).isNotEmpty();
        JsonNode judged = json.path("test").path("effects").path(0);
        assertThat(judged.path("change").doubleValue()).isNegative();
        String command = json.path("command").asText();
        assertThat(command).startsWith("./ae train --data sensors --epochs=4 ").endsWith(" --out model.safetensors");
        String[] train = command.substring("./ae ".length()).split(" ");
        train[train.length - 1] = folder.resolve("m.st").toString();
        Run.good((Object[]) train);
        assertThat(Files.readString(page)).contains("Techniques on sensors").contains(command);
    }

    @Test
    void peopleReadTechniqueByTechnique() {
        Run run = Run.good(words("--seeds", 1, "--jobs", 2));
        assertThat(run.out())
                .containsPattern("\nactivation function\n  activation=tanh ")
                .containsPattern("\nlearning rate and batch size\n  learning-rate=0.003 ")
                .containsPattern("\nDropout and BatchNorm\n  dropout=0.1 ")
                .contains("transfer learning: not tried; name a model of other rows by --source")
                .contains("recommended, measured on the test rows, which had no part in the choice:")
                .containsPattern("\n\\./ae train --data sensors .*--out model.safetensors\n");
    }

    @Test
    void epochsAreCutToTheMinutes() {
        Run run = Run.good(
                "techniques",
                "--data",
                "sensors",
                "--epochs",
                500,
                "--batch-size",
                512,
                "--seeds",
                1,
                "--minutes",
                0.05);
        assertThat(run.out())
                .containsPattern("^[0-9]+ epochs a run in place of 500, so that all takes about 0.05 minutes");
        assertThat(run.out()).containsPattern("\n\\./ae train --data sensors --epochs=[0-9]{1,3} ");
    }

    @Test
    void itGoesOnWhereItWas() throws Exception {
        Path runs = folder.resolve("runs");
        Run first = Run.good(words("--seeds", 1, "--runs", runs));
        List<Path> files;
        try (var all = Files.list(runs)) {
            files = all.sorted().toList();
        }
        for (Path file : files.subList(0, files.size() / 2)) {
            Files.delete(file);
        }
        assertThat(Run.good(words("--seeds", 1, "--runs", runs)).out()).isEqualTo(first.out());
    }

    @Test
    void aSourceIsTransferred() {
        Path source = folder.resolve("s.st");
        Run.good("train", "--data", "sensors", "--epochs", 60, "--out", source);
        JsonNode json =
                Run.good(words("--seeds", 1, "--source", source, "--json")).json();
        assertThat(json.path("effects").findValuesAsText("name")).contains("pretrained=" + source);
        assertThat(json.path("recommended").path(0).asText()).isEqualTo("pretrained=" + source);
        assertThat(json.path("command").asText()).contains(" --from=" + source + " ");
    }

    @Test
    void patienceStopsByRowsThatChooseNothing() {
        Run run = Run.good(words("--seeds", 1, "--patience", 1));
        assertThat(run.out())
                .as("a tenth of 10,000 to stop by, a fifth to test; of the 7,000 left a fifth to choose by")
                .contains("mse on 1,400 rows, ")
                .contains("mse on 2,000 rows, ");
    }

    @Test
    void whatCannotBe() {
        refused(
                "techniques measures its choice on test rows; name some by --test or --test-fraction",
                "--test-fraction",
                0);
        refused("--minutes is at least 0, found -1.0", "--minutes", -1);
        Path missing = folder.resolve("none.st");
        refused("pretrained=%s: %s does not exist; check the path".formatted(missing, missing), "--source", missing);
    }

    private static void refused(String message, Object... more) {
        List<Object> words = new ArrayList<>(List.of("techniques", "--data", "sensors"));
        words.addAll(Arrays.asList(more));
        Run run = Run.of(words.toArray());
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.error()).isEqualTo("ae: " + message);
    }
}
