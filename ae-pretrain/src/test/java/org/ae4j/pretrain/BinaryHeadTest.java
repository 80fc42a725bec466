package org.ae4j.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.ModelFileException;
import org.ae4j.data.Samples;
import org.ae4j.engine.CompiledEngine;
import org.ae4j.file.ModelFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinaryHeadTest {
    @TempDir
    Path folder;

    private static PretrainedEncoder encoder;
    private static Samples rows;

    @BeforeAll
    static void train() {
        encoder = Fixtures.encoder(Fixtures.plain());
        Samples blobs = Fixtures.blobs();
        List<String> labels = IntStream.range(0, blobs.rows())
                .mapToObj(i -> blobs.label(i).equals("0") ? "bad" : "ok")
                .toList();
        rows = blobs.labels("state", labels);
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    private static FineTuning<BinaryClassifier> tuning(Head<BinaryClassifier> head) {
        return encoder.fineTune().head(head).plan(Fixtures.plan().epochs(20));
    }

    @Test
    void theProbabilityIsThatOfThePositiveClass() {
        try (BinaryClassifier second = tuning(Head.binary()).fit(rows).model();
                BinaryClassifier first = tuning(Head.binary("bad")).fit(rows).model()) {
            assertThat(second.provenance().engine()).isEqualTo(CompiledEngine.NAME);
            assertThat(second.positive()).isEqualTo("ok");
            assertThat(second.negative()).isEqualTo("bad");
            assertThat(first.positive()).isEqualTo("bad");
            assertThat(second.accuracy(rows)).isGreaterThan(0.95);
            assertThat(first.accuracy(rows)).isGreaterThan(0.95);
            float[] probabilities = second.probabilities(rows);
            List<String> predicted = second.predict(rows);
            assertThat(predicted).contains("ok", "bad");
            for (int i = 0; i < rows.rows(); i++) {
                assertThat(probabilities[i]).isBetween(0f, 1f);
                assertThat(predicted.get(i)).isEqualTo(probabilities[i] >= 0.5f ? "ok" : "bad");
            }
            assertThat(second.probability(rows.row(4))).isCloseTo(probabilities[4], within(1e-6f));
            assertThat(second.predict(rows.row(4))).isEqualTo(predicted.get(4));
        }
    }

    @Test
    void theLossIsTheCrossEntropy() {
        FineTuned<BinaryClassifier> result = tuning(Head.binary()).fit(rows, rows);
        try (BinaryClassifier classifier = result.model()) {
            double loss = 0;
            float[] probabilities = classifier.probabilities(rows);
            for (int i = 0; i < rows.rows(); i++) {
                loss -= Math.log(rows.label(i).equals("ok") ? probabilities[i] : 1 - probabilities[i]);
            }
            assertThat(result.history().last().validationLoss().getAsDouble())
                    .isCloseTo(loss / rows.rows(), within(1e-4));
        }
    }

    @Test
    void aFileGivesTheSameClassifier() throws Exception {
        Path file = folder.resolve("b.safetensors");
        try (BinaryClassifier classifier =
                tuning(Head.binary("bad").hidden(5)).fit(rows).model()) {
            classifier.save(file);
            try (BinaryClassifier loaded = BinaryClassifier.load(file)) {
                assertThat(loaded.probabilities(rows)).isEqualTo(classifier.probabilities(rows));
                assertThat(loaded.positive()).isEqualTo("bad");
                Path again = folder.resolve("again.safetensors");
                loaded.save(again);
                assertThat(Files.mismatch(file, again)).isEqualTo(-1);
            }
        }
        assertThatThrownBy(() -> Classifier.load(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("%s holds a binary-classifier, expected a classifier; choose a file that holds a classifier"
                        .formatted(file));
    }

    @Test
    void damagedClassesAreRefused() {
        Path file = folder.resolve("b.safetensors");
        try (BinaryClassifier classifier = tuning(Head.binary()).fit(rows).model()) {
            classifier.save(file);
        }
        ModelFile stored = ModelFile.read(file);
        ObjectNode content = stored.content();
        content.withObject("head").put("negative", "ok");
        Path forged = folder.resolve("forged.safetensors");
        new ModelFile(stored.kind(), content, stored.tensors()).write(forged, true);
        assertThatThrownBy(() -> BinaryClassifier.load(forged))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(
                        "forged.safetensors was not written by this version of AE4J: head needs two different names,"
                                + " negative and positive, found ok and ok");
    }

    @Test
    void whatDoesNotSuitIsRefused() {
        refused(
                Head.binary(),
                Fixtures.blobs(),
                "a binary head needs 2 classes, the 90 rows of blobs have 3 (0, 1, 2)");
        Samples one = rows.labels("y", Collections.nCopies(90, "ok"));
        refused(Head.binary(), one, "a binary head needs 2 classes, the 90 rows of blobs have 1 (ok)");
        refused(
                Head.binary("baad"),
                rows,
                "blobs has no row of the positive class 'baad'; did you mean 'bad'? (known: bad, ok)");
        assertThatThrownBy(() -> tuning(Head.binary()).fit(rows, Fixtures.blobs()))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage(
                        "blobs: row 0 has the label '%s', which no training row has; did you mean 'ok'? (known: bad, ok)"
                                .formatted(Fixtures.blobs().label(0)));
        assertThatThrownBy(() -> tuning(Head.binary())
                        .classWeights(ClassWeights.of(Map.of("ok", 2.0)))
                        .fit(rows))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("class weights need a softmax head, found a binary head");
    }

    private static void refused(Head<BinaryClassifier> head, Samples train, String message) {
        assertThatThrownBy(() -> tuning(head).fit(train))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage(message);
    }
}
