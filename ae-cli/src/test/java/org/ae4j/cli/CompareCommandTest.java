package org.ae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ae4j.pretrain.PretrainedEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ae compare}. */
class CompareCommandTest {
    @TempDir
    Path folder;

    private static Run compare(Object... more) {
        List<Object> words =
                new ArrayList<>(List.of("compare", "--data", "sensors", "--epochs", 3, "--batch-size", 256));
        words.addAll(Arrays.asList(more));
        return Run.of(words.toArray());
    }

    private static Run good(Object... more) {
        Run run = compare(more);
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }

    private static void refused(String message, Object... more) {
        Run run = compare(more);
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.error()).isEqualTo("ae: " + message);
    }

    @Test
    void effectsAreRelativeToTheBaselineAndRepeat() {
        Object[] words = {"--seeds", 3, "--vary", "learning-rate=1e-5,0.001", "--vary", "hidden=16,16+8", "--json"};
        ObjectNode json = good(words).json();
        assertThat(json.path("measure").asText()).isEqualTo("mse");
        assertThat(json.path("seeds")).hasSize(3);
        assertThat(json.path("effects").findValuesAsText("name"))
                .containsExactly("learning-rate=1e-5", "learning-rate=0.001", "hidden=16", "hidden=16+8");
        JsonNode slow = json.path("effects").path(0);
        assertThat(slow.path("evidence").asText()).isEqualTo("harms");
        assertThat(slow.path("low").doubleValue())
                .isPositive()
                .isLessThan(slow.path("change").doubleValue());
        assertThat(json.path("effects").path(1).path("evidence").asText()).isEqualTo("no difference");
        assertThat(good(words).json().path("effects")).isEqualTo(json.path("effects"));
    }

    /** The baseline's figure is what {@code ae train} reports for the same flags. */
    @Test
    void theBaselineIsWhatTrainWouldDo() {
        JsonNode compared = good("--seeds", 2, "--seed", 7, "--vary", "activation=tanh", "--json")
                .json();
        Object[] train = {
            "train",
            "--data",
            "sensors",
            "--epochs",
            3,
            "--batch-size",
            256,
            "--seed",
            8,
            "--threads",
            1,
            "--json",
            "--out"
        };
        List<Object> words = new ArrayList<>(Arrays.asList(train));
        words.add(folder.resolve("m.st"));
        double mse = Run.good(words.toArray()).json().path("testMse").doubleValue();
        assertThat(compared.path("baseline").path("figures").path(1).doubleValue())
                .isEqualTo(mse);
    }

    @Test
    void switchesListsClippingAndPresetsVary() {
        ObjectNode json = good(
                        "--seeds",
                        2,
                        "--vary",
                        "batch-norm=yes,no",
                        "--vary",
                        "corruption=none,gaussian:0.1+masking:0.1",
                        "--vary",
                        "clipping=none,norm:1,value:0.5",
                        "--vary",
                        "preset=sparse,variational",
                        "--vary",
                        "init=relu",
                        "--vary",
                        "scaling=minmax",
                        "--json")
                .json();
        assertThat(json.path("effects")).hasSize(11);
        for (String same : List.of("batch-norm=no", "corruption=none", "clipping=none")) {
            assertThat(evidence(json, same)).as(same).isEqualTo("no difference");
        }
        for (String other :
                List.of("batch-norm=yes", "corruption=gaussian:0.1+masking:0.1", "preset=sparse", "init=relu")) {
            assertThat(evidence(json, other)).as(other).isNotEqualTo("no difference");
        }
    }

    private static String evidence(JsonNode json, String name) {
        for (JsonNode effect : json.path("effects")) {
            if (effect.path("name").asText().equals(name)) {
                return effect.path("evidence").asText();
            }
        }
        throw new AssertionError(name + " is not in " + json);
    }

    @Test
    void peopleReadATable() {
        Run run = good("--seeds", 2, "--vary", "learning-rate=1e-5");
        assertThat(run.out())
                .containsPattern(
                        "mse on 2,000 rows, mean of 2 seeds, lower is better; changes against the baseline with 95 %"
                                + " intervals\n"
                                + "  baseline +[0-9.]+\n"
                                + "  learning-rate=1e-5 +[0-9.]+ +\\+[0-9.]+ % +\\([−+][0-9.]+ … \\+[0-9.]+\\) ");
        assertThat(run.err()).containsPattern("baseline, seed 42: [0-9.]+\n");
    }

    @Test
    void oneSeedHasNoIntervalAndSaysSo() {
        assertThat(good("--seeds", 1, "--vary", "activation=tanh").out())
                .containsPattern("activation=tanh +[0-9.]+ +[−+][0-9.]+ % +one seed, no interval\n");
    }

    @Test
    void aRangeTestFindsRates() {
        Run run = good("--seeds", 1, "--vary", "learning-rate=auto", "--json");
        assertThat(run.err()).contains("range test: the loss falls up to a learning rate of ");
        assertThat(run.json().path("effects")).hasSize(3);
    }

    @Test
    void aPretrainedStartIsTransfer() {
        Path model = folder.resolve("start.st");
        Run.good("train", "--data", "sensors", "--epochs", 30, "--out", model);
        JsonNode json =
                good("--seeds", 3, "--vary", "pretrained=" + model, "--json").json();
        assertThat(json.path("effects").path(0).path("evidence").asText()).isEqualTo("helps");
    }

    /** Only half of it is pretrained, so that less is to be expected. */
    @Test
    void anEncodersFileStartsWithANewDecoder() {
        Path model = folder.resolve("start.st");
        Run.good("train", "--data", "sensors", "--epochs", 30, "--out", model);
        Path encoder = folder.resolve("encoder.st");
        try (PretrainedEncoder pretrained = PretrainedEncoder.load(model)) {
            pretrained.save(encoder);
        }
        JsonNode json =
                good("--seeds", 3, "--vary", "pretrained=" + encoder, "--json").json();
        assertThat(json.path("effects").path(0).path("change").doubleValue()).isNegative();
    }

    @Test
    void runsThatAreDoneAreKept() throws Exception {
        Path runs = folder.resolve("runs");
        Object[] words = {"--seeds", 2, "--vary", "activation=tanh", "--runs", runs};
        Run first = good(words);
        try (var files = Files.list(runs)) {
            Files.delete(files.sorted().findFirst().orElseThrow());
        }
        Run second = good(words);
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(second.err().lines().filter(line -> line.endsWith("(run before)")))
                .hasSize(3);
    }

    @Test
    void aReportShowsTheEffects() throws Exception {
        Path page = folder.resolve("r.html");
        good("--seeds", 2, "--vary", "learning-rate=1e-5", "--report", page);
        assertThat(Files.readString(page)).contains("Effects</h2>").contains("learning-rate=1e-5");
    }

    @Test
    void otherMeasures() {
        for (String measure : List.of("probe", "few-labels:5", "auroc")) {
            Run run = good("--seeds", 2, "--vary", "code=2", "--measure", measure, "--normal", "ok", "--json");
            assertThat(run.json().path("baseline").path("mean").doubleValue())
                    .as(measure)
                    .isBetween(.1, 1.0);
        }
        Run elbo = good("--preset", "variational", "--seeds", 2, "--vary", "beta=0.5", "--measure", "elbo", "--json");
        assertThat(elbo.json().path("measure").asText()).isEqualTo("elbo");
    }

    @Test
    void whatCannotBe() {
        Run unknown = compare("--vary", "activatio=tanh");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.error()).startsWith("ae: --vary has no 'activatio'; did you mean 'activation'? (known: ");
        refused("--vary expects KEY=A,B, found 'activation'", "--vary", "activation");
        refused("--vary expects KEY=A,B, found 'activation=relu,'", "--vary", "activation=relu,");
        refused(
                "--vary activation is given twice; put its values behind one, by comma",
                "--vary",
                "activation=relu",
                "--vary",
                "activation=tanh");
        refused(
                "dropout=2: dropout is the probability of dropping a unit, in [0, 1), found 2.0",
                "--vary",
                "dropout=0.1,2");
        refused("code=x: Invalid value for option '--code': 'x' is not an int", "--vary", "code=x");
        refused("batch-norm=2: batch-norm is yes or no, found '2'", "--vary", "batch-norm=2");
        refused(
                "clipping=norm:1: --clip-value and --clip-norm exclude each other; choose one",
                "--clip-value",
                1,
                "--vary",
                "clipping=norm:1");
        refused(
                "filters=8: --hidden is the widths of dense layers, --filters and --units make other layers: leave one of"
                        + " them out",
                "--hidden",
                "8",
                "--vary",
                "filters=8");
        refused("--seeds is at least 1, found 0", "--seeds", 0, "--vary", "code=2");
        refused("--jobs is at least 1, found 0", "--jobs", 0, "--vary", "code=2");
        refused(
                "the baseline diverges from 2 of 2 seeds, and nothing can be compared with it; lower its learning rate, or"
                        + " clip its gradients",
                "--updater",
                "sgd",
                "--learning-rate",
                "1e9",
                "--seeds",
                2,
                "--vary",
                "code=2");
        refused(
                "the elbo is a bound of variational codes, found dense; measure mse, or choose a variational preset",
                "--vary",
                "code=2",
                "--measure",
                "elbo");
    }
}
