package org.ae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ae4j.spec.Presets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadInputTest {
    @TempDir
    Path folder;

    private Path data;
    private Path out;

    @BeforeEach
    void prepare() {
        data = Tables.mixed(folder, 30);
        out = folder.resolve("m.st");
    }

    private void refused(String message, Object... words) {
        Run run = Run.of(words);
        assertThat(run.err().lines()).as(run.err()).contains("ae: " + message);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).doesNotContain("\tat ");
    }

    private void trainRefused(String message, Object... more) {
        List<Object> words = new ArrayList<>(List.of("train", "--data", data, "--label-column", "label", "--out", out));
        words.addAll(Arrays.asList(more));
        refused(message, words.toArray());
        assertThat(out).doesNotExist();
    }

    private void dataRefused(String message, Object file, Object... more) {
        List<Object> words = new ArrayList<>(List.of("train", "--data", file, "--out", out));
        words.addAll(Arrays.asList(more));
        refused(message, words.toArray());
        assertThat(out).doesNotExist();
    }

    @Test
    void dataThatAreNotThere() {
        Path missing = folder.resolve("missing.csv");
        dataRefused(missing + " does not exist", missing);
        dataRefused(folder + " is a folder without images (.png, .jpg, .jpeg) and sounds (.wav)", folder);
        dataRefused(
                "neither a file nor built-in data are named 'sensor'; did you mean 'sensors'? (known: blobs, sensors,"
                        + " glyphs, mnist, mnist:test, fashion-mnist, fashion-mnist:test)",
                "sensor");
    }

    @Test
    void dataThatCannotBeRead() throws Exception {
        dataRefused("empty.csv has no rows", Tables.file(folder, "empty.csv", ""));
        dataRefused(
                "ragged.csv, line 3: expected 2 cells as in line 1, found 3",
                Tables.file(folder, "ragged.csv", "a,b\n1,2\n3,4,5\n"));
        Path numpy = folder.resolve("x.npy");
        Files.write(numpy, new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        dataRefused("x.npy is cut short: it ends within its header", numpy);
    }

    @Test
    void labelsWhereTheyCannotBe() {
        dataRefused(
                "mixed.csv has no label column 'labels'; did you mean 'label'? (known: a, b, c, color, label)",
                data,
                "--label-column",
                "labels");
        dataRefused(
                "--labels names the labels of an IDX file, but " + data + " is a CSV file; use --label-column",
                data,
                "--labels",
                data);
        dataRefused(
                "--label-column names a column of a CSV file, but sensors is built-in data, which has its own labels",
                "sensors",
                "--label-column",
                "state");
        dataRefused("--missing expects mean, median, keep or a number, found 'men'", data, "--missing", "men");
    }

    @Test
    void specificationsThatCannotBe() {
        trainRefused(
                "there is no preset 'dens'; did you mean 'dense'? (known: " + String.join(", ", Presets.names()) + ")",
                "--preset",
                "dens");
        trainRefused("dropout is the probability of dropping a unit, in [0, 1), found 1.0", "--dropout", 1);
        trainRefused(
                "--beta needs a code that is variational, and this one is plain: leave it out, or choose --preset variational",
                "--beta",
                2);
        trainRefused(
                "the contractive penalty is one on a code that follows the input smoothly: a variational one is held by its"
                        + " divergence, a vector-quantised one has steps; choose a plain, sparse, k-sparse, adversarial or"
                        + " Wasserstein code",
                "--preset",
                "variational",
                "--contractive",
                0.1);
        trainRefused(
                "tied weights need a decoder that takes the code alone, and a class-conditional one takes the class as well:"
                        + " leave the decoder untied",
                "--preset",
                "tied",
                "--condition");
        trainRefused(
                "a feature weight names 'd', which is no column; did you mean 'a'? (known: a, b, c, color)",
                "--feature-weight",
                "d=2");
        trainRefused("dropout is the probability of dropping a unit, in [0, 1), found -0.1", "--dropout", -0.1);
        trainRefused("a code needs at least 1 number, found 0", "--code", 0);
        trainRefused(
                "--scaling has no 'minmaxx'; did you mean 'minmax'? (known: none, standard, minmax, divide:C)",
                "--scaling",
                "minmaxx");
        trainRefused(
                "--scaling divide needs a number, found 'divide' (known: none, standard, minmax, divide:C)",
                "--scaling",
                "divide");
        trainRefused(
                "mixed.csv: row 0, column 'a' is 8.4521 after scaling, but the bernoulli likelihood needs 0..1; scale"
                        + " with minMax, divide by the largest value, or use gaussian",
                "--scaling",
                "none",
                "--likelihood",
                "bernoulli");
    }

    @Test
    void plansThatCannotBe() {
        trainRefused("the learning rate is a finite number above 0, found 0.0", "--learning-rate", 0);
        trainRefused("the learning rate is a finite number above 0, found -1.0", "--learning-rate", -1);
        trainRefused("epochs is at least 1, found 0", "--epochs", 0);
        trainRefused("there is no engine 'dl4'; did you mean 'dl4j'? (known: auto, dl4j, compiled)", "--engine", "dl4");
        trainRefused(
                "--clip-value and --clip-norm exclude each other; choose one", "--clip-value", 1, "--clip-norm", 1);
        trainRefused("Invalid value for option '--epochs': '3x' is not an int", "--epochs", "3x");
        trainRefused(
                "--test-fraction 0.6 and --validation-fraction 0.5 leave no rows to train on",
                "--test-fraction",
                0.6,
                "--validation-fraction",
                0.5);
        trainRefused(
                "--test and --test-fraction exclude each other; choose one", "--test", data, "--test-fraction", 0.5);
    }

    @Test
    void schedulesThatCannotBe() {
        String known = " (known: constant, one-cycle, cosine, cosine:END, step:EPOCHS:FACTOR, exponential:FACTOR,"
                + " plateau:PATIENCE:FACTOR)";
        trainRefused("--schedule has no 'cosin'; did you mean 'cosine'?" + known, "--schedule", "cosin");
        trainRefused("--schedule constant takes no number, found 'constant:1'" + known, "--schedule", "constant:1");
        trainRefused(
                "--schedule cosine takes no more than 1 number, found 'cosine:1:2'" + known,
                "--schedule",
                "cosine:1:2");
        trainRefused("--schedule step needs 2 numbers, found 'step:3'" + known, "--schedule", "step:3");
        trainRefused("--schedule exponential needs a number, found 'exponential'" + known, "--schedule", "exponential");
        trainRefused(
                "--schedule step expects numbers behind the colons, found 'step:3:half'", "--schedule", "step:3:half");
        trainRefused(
                "--schedule exponential expects a number behind the colon, found 'exponential:'",
                "--schedule",
                "exponential:");
        trainRefused(
                "--schedule plateau needs a whole number of epochs, found 'plateau:1.5:0.1'",
                "--schedule",
                "plateau:1.5:0.1");
        trainRefused("step lowers the rate by a factor in (0, 1), found 2.0", "--schedule", "step:3:2");
        trainRefused("cosine ends at a share of the rate in [0, 1), found endFactor 1.0", "--schedule", "cosine:1");
        trainRefused("a warm-up takes a finite number of epochs above 0, found 0.0", "--warm-up", 0);
        trainRefused(
                "one-cycle warms up by itself; leave the warm-up out, or choose another schedule",
                "--schedule",
                "one-cycle",
                "--warm-up",
                1);
        trainRefused(
                "a warm-up of 5.0 epochs leaves nothing of the run's 5; shorten it, or train longer",
                "--epochs",
                5,
                "--warm-up",
                5);
        trainRefused(
                "DL4J 1.0.0-M2.1 drops the schedule of AdaGrad, whose rates fall by themselves; choose a constant"
                        + " schedule or another updater",
                "--updater",
                "adagrad",
                "--schedule",
                "cosine");
        trainRefused(
                "a schedule moves the learning rate, and AdaDelta has none; choose another updater",
                "--updater",
                "adadelta",
                "--schedule",
                "plateau:2:0.5");
    }

    @Test
    void remediesThatCannotBe() {
        trainRefused(
                "--updater has no 'adamx'; did you mean 'adam'? (known: adam, amsgrad, adamax, sgd, nesterovs, rmsprop,"
                        + " adagrad, adadelta, adamw, momentum)",
                "--updater",
                "adamx");
        trainRefused(
                "the variance eta of gradient noise is a finite number of at least 0, found -1.0",
                "--gradient-noise",
                -1);
        trainRefused(
                "the share sigma of weight noise is a finite number of at least 0, found -1.0",
                "--weight-perturbation",
                -1);
        trainRefused("restarts is at least 1, found 0", "--restarts", 0);
        trainRefused("pretraining is at least 0, found -1", "--pretraining", -1);
        trainRefused(
                "restarts are compared by validation rows, found none; hold some out, or set restarts 1",
                "--restarts",
                2,
                "--validation-fraction",
                0);
    }

    @Test
    void configurationsThatCannotBe() {
        Path missing = folder.resolve("c.json");
        trainRefused(missing + " does not exist", "--config", missing);
        Path unknown = Tables.file(folder, "unknown.json", "{\"specs\": {}}");
        Run run = Run.of("train", "--data", data, "--out", out, "--config", unknown);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.error()).startsWith("ae: " + unknown + " has a key 'specs'; did you mean 'spec'? (known: ");
        Path array = Tables.file(folder, "array.json", "[]");
        trainRefused(array + " is a JSON array, expected an object: {…}", "--config", array);
        Path typo = Tables.file(folder, "typo.json", "{\"spec\": {\"layers\": {\"dropuot\": 0.5}}}");
        Run path = Run.of("train", "--data", data, "--out", out, "--config", typo);
        assertThat(path.code()).isEqualTo(2);
        assertThat(path.err()).contains("ae: specification.layers.dropuot: ");
        assertThat(out).doesNotExist();
    }

    @Test
    void outputsThatExistOrCannotBeAreRefusedBeforeDataAreRead() throws Exception {
        Path old = Tables.file(folder, "old.st", "precious");
        Path missing = folder.resolve("missing.csv");
        refused(
                old + " already exists; choose another name or pass --force to replace it",
                "train",
                "--data",
                missing,
                "--out",
                old);
        assertThat(Files.readString(old)).isEqualTo("precious");
        refused(
                "cannot write %s/m.st: %s is a file, not a folder; choose a folder".formatted(old, old),
                "train",
                "--data",
                missing,
                "--out",
                old.resolve("m.st"));
        refused(
                "cannot write %s: folder %s does not exist; create it first"
                        .formatted(folder.resolve("no/m.st"), folder.resolve("no")),
                "train",
                "--data",
                missing,
                "--out",
                folder.resolve("no/m.st"));
    }

    @Test
    void dataThatDoNotFitTheModel() throws Exception {
        Run.good("train", "--data", data, "--label-column", "label", "--epochs", 1, "--out", out);
        Path codes = folder.resolve("codes.csv");
        refused(
                "model expects 4 features, mixed.csv has 5 (not expected: label); leave out what is no feature, or name"
                        + " it as the label",
                "encode",
                "--model",
                out,
                "--data",
                data,
                "--out",
                codes);
        Path few = Tables.file(folder, "few.csv", "a,b,color\n1,2,red\n");
        refused(
                "model expects 4 features, few.csv has 3 (missing: c)",
                "reconstruct",
                "--model",
                out,
                "--data",
                few,
                "--out",
                codes);
        refused(
                "--images needs a model of images, this one has 3 numeric and 1 categorical columns",
                "reconstruct",
                "--model",
                out,
                "--data",
                few,
                "--out",
                codes,
                "--images",
                folder.resolve("pictures"));
        assertThat(codes).doesNotExist();
        Files.writeString(codes, "precious");
        refused(
                codes + " already exists; choose another name or pass --force to replace it",
                "encode",
                "--model",
                out,
                "--data",
                data,
                "--out",
                codes);
        assertThat(Files.readString(codes)).isEqualTo("precious");
    }

    @Test
    void modelsThatAreNone() throws Exception {
        Run.good("train", "--data", data, "--label-column", "label", "--epochs", 1, "--out", out);
        byte[] bytes = Files.readAllBytes(out);
        bytes[bytes.length - 1] ^= 1;
        Path damaged = Files.write(folder.resolve("damaged.st"), bytes);
        for (String command : List.of("evaluate", "info")) {
            Run run = command.equals("info")
                    ? Run.of("info", damaged)
                    : Run.of("evaluate", "--model", damaged, "--data", data);
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.error()).startsWith("ae: ").contains("damaged.st").contains("SHA-256");
        }
        Run csv = Run.of("info", data);
        assertThat(csv.code()).isEqualTo(2);
        Run missing = Run.of("info", folder.resolve("none.st"));
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.error()).isEqualTo("ae: " + folder.resolve("none.st") + " does not exist; check the path");
    }

    @Test
    void wrongUseOfTheCommand() {
        refused("expected a command");
        refused("Unmatched argument at index 0: 'trian'", "trian");
        assertThat(Run.of("trian").err()).contains("Did you mean: ae train");
        refused("Unknown option: '--epohs=3'", "train", "--data", data, "--out", out, "--epohs=3");
        refused("Missing required option: '--out=FILE'", "train", "--data", data);
    }

    @Test
    void debugPrintsTheStackTrace() {
        Run run = Run.of("info", folder.resolve("none.st"), "--debug");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("org.ae4j.ModelFileException").contains("\tat org.ae4j.file");
    }
}
