package org.ae4j.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.ModelFileException;
import org.ae4j.data.Samples;
import org.ae4j.file.ModelFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MultiLabelHeadTest {
    @TempDir
    Path folder;

    private static PretrainedEncoder encoder;
    private static Samples rows;

    /** Cluster 0 has no label, 1 has a, 2 has a and b. */
    @BeforeAll
    static void train() {
        encoder = Fixtures.encoder(Fixtures.plain());
        Samples blobs = Fixtures.blobs();
        var labels = new ArrayList<String>();
        for (int i = 0; i < blobs.rows(); i++) {
            labels.add(
                    switch (blobs.label(i)) {
                        case "0" -> "|";
                        case "1" -> "a";
                        default -> " b | a ";
                    });
        }
        rows = blobs.labels("tags", labels);
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    private static FineTuning<MultiLabelClassifier> tuning() {
        return encoder.fineTune().head(Head.multiLabel()).plan(Fixtures.plan().epochs(30));
    }

    @Test
    void eachLabelIsFoundByItself() {
        FineTuned<MultiLabelClassifier> result = tuning().fit(rows, rows);
        try (MultiLabelClassifier classifier = result.model()) {
            assertThat(classifier.labels()).containsExactly("a", "b");
            List<Set<String>> found = classifier.predict(rows);
            assertThat(found).contains(Set.of(), Set.of("a"), Set.of("a", "b"));
            MultiLabelQuality quality = classifier.quality(rows);
            assertThat(quality.subsetAccuracy()).isGreaterThan(0.9);
            assertThat(quality.microF1()).isGreaterThan(0.9);
            assertThat(quality.macroF1()).isGreaterThan(0.9);
            float[][] probabilities = classifier.probabilities(rows);
            assertThat(classifier.probabilities(rows.row(2))).isEqualTo(probabilities[2]);
            assertThat(classifier.predict(rows.row(2))).isEqualTo(found.get(2));
            double loss = 0;
            for (int i = 0; i < rows.rows(); i++) {
                for (int j = 0; j < 2; j++) {
                    boolean has = rows.label(i).contains(classifier.labels().get(j));
                    loss -= Math.log(has ? probabilities[i][j] : 1 - probabilities[i][j]);
                }
            }
            assertThat(result.history().last().validationLoss().getAsDouble())
                    .isCloseTo(loss / rows.rows(), within(1e-4));
        }
    }

    @Test
    void qualityByHand() {
        MultiLabelQuality quality = MultiLabelQuality.of(
                List.of(Set.of("a", "b"), Set.of("a"), Set.of(), Set.of("c")),
                List.of(Set.of("a"), Set.of("a"), Set.of("b"), Set.of()));
        assertThat(quality.subsetAccuracy()).isEqualTo(0.25);
        assertThat(quality.microF1()).isEqualTo(2 * 2 / (2 * 2 + 3.0)); // a twice right; b missed and false, c missed
        assertThat(quality.macroF1()).isEqualTo((1 + 0 + 0) / 3.0);
        assertThat(MultiLabelQuality.of(List.of(Set.of()), List.of(Set.of())))
                .isEqualTo(new MultiLabelQuality(1, 1, 1));
    }

    @Test
    void aFileGivesTheSameClassifierAndDamageIsRefused() {
        Path file = folder.resolve("m.safetensors");
        try (MultiLabelClassifier classifier = tuning().fit(rows).model()) {
            classifier.save(file);
            try (MultiLabelClassifier loaded = MultiLabelClassifier.load(file)) {
                assertThat(loaded.probabilities(rows)).isDeepEqualTo(classifier.probabilities(rows));
                assertThat(loaded.labels()).containsExactly("a", "b");
            }
        }
        forged(file, "a");
        assertThatThrownBy(() -> MultiLabelClassifier.load(folder.resolve("a.safetensors")))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(
                        "a.safetensors was not written by this version of AE4J: head.labels needs at least 1 name and"
                                + " none twice, found [a, b, a]");
        forged(file, "c");
        assertThatThrownBy(() -> MultiLabelClassifier.load(folder.resolve("c.safetensors")))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("c.safetensors: the manifest names 3 classes, the head gives 2");
    }

    /** The file with one more label, named after it. */
    private void forged(Path file, String label) {
        ModelFile stored = ModelFile.read(file);
        ObjectNode content = stored.content();
        content.withObject("head").withArray("labels").add(label);
        new ModelFile(stored.kind(), content, stored.tensors()).write(folder.resolve(label + ".safetensors"), true);
    }

    @Test
    void whatDoesNotSuitIsRefused() {
        Samples none = rows.labels("tags", Collections.nCopies(90, "|"));
        assertThatThrownBy(() -> tuning().fit(none))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("a multi-label head needs at least 1 label, none of the 90 rows of blobs has one");
        Samples others = rows.select(0, 1).labels("tags", List.of("a", "a|c"));
        assertThatThrownBy(() -> tuning().fit(rows, others))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage(
                        "blobs: row 1 has the label 'c', which no training row has; did you mean 'a'? (known: a, b)");
        assertThatThrownBy(() -> tuning().classWeights(ClassWeights.balanced()).fit(rows))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("class weights need a softmax head, found a multi-label head");
        try (MultiLabelClassifier classifier = tuning().fit(rows).model()) {
            assertThatThrownBy(() -> classifier.quality(rows.select()))
                    .isInstanceOf(IncompatibleDataException.class)
                    .hasMessage("the quality of labels needs at least 1 row, blobs has none");
        }
    }
}
