package org.ae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ae4j.data.CsvFormat;
import org.ae4j.data.Samples;
import org.ae4j.pretrain.Classifier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ae finetune --unlabelled}. */
class UnlabelledTest {
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

    private Object[] words(Object... more) {
        List<Object> words = new ArrayList<>(List.of(
                "finetune",
                "--encoder",
                model,
                "--data",
                data,
                "--label-column",
                "label",
                "--out",
                out,
                "--force",
                "--skip-comparison"));
        words.addAll(Arrays.asList(more));
        return words.toArray();
    }

    @Test
    void theRestOfTheRowsTeachesToo() {
        Run run = Run.good(words("--labels-per-class", 5, "--unlabelled", "rest"));
        assertThat(run.out()).containsPattern("learnt from [0-9]+ of 86 rows without labels too\n");
        assertThat(run.out()).contains("trained on 10 labelled rows of 2 kinds\n");
        try (Classifier classifier = Classifier.load(out)) {
            assertThat(classifier.provenance().rows()).isBetween(11, 96);
            Samples all = Samples.csv(data, CsvFormat.defaults().label("label"));
            assertThat(classifier.accuracy(all)).isGreaterThan(0.7);
        }
    }

    @Test
    void otherRowsTeachToo() {
        Path others = Tables.mixed(folder, 200);
        ObjectNode json = Run.good(words("--labels-per-class", 5, "--unlabelled", others, "--epochs", 2, "--json"))
                .json();
        assertThat(json.path("trainRows").intValue()).isEqualTo(10);
        try (Classifier classifier = Classifier.load(out)) {
            assertThat(classifier.provenance().rows()).isBetween(11, 210);
        }
    }

    @Test
    void theRestNeedsANumberOfLabels() {
        Run run = Run.of(words("--unlabelled", "rest"));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err().lines())
                .contains("ae: --unlabelled rest means the rows beyond --labels-per-class, which is missing");
        assertThat(out).doesNotExist();
    }
}
