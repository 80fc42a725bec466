package org.ae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ae4j.data.CsvFormat;
import org.ae4j.data.Samples;
import org.ae4j.pretrain.Classifier;
import org.ae4j.pretrain.Description;
import org.ae4j.pretrain.PretrainedEncoder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransferCommandsTest {
    @TempDir
    Path folder;

    private Path data;
    private Path model;
    private Path out;

    @BeforeEach
    void train() {
        data = Tables.mixed(folder, 120);
        model = folder.resolve("m.st");
        out = folder.resolve("k.st");
        Run.good("train", "--data", data, "--label-column", "label", "--code", 2, "--epochs", 10, "--out", model);
    }

    private Object[] words(Object encoder, Object... more) {
        List<Object> words = new ArrayList<>(
                List.of("finetune", "--encoder", encoder, "--data", data, "--label-column", "label", "--out", out));
        words.addAll(Arrays.asList(more));
        return words.toArray();
    }

    private void refused(String message, Object... words) {
        Run run = Run.of(words);
        assertThat(run.err().lines()).as(run.err()).contains("ae: " + message);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(out).doesNotExist();
    }

    private static List<String> names(ObjectNode json) {
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void finetuneStandsBesideWhatItMustBeat() {
        ObjectNode json = Run.good(words(
                        model,
                        "--epochs",
                        100,
                        "--learning-rate",
                        0.01,
                        "--test-fraction",
                        0.4,
                        "--labels-per-class",
                        20,
                        "--json"))
                .json();
        assertThat(names(json))
                .containsExactly(
                        "accuracy",
                        "frozenAccuracy",
                        "scratchAccuracy",
                        "nearestNeighbourAccuracy",
                        "trainRows",
                        "testRows",
                        "seconds",
                        "model",
                        "report");
        assertThat(json.path("trainRows").intValue()).isEqualTo(40);
        assertThat(json.path("testRows").intValue()).isEqualTo(48);
        for (String figure : List.of("accuracy", "frozenAccuracy", "scratchAccuracy", "nearestNeighbourAccuracy")) {
            assertThat(json.path(figure).doubleValue()).as(figure).isBetween(0.0, 1.0);
        }
        assertThat(json.path("accuracy").doubleValue()).isGreaterThan(0.8);
        assertThat(json.path("nearestNeighbourAccuracy").doubleValue()).isGreaterThan(0.8);
    }

    @Test
    void reportsShowClassifiersOnTestRows() {
        Path page = folder.resolve("other.html");
        refused(
                "--report belongs to --head-kind softmax, found neighbours; leave it out, or choose that",
                words(model, "--head-kind", "neighbours", "--report", page));
        assertThat(page).doesNotExist();
    }

    @Test
    void peopleReadTheFourSideBySide() {
        Run run = Run.good(words(model, "--epochs", 2));
        assertThat(run.out())
                .containsPattern("accuracy on 24 test rows:\n"
                        + "  this classifier +[0-9.]+ %\n"
                        + "  head on the frozen encoder +[0-9.]+ %\n"
                        + "  same network from scratch +[0-9.]+ %\n"
                        + "  nearest row, no network +[0-9.]+ %\n");
        String next = run.out().lines().reduce((a, b) -> b).orElseThrow();
        assertThat(next).startsWith("next: ./ae predict ");
        Run.good((Object[]) next.substring("next: ./ae ".length()).split(" "));
    }

    @Test
    void predictGivesClassesAndProbabilities() throws Exception {
        Run.good(words(model, "--epochs", 20, "--skip-comparison"));
        Path csv = folder.resolve("p.csv");
        ObjectNode json = Run.good(
                        "predict", "--model", out, "--data", data, "--label-column", "label", "--out", csv, "--json")
                .json();
        assertThat(names(json)).containsExactly("rows", "accuracy", "out");
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines.get(0)).isEqualTo("class,p_high,p_low");
        assertThat(lines).hasSize(121);
        Samples samples = Samples.csv(data, CsvFormat.defaults().label("label"));
        try (Classifier classifier = Classifier.load(out)) {
            assertThat(json.path("accuracy").doubleValue()).isEqualTo(classifier.accuracy(samples));
            float[] expected = classifier.probabilities(samples)[7];
            String[] cells = lines.get(8).split(",");
            assertThat(cells[0]).isEqualTo(classifier.predict(samples).get(7));
            assertThat(Float.parseFloat(cells[1])).isCloseTo(expected[0], within(1e-6f));
            assertThat(Float.parseFloat(cells[2])).isCloseTo(expected[1], within(1e-6f));
        }
    }

    @Test
    void whatIsFrozenIsTheFrozenFigure() {
        ObjectNode json = Run.good(words(model, "--epochs", 2, "--freeze", "all", "--json"))
                .json();
        assertThat(json.path("accuracy")).isEqualTo(json.path("frozenAccuracy"));
        assertThat(Run.good("info", out).out()).contains("classifier").contains("{\"classes\":[\"high\",\"low\"]");
    }

    @Test
    void comparisonsCanBeSkipped() {
        ObjectNode json = Run.good(words(
                        model,
                        "--epochs",
                        2,
                        "--skip-comparison",
                        "--head",
                        "4,3",
                        "--head-activation",
                        "relu",
                        "--head-norm",
                        "--freeze",
                        "encoder0",
                        "--freeze-norm",
                        "--class-weights",
                        "balanced",
                        "--json"))
                .json();
        assertThat(json.path("accuracy").isNumber()).isTrue();
        assertThat(json.path("scratchAccuracy").isNull()).isTrue();
        String info = Run.good("info", out).out();
        assertThat(info).contains("head0", "head1", "head.norm");
    }

    @Test
    void anEncodersOwnFileWillDo() {
        Path own = folder.resolve("e.st");
        try (PretrainedEncoder encoder = PretrainedEncoder.load(model)) {
            encoder.save(own);
        }
        assertThat(Run.good("info", own).out()).contains("e.st: encoder, ");
        ObjectNode one = Run.good(words(own, "--epochs", 2, "--json")).json();
        ObjectNode other =
                Run.good(words(model, "--epochs", 2, "--json", "--force")).json();
        assertThat(one.path("accuracy")).isEqualTo(other.path("accuracy"));
    }

    @Test
    void whatStandsAtAnAddressNeedsItsHash() {
        URI address = model.toUri();
        refused(
                "--encoder %s is fetched only with --encoder-sha256, the SHA-256 of the file that you expect"
                        .formatted(address),
                words(address));
        refused(
                "the SHA-256 of %s has 64 hexadecimal digits, found '12'".formatted(address),
                words(address, "--encoder-sha256", "12"));
        refused(
                "--encoder-sha256 belongs to an address, but --encoder %s is none; leave it out".formatted(model),
                words(model, "--encoder-sha256", "0".repeat(64)));
        refused(
                "'ftp://host/e' is no address of a file, expected http://…, https://… or file:///…",
                words("ftp://host/e", "--encoder-sha256", "0".repeat(64)));
        refused(
                "--encoder http://a b is no address: Illegal character in authority at index 7: http://a b",
                words("http://a b", "--encoder-sha256", "0".repeat(64)));
    }

    @Test
    void theEncoderMayBeCut() {
        Run.good(words(model, "--cut-after", "encoder0", "--freeze", 1, "--epochs", 1, "--skip-comparison"));
        try (Classifier classifier = Classifier.load(out);
                PretrainedEncoder inside = classifier.encoder()) {
            assertThat(inside.blocks()).containsExactly("encoder0");
        }
        assertThat(Run.good("info", out, "--json").json().path("cutAfter").textValue())
                .isEqualTo("encoder0");
        assertThat(Run.of(words(model, "--cut-after", "encoder9", "--force")).error())
                .isEqualTo(
                        "ae: the encoder has no block 'encoder9'; did you mean 'encoder0'? (known: encoder0, encoder1,"
                                + " code)");
    }

    @Test
    void infoPrintsTheCardOfAnEncoder() {
        Path own = folder.resolve("e.st");
        try (PretrainedEncoder encoder = PretrainedEncoder.load(model)
                .describedAs(Description.none().name("mixed").licence("CC0-1.0"))) {
            encoder.save(own);
            assertThat(Run.good("info", own, "--markdown").out())
                    .isEqualToNormalizingNewlines(encoder.card().markdown());
            Run json = Run.good("info", own, "--markdown", "--json");
            assertThat(json.json().path("markdown").textValue())
                    .isEqualTo(encoder.card().markdown());
        }
        assertThat(Run.good("info", own).out()).contains("\"licence\" : \"CC0-1.0\"");
        assertThat(Run.good("info", model, "--markdown").out()).startsWith("# Encoder (dense)\n");
        Run.good(words(own, "--epochs", 1, "--skip-comparison"));
        Run refused = Run.of("info", out, "--markdown");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.error())
                .isEqualTo(
                        "ae: " + out + " holds a classifier, expected an autoencoder or an encoder; choose a file that"
                                + " holds an autoencoder or an encoder");
    }

    @Test
    void infoSaysHowAClassifierWasTrained() {
        Run.good(words(
                model,
                "--freeze",
                "encoder0",
                "--block-rates",
                "falling:2.6",
                "--class-weights",
                "balanced",
                "--epochs",
                1,
                "--skip-comparison"));
        ObjectNode tuning = (ObjectNode) Run.good("info", out, "--json").json().path("tuning");
        assertThat(tuning.path("pretrained").booleanValue()).isTrue();
        assertThat(tuning.path("recipe").path("freeze")).hasToString("{\"type\":\"upTo\",\"block\":\"encoder0\"}");
        assertThat(tuning.path("recipe").path("rates")).hasToString("{\"type\":\"falling\",\"divisor\":2.6}");
        assertThat(tuning.path("classWeights")).hasToString("{\"type\":\"balanced\"}");
        assertThat(Run.good("info", out).out()).contains("\"block\" : \"encoder0\"");
    }

    @Test
    void labelsThatAreMissingOrTooFew() {
        Path bare = Tables.file(folder, "bare.csv", "a,b,c,color\n1,2,3,red\n2,3,4,blue\n");
        refused(
                "finetune needs labels, bare.csv has none; name them by --label-column (CSV) or --labels (IDX)",
                "finetune",
                "--encoder",
                model,
                "--data",
                bare,
                "--out",
                out);
        Path one = Tables.file(
                folder, "one.csv", "a,b,c,color,label\n1,2,3,red,x\n2,3,4,blue,x\n3,4,5,red,x\n4,5,6,blue,x\n");
        refused(
                "a softmax head needs at least 2 classes, all 4 rows of one.csv are 'x'",
                "finetune",
                "--encoder",
                model,
                "--data",
                one,
                "--label-column",
                "last",
                "--test-fraction",
                0,
                "--out",
                out);
        long high = Samples.csv(data, CsvFormat.defaults().label("label"))
                .only("high")
                .rows();
        refused(
                "class 'high' has %d rows, 500 were asked for".formatted(high),
                words(model, "--labels-per-class", 500, "--test-fraction", 0));
    }

    @Test
    void freezingThatCannotBe() {
        refused("cannot freeze 5 blocks: the encoder has 3 (encoder0, encoder1, code)", words(model, "--freeze", 5));
        refused(
                "cannot freeze up to 'encoder2': the encoder has no such block; did you mean 'encoder0'? (known: encoder0,"
                        + " encoder1, code)",
                words(model, "--freeze", "encoder2"));
        refused("freezing needs a count of blocks of at least 0, found -1", words(model, "--freeze=-1"));
    }

    @Test
    void rowsAreAugmentedAsTheSeedSays() {
        Object[] plain = words(model, "--epochs", 2, "--skip-comparison", "--force");
        Run.good(plain);
        float[] without = firstProbabilities();
        Object[] augmented =
                words(model, "--epochs", 2, "--skip-comparison", "--force", "--augment", "gaussian:0.5,masking:0.1");
        Run.good(augmented);
        float[] once = firstProbabilities();
        assertThat(once).isNotEqualTo(without);
        Run.good(augmented);
        assertThat(firstProbabilities()).isEqualTo(once);
    }

    private float[] firstProbabilities() {
        try (Classifier classifier = Classifier.load(out)) {
            return classifier
                    .probabilities(Samples.csv(data, CsvFormat.defaults().label("label")))[0];
        }
    }

    @Test
    void augmentationsThatCannotBe() {
        refused(
                "--augment has no 'patches' (known: none, affine, affine:SHIFT:ROTATION:SCALE:SHEAR, gaussian:SIGMA,"
                        + " masking:P)",
                words(model, "--augment", "patches:0.5:1"));
        refused(
                "an affine corruption moves the pixels of images, and these are 3 numeric and 1 categorical columns: use"
                        + " masking or gaussian",
                words(model, "--augment", "affine"));
        refused("--augment none stands alone, found 'none,masking:0.1'", words(model, "--augment", "none,masking:0.1"));
    }

    @Test
    void blocksAreThawedAndHaveRatesAsToldTo() {
        Object[] plain = words(model, "--epochs", 6, "--skip-comparison", "--force");
        Run.good(plain);
        List<float[]> found = new ArrayList<>(List.of(firstProbabilities()));
        for (String[] more : new String[][] {
            {"--block-rates", "0.1"},
            {"--block-rates", "0.1,0.2,1"},
            {"--block-rates", "falling:2.6"},
            {"--head-first", "2"},
            {"--unfreeze-every", "1"},
            {"--unfreeze-every", "1", "--head-first", "3"}
        }) {
            List<Object> words = new ArrayList<>(Arrays.asList(plain));
            words.addAll(List.of(more));
            Run.good(words.toArray());
            float[] probabilities = firstProbabilities();
            assertThat(found).doesNotContain(probabilities);
            found.add(probabilities);
        }
    }

    @Test
    void ratesAndPhasesThatCannotBe() {
        refused(
                "rates by block need a factor for each of the encoder's 3 (encoder0, encoder1, code), found 2",
                words(model, "--block-rates", "0.1,1"));
        refused(
                "--block-rates expects numbers by comma or falling:D, found 'low'",
                words(model, "--block-rates", "low"));
        refused(
                "unfreezing takes 9 epochs until all is thawed, the run has 5; train longer or thaw faster",
                words(model, "--epochs", 5, "--unfreeze-every", 3));
    }

    @Test
    void adamwHasItsWeightDecay() {
        Object[] plain = words(model, "--epochs", 2, "--skip-comparison", "--force", "--learning-rate", 0.01);
        Run.good(plain);
        float[] without = firstProbabilities();
        List<Object> decayed = new ArrayList<>(Arrays.asList(plain));
        decayed.addAll(List.of("--updater", "adamw", "--weight-decay", 1));
        Run.good(decayed.toArray());
        assertThat(firstProbabilities()).isNotEqualTo(without);
        decayed.set(decayed.size() - 1, 0);
        Run.good(decayed.toArray());
        assertThat(firstProbabilities()).isEqualTo(without);
    }

    @Test
    void filesOfAnotherKind() {
        Path kinds = folder.resolve("kinds.st");
        Run.good(
                "finetune",
                "--encoder",
                model,
                "--data",
                data,
                "--label-column",
                "label",
                "--epochs",
                1,
                "--skip-comparison",
                "--out",
                kinds);
        refused(
                kinds + " holds a classifier, expected an autoencoder or an encoder; choose a file that holds an"
                        + " autoencoder or an encoder",
                words(kinds));
        refused(
                model
                        + " holds an autoencoder, expected a classifier or a binary-classifier or a multi-label-classifier or"
                        + " a regressor or a neighbour-classifier; choose a file that holds a classifier or a"
                        + " binary-classifier or a multi-label-classifier or a regressor or a neighbour-classifier",
                "predict",
                "--model",
                model,
                "--data",
                data);
    }
}
