package org.ae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ae4j.TestData;
import org.ae4j.data.CsvFormat;
import org.ae4j.data.Samples;
import org.ae4j.file.Json;
import org.ae4j.model.Autoencoder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
    @TempDir
    Path folder;

    private Path data;

    @BeforeEach
    void writeData() {
        data = Tables.mixed(folder, 120);
    }

    private Run train(Path out, Object... more) {
        return Run.good(words(out, more));
    }

    private Object[] words(Path out, Object... more) {
        List<Object> words = new ArrayList<>(
                List.of("train", "--data", data, "--label-column", "label", "--out", out, "--epochs", 5, "--json"));
        words.addAll(Arrays.asList(more));
        return words.toArray();
    }

    @Test
    void reportsEveryFigure() {
        Path out = folder.resolve("m.safetensors");
        ObjectNode json = train(out, "--hidden", "8", "--code", 2).json();

        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        assertThat(names)
                .containsExactly(
                        "preset",
                        "parameters",
                        "trainRows",
                        "testRows",
                        "epochs",
                        "bestEpoch",
                        "trainLoss",
                        "validationLoss",
                        "verdict",
                        "seed",
                        "testMse",
                        "testMseRaw",
                        "pcaMse",
                        "perplexity",
                        "collapsed",
                        "rowsPerSecond",
                        "engine",
                        "seconds",
                        "model",
                        "report");
        assertThat(json.path("preset").textValue()).isEqualTo("dense");
        // 6 inputs (three numbers, three colours): 6·8+8, 8·2+2, 2·8+8, 8·6+6.
        assertThat(json.path("parameters").intValue()).isEqualTo(152);
        assertThat(json.path("trainRows").intValue()).isEqualTo(96);
        assertThat(json.path("testRows").intValue()).isEqualTo(24);
        assertThat(json.path("epochs").intValue()).isEqualTo(5);
        assertThat(json.path("validationLoss").isNull()).isTrue();
        assertThat(json.path("verdict").textValue()).isEqualTo("under-fitting");
        assertThat(json.path("seed").longValue()).isEqualTo(42);
        assertThat(json.path("rowsPerSecond").longValue()).isPositive();
        assertThat(json.path("engine").textValue()).isEqualTo("compiled");
        assertThat(json.path("model").textValue()).isEqualTo(out.toString());
        try (Autoencoder model = Autoencoder.load(out)) {
            for (String figure : List.of("trainLoss", "testMse", "testMseRaw", "pcaMse")) {
                assertThat(model.metrics().get(figure))
                        .isEqualTo(json.path(figure).doubleValue());
            }
        }
    }

    @Test
    void testFiguresAreThoseOfTheHeldOutRows() {
        Path parts = folder.resolve("parts");
        Run.good("split", "--data", data, "--label-column", "label", "--out", parts, "--fractions", "0.8,0.2");
        ObjectNode heldOut = train(folder.resolve("a.st")).json();
        data = parts.resolve("train.csv");
        ObjectNode given = train(folder.resolve("b.st"), "--test", parts.resolve("test.csv"))
                .json();
        for (String figure : List.of("trainLoss", "testMse", "testMseRaw", "pcaMse")) {
            assertThat(given.path(figure).doubleValue())
                    .isCloseTo(heldOut.path(figure).doubleValue(), within(1e-6));
        }
    }

    @Test
    void sameSeedGivesTheSameBytes() throws Exception {
        Path first = folder.resolve("1.st");
        Path second = folder.resolve("2.st");
        Path other = folder.resolve("3.st");
        train(first, "--seed", 7, "--dropout", 0.1);
        train(second, "--seed", 7, "--dropout", 0.1);
        train(other, "--seed", 8, "--dropout", 0.1);
        assertThat(Files.mismatch(first, second)).isEqualTo(-1);
        assertThat(Files.mismatch(first, other)).isNotEqualTo(-1);
    }

    @Test
    void whatInfoPrintsTrainsTheSameModel() throws Exception {
        Path first = folder.resolve("1.st");
        train(
                first,
                "--seed",
                9,
                "--hidden",
                "7,5",
                "--code",
                3,
                "--scaling",
                "minmax",
                "--likelihood",
                "laplace",
                "--updater",
                "nesterovs",
                "--learning-rate",
                0.01,
                "--schedule",
                "one-cycle",
                "--clip-norm",
                2,
                "--batch-size",
                16,
                "--l2",
                0.001,
                "--batch-norm",
                "--patience",
                3);
        ObjectNode info = Run.good("info", first, "--json").json();
        Path whole = Tables.file(folder, "whole.json", Json.write(info));
        info.retain("spec", "plan");
        Path parts = Tables.file(folder, "parts.json", Json.pretty(info));

        for (Path config : List.of(whole, parts)) {
            Path again = folder.resolve(config.getFileName() + ".st");
            Run.good("train", "--data", data, "--label-column", "label", "--out", again, "--config", config);
            assertThat(Files.mismatch(first, again)).isEqualTo(-1);
        }
    }

    @Test
    void configMergesAndFlagsOverrideIt() {
        Path config = Tables.file(folder, "c.json", """
                {"spec": {"scaling": {"type": "divide", "by": 2}, "likelihood": {"type": "gaussian", "sigma": 0.5},
                          "bottleneck": {"size": 4}, "layers": {"activation": "TANH"}},
                 "plan": {"batchSize": 11, "updater": {"learningRate": 0.5}, "clipping": {"type": "byNorm", "limit": 1}}}
                """);
        Path out = folder.resolve("m.st");
        train(out, "--config", config, "--code", 2, "--learning-rate", 0.002);
        ObjectNode info = Run.good("info", out, "--json").json();
        assertThat(Json.write(info.path("spec").path("scaling"))).isEqualTo("{\"type\":\"divide\",\"by\":2.0}");
        assertThat(info.at("/spec/likelihood/sigma").doubleValue()).isEqualTo(0.5);
        assertThat(info.at("/spec/bottleneck/size").intValue()).isEqualTo(2);
        assertThat(info.at("/spec/layers/activation").textValue()).isEqualTo("TANH");
        assertThat(info.at("/spec/layers/weightInit").textValue()).isEqualTo("XAVIER");
        assertThat(info.at("/plan/batchSize").intValue()).isEqualTo(11);
        assertThat(info.at("/plan/updater/learningRate").doubleValue()).isEqualTo(0.002);
        assertThat(info.at("/plan/updater/type").textValue()).isEqualTo("adam");
        assertThat(info.at("/plan/clipping/limit").doubleValue()).isEqualTo(1);
    }

    private ObjectNode planOf(Object... flags) {
        Path out = folder.resolve("plan" + System.nanoTime() + ".st");
        train(out, flags);
        return Run.good("info", out, "--json").json();
    }

    @Test
    void schedulesFollowTheFlags() {
        assertThat(schedule("cosine:0.1", "--warm-up", 1.5))
                .isEqualTo("{\"type\":\"warmUp\",\"epochs\":1.5,\"then\":{\"type\":\"cosine\",\"endFactor\":0.1}}");
        assertThat(schedule("cosine")).isEqualTo("{\"type\":\"cosine\",\"endFactor\":0.0}");
        assertThat(schedule("step:2:0.5")).isEqualTo("{\"type\":\"step\",\"epochs\":2,\"factor\":0.5}");
        assertThat(schedule("exponential:0.9")).isEqualTo("{\"type\":\"exponential\",\"factorPerEpoch\":0.9}");
        assertThat(schedule("plateau:3:0.5"))
                .isEqualTo("{\"type\":\"reduceOnPlateau\",\"patience\":3,\"factor\":0.5,\"least\":0.0}");
    }

    private String schedule(String name, Object... more) {
        List<Object> flags = new ArrayList<>(List.of("--schedule", name));
        flags.addAll(Arrays.asList(more));
        return Json.write(planOf(flags.toArray()).at("/plan/schedule"));
    }

    @Test
    void updatersGoByTheirUsualNames() {
        ObjectNode adamw = planOf("--updater", "adamw");
        assertThat(adamw.at("/plan/updater/type").textValue()).isEqualTo("adam");
        assertThat(adamw.at("/spec/penalties/weightDecay").doubleValue()).isEqualTo(1e-4);
        ObjectNode told = planOf("--updater", "adamw", "--weight-decay", 0.01);
        assertThat(told.at("/spec/penalties/weightDecay").doubleValue()).isEqualTo(0.01);
        assertThat(planOf("--updater", "adam").at("/spec/penalties/weightDecay").doubleValue())
                .isZero();
        ObjectNode momentum = planOf("--updater", "momentum", "--learning-rate", 0.01);
        assertThat(momentum.at("/plan/updater/type").textValue()).isEqualTo("nesterovs");
        assertThat(momentum.at("/plan/updater/momentum").doubleValue()).isEqualTo(0.9);
    }

    @Test
    void adamwNeedsAModelWithWeightDecayToGoOnFrom() {
        Path first = folder.resolve("1.st");
        train(first);
        Run refused = Run.of(words(folder.resolve("2.st"), "--from", first, "--updater", "adamw"));
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.error())
                .isEqualTo(
                        "ae: --updater adamw needs weight decay, but the model keeps its specification, which has none;"
                                + " take adam");
        Path decayed = folder.resolve("3.st");
        train(decayed, "--weight-decay", 0.001);
        train(folder.resolve("4.st"), "--from", decayed, "--updater", "adamw");
    }

    @Test
    void theBestOfSeveralSeedsIsWhatThatSeedAloneGives() {
        Path best = folder.resolve("best.st");
        Run run = train(best, "--code", 1, "--seed", 3, "--restarts", 4);
        long seed = run.json().path("seed").longValue();
        assertThat(seed).as("not the first, so that it matters").isBetween(4L, 6L);
        assertThat(run.json().path("trainRows").intValue()).isEqualTo(84);
        assertThat(run.err())
                .contains(
                        "the best of 4 seeds is " + seed + "; alone it needs --split-seed 3 to hold out the same rows");
        Path alone = folder.resolve("alone.st");
        train(alone, "--code", 1, "--seed", seed, "--split-seed", 3, "--validation-fraction", 0.1);
        Path further = folder.resolve("further.st");
        train(further, "--from", best, "--validation-fraction", 0.1);
        try (Autoencoder winner = Autoencoder.load(best);
                Autoencoder single = Autoencoder.load(alone);
                Autoencoder end = Autoencoder.load(further)) {
            assertThat(single.parameters()).isEqualTo(winner.parameters());
            assertThat(single.provenance()).isEqualTo(winner.provenance());
            assertThat(single.metrics()).isEqualTo(winner.metrics());
            assertThat(end.provenance().data())
                    .as("what was held out stays so")
                    .isEqualTo(winner.provenance().data());
        }
    }

    @Test
    void theVerdictIsOneLine() {
        Run run = train(folder.resolve("m.st"), "--validation-fraction", 0.2);
        String verdict = run.json().path("verdict").textValue();
        assertThat(run.err().lines().filter(line -> line.startsWith("verdict: ")))
                .singleElement()
                .asString()
                .startsWith("verdict: " + verdict.replace('-', verdict.equals("still-falling") ? ' ' : '-') + ": ");
    }

    @Test
    void heldOutRowsFollowTheOptions() {
        ObjectNode none = train(folder.resolve("0.st"), "--test-fraction", 0).json();
        assertThat(none.path("trainRows").intValue()).isEqualTo(120);
        assertThat(none.path("testMse").isNull()).isTrue();
        assertThat(none.path("pcaMse").isNull()).isTrue();
        assertThat(none.path("pcaReason").textValue()).isEqualTo("there are no test rows");
        ObjectNode patient = train(folder.resolve("1.st"), "--patience", 2).json();
        assertThat(patient.path("trainRows").intValue()).isEqualTo(84);
        assertThat(patient.path("testRows").intValue()).isEqualTo(24);
        assertThat(patient.path("validationLoss").isNumber()).isTrue();
        ObjectNode asked =
                train(folder.resolve("2.st"), "--validation-fraction", 0.5).json();
        assertThat(asked.path("trainRows").intValue()).isEqualTo(36);
        ObjectNode file = train(folder.resolve("3.st"), "--validation", data).json();
        assertThat(file.path("trainRows").intValue()).isEqualTo(96);
        assertThat(file.path("validationLoss").isNumber()).isTrue();
    }

    @Test
    void pretrainsTheStackedPresetOnceAndGoesOnFromItsModelWithout() {
        Path first = folder.resolve("1.st");
        train(first, "--preset", "stacked-denoising", "--hidden", "16,8", "--code", 4);
        train(folder.resolve("2.st"), "--from", first);
        assertThat(Run.of("info", first, "--json")
                        .json()
                        .at("/plan/pretraining")
                        .intValue())
                .isEqualTo(5);
        assertThat(Run.of("info", folder.resolve("2.st"), "--json")
                        .json()
                        .at("/plan/pretraining")
                        .intValue())
                .isZero();
    }

    @Test
    void trainsOnFromAModel() {
        Path first = folder.resolve("1.st");
        Path second = folder.resolve("2.st");
        double before =
                train(first, "--seed", 5, "--code", 2).json().path("trainLoss").doubleValue();
        ObjectNode json = train(second, "--from", first).json();
        assertThat(json.path("trainLoss").doubleValue()).isLessThan(before);
        try (Autoencoder start = Autoencoder.load(first);
                Autoencoder end = Autoencoder.load(second)) {
            assertThat(end.provenance().continuedFrom())
                    .as("the same rows, as the seed of the first run stays")
                    .isEqualTo(end.provenance().data())
                    .isEqualTo(start.provenance().data());
            assertThat(end.spec()).isEqualTo(start.spec());
        }
        Run refused = Run.of(words(folder.resolve("3.st"), "--from", first, "--code", 3, "--no-batch-norm"));
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.error())
                .isEqualTo("ae: the model of --from keeps its specification: leave out --code, --batch-norm");
    }

    @Test
    void aDivergedRunFailsAndKeepsTheBestModel() {
        Path out = folder.resolve("m.st");
        Run run = Run.of(
                "train",
                "--data",
                data,
                "--label-column",
                "label",
                "--out",
                out,
                "--code",
                2,
                "--updater",
                "sgd",
                "--learning-rate",
                3,
                "--epochs",
                200);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.error()).startsWith("ae: the loss became ").endsWith("the model with them is in " + out);
        try (Autoencoder best = Autoencoder.load(out)) {
            assertThat(best.encode(Samples.csv(data, CsvFormat.defaults().label("label"))))
                    .hasDimensions(120, 2);
        }
    }

    @Test
    void warningsReachTheUser() {
        Run run = train(folder.resolve("m.st"), "--code", 6, "--test-fraction", 0.5);
        assertThat(run.json().path("testRows").intValue()).isEqualTo(60);
        Run told = Run.good("train", "--data", data, "--label-column", "label", "--out", folder.resolve("n.st"));
        assertThat(told.out()).contains("model written to " + folder.resolve("n.st"));
        assertThat(told.err())
                .contains("mixed.csv: 24 of 120 rows are held out to measure on")
                .contains("epoch 50/50: loss ");
        assertThat(told.err().lines().filter(line -> line.startsWith("epoch")).count())
                .isLessThanOrEqualTo(21);
    }

    @Test
    void theNextCommandItNamesWorks() {
        Run told = Run.good(
                "train", "--data", data, "--label-column", "label", "--epochs", 2, "--out", folder.resolve("n.st"));
        String next = told.out().lines().reduce((a, b) -> b).orElseThrow();
        assertThat(next).startsWith("next: ./ae evaluate ");
        Run.good((Object[]) next.substring("next: ./ae ".length()).split(" "));
    }

    @Test
    void realDigitsBeatPca() {
        Path digits = TestData.require("sklearn/digits.csv.gz");
        ObjectNode json = Run.good(
                        "train",
                        "--data",
                        digits,
                        "--label-column",
                        "last",
                        "--scaling",
                        "divide:16",
                        "--hidden",
                        "48",
                        "--code",
                        8,
                        "--out",
                        folder.resolve("d.st"),
                        "--json")
                .json();
        assertThat(json.path("testMse").doubleValue())
                .isLessThan(json.path("pcaMse").doubleValue());
    }
}
