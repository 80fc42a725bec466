package org.ae4j.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.ModelFileException;
import org.ae4j.data.Samples;
import org.ae4j.file.ModelFile;
import org.ae4j.file.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NeighbourClassifierTest {
    private static final Samples ROWS = Fixtures.blobs();

    @TempDir
    Path folder;

    private static PretrainedEncoder encoder;

    @BeforeAll
    static void train() {
        encoder = Fixtures.encoder(Fixtures.plain());
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    @ParameterizedTest
    @EnumSource(CodeDistance.class)
    void rowsAreNamedByTheNearestCodes(CodeDistance distance) {
        Samples known = ROWS.perLabel(10, 3);
        try (var one = NeighbourClassifier.of(encoder, known, distance, 1);
                var chosen = NeighbourClassifier.of(encoder, known, distance)) {
            assertThat(one.accuracy(known)).isEqualTo(1); // each row is its own neighbour
            assertThat(one.accuracy(ROWS)).isGreaterThan(0.9);
            assertThat(chosen.accuracy(ROWS)).isGreaterThan(0.9);
            assertThat(NeighbourVote.COUNTS).contains(chosen.neighbours());
            assertThat(one.predict(ROWS.row(7))).isEqualTo(one.predict(ROWS).get(7));
            assertThat(one.provenance().continuedFrom())
                    .isEqualTo(encoder.provenance().data());
        }
    }

    @Test
    void cosineLooksAtDirectionsAlone() {
        float[][] codes = {{1, 0}, {0, 5}, {10, 10}};
        int[] labels = {0, 1, 2};
        float[][] query = {{0, 0.5f}};
        assertThat(new NeighbourVote(codes, labels, 3, CodeDistance.COSINE).of(query, 1))
                .containsExactly(1);
        assertThat(new NeighbourVote(codes, labels, 3, CodeDistance.EUCLIDEAN).of(query, 1))
                .containsExactly(0);
        assertThat(CodeDistance.COSINE.prepared(new float[][] {{0, 0}})).isDeepEqualTo(new float[][] {{0, 0}});
    }

    @Test
    void theCountIsThatOfTheFewestMistakesAmongTheOthers() {
        // Pairs of one kind, each beside a stray row of the other: the nearest is right, three are wrong for the
        // strays.
        float[][] line = {{0}, {1}, {2.1f}, {10}, {11}, {12.1f}};
        assertThat(new NeighbourVote(line, new int[] {0, 0, 0, 1, 1, 1}, 2, CodeDistance.EUCLIDEAN).bestCount())
                .isEqualTo(1);
        float[][] noisy = {{0}, {1}, {2}, {1.1f}, {10}, {11}, {12}, {11.1f}};
        // 1.1 and 11.1 have the wrong label: by one neighbour they spoil the row beside them.
        int[] labels = {0, 0, 0, 1, 1, 1, 1, 0};
        assertThat(new NeighbourVote(noisy, labels, 2, CodeDistance.EUCLIDEAN).bestCount())
                .isEqualTo(3);
    }

    @Test
    void aFileGivesTheSameClassifier() throws Exception {
        Path file = folder.resolve("n.safetensors");
        Path again = folder.resolve("again.safetensors");
        try (var classifier = NeighbourClassifier.of(encoder, ROWS, CodeDistance.COSINE, 5)) {
            classifier.save(file);
            try (var loaded = NeighbourClassifier.load(file)) {
                assertThat(loaded.predict(ROWS)).isEqualTo(classifier.predict(ROWS));
                assertThat(loaded.classes()).containsExactly("0", "1", "2");
                assertThat(loaded.neighbours()).isEqualTo(5);
                loaded.save(again);
                assertThat(Files.mismatch(file, again)).isEqualTo(-1);
            }
        }
    }

    @Test
    void damagedFilesAreRefused() {
        refused(
                "was not written by this version of AE4J: head.neighbours is at least 1, found 0",
                (content, tensors) -> content.withObject("head").put("neighbours", 0));
        refused(
                "was not written by this version of AE4J: head.distance is one of [EUCLIDEAN, COSINE], found 'far'",
                (content, tensors) -> content.withObject("head").put("distance", "far"));
        refused(
                "was not written by this version of AE4J: head.classes needs at least 1 different names, found []",
                (content, tensors) -> content.withObject("head").putArray("classes"));
        int last = 4;
        refused(": row 0 of reference/classes is no class from 0 to 2: 3.0", (content, tensors) -> {
            float[] classes = tensors.get(last + 1).values().clone();
            classes[0] = 3;
            tensors.set(last + 1, Tensor.of("reference/classes", new long[] {90}, classes));
        });
        refused(
                ": expected a tensor reference/classes, found none",
                (content, tensors) -> tensors.remove(tensors.size() - 1));
        refused(
                ": expected tensors reference/codes of shape [rows, 4] and reference/classes of shape [rows], found [45,"
                        + " 8] and [90]",
                (content, tensors) -> {
                    float[] values = tensors.get(last).values();
                    tensors.set(last, Tensor.of("reference/codes", new long[] {45, 8}, values));
                });
    }

    private void refused(String message, BiConsumer<ObjectNode, List<Tensor>> damage) {
        Path file = folder.resolve("good.safetensors");
        try (var classifier = NeighbourClassifier.of(encoder, ROWS, CodeDistance.COSINE, 5)) {
            classifier.saveReplacing(file);
        }
        ModelFile stored = ModelFile.read(file);
        ObjectNode content = stored.content();
        var tensors = new ArrayList<>(stored.tensors());
        damage.accept(content, tensors);
        Path forged = folder.resolve("bad.safetensors");
        new ModelFile(stored.kind(), content, tensors).write(forged, true);
        assertThatThrownBy(() -> NeighbourClassifier.load(forged))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("bad.safetensors" + (message.startsWith(":") ? "" : " ") + message);
    }

    @Test
    void whatDoesNotSuitIsRefused() {
        assertThatThrownBy(() -> NeighbourClassifier.of(encoder, ROWS, CodeDistance.COSINE, 0))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("at least 1 neighbour votes, found 0");
        assertThatThrownBy(() -> NeighbourClassifier.of(encoder, ROWS.select(), CodeDistance.COSINE, 1))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("neighbours need at least 1 row, blobs has none");
        assertThatThrownBy(() -> NeighbourClassifier.of(encoder, ROWS.withoutLabels(), CodeDistance.COSINE))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("blobs has no labels; name the label column");
    }
}
