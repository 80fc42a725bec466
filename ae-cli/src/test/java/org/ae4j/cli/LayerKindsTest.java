package org.ae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.Architecture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;

/** Convolutional and recurrent layers on the command line, over images and over the windows of a series. */
class LayerKindsTest {
    @TempDir
    Path folder;

    private Path series() {
        var text = new StringBuilder("value\n");
        for (int i = 0; i < 120; i++) {
            text.append(i > 80 && i < 90 ? 5 : Math.sin(i / 2.0)).append('\n');
        }
        return Tables.file(folder, "series.csv", text.toString());
    }

    private Autoencoder trained(Object... flags) {
        List<Object> words = new ArrayList<>(List.of("train", "--epochs", 1, "--code", 2, "--force"));
        words.addAll(List.of("--out", folder.resolve("m.st")));
        words.addAll(Arrays.asList(flags));
        Run.good(words.toArray());
        return Autoencoder.load(folder.resolve("m.st"));
    }

    private static void refused(String message, Object... words) {
        Run run = Run.of(words);
        assertThat(run.err().lines()).as(run.err()).contains("ae: " + message);
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void flagsChangeConvolutions() {
        try (Autoencoder model = trained(
                "--data", "glyphs", "--preset", "convolutional", "--filters", "3,4", "--kernel", 2, "--pooling")) {
            assertThat(model.spec().architecture())
                    .isEqualTo(Architecture.convolutional(3, 4).kernel(2).pooling(true));
        }
    }

    @Test
    void filtersMakeAnyPresetConvolutional() {
        try (Autoencoder model = trained("--data", "glyphs", "--preset", "denoising", "--filters", "2")) {
            assertThat(model.spec().architecture()).isEqualTo(Architecture.convolutional(2));
            assertThat(model.spec().layers().activation()).isEqualTo(Activation.SWISH);
        }
    }

    @Test
    void flagsChangeRecurrentLayers() {
        try (Autoencoder model = trained(
                "--data",
                series(),
                "--sequence",
                "windows:6,3",
                "--preset",
                "recurrent",
                "--units",
                3,
                "--recurrent-layers",
                2,
                "--bidirectional")) {
            assertThat(model.spec().architecture())
                    .isEqualTo(Architecture.recurrent(3).layers(2).bidirectional(true));
        }
    }

    @Test
    void unitsMakeAnyPresetRecurrent() {
        try (Autoencoder model = trained("--data", series(), "--sequence", "windows:6,3", "--units", 3)) {
            assertThat(model.spec().architecture()).isEqualTo(Architecture.recurrent(3));
            assertThat(model.spec().layers().activation()).isEqualTo(Activation.TANH);
        }
    }

    @Test
    void everyStepOfASeriesGetsTheMeanScoreOfItsWindows() throws IOException {
        Path data = series();
        Path scores = folder.resolve("scores.csv");
        Path steps = folder.resolve("steps.csv");
        trained("--data", data, "--sequence", "windows:6,3", "--preset", "convolutional", "--filters", "2")
                .close();
        Run.good(
                "detect",
                "--model",
                folder.resolve("m.st"),
                "--data",
                data,
                "--sequence",
                "windows:6,3",
                "--score",
                "error",
                "--out",
                scores,
                "--step-scores",
                steps);
        List<String> windows = Files.readAllLines(scores);
        List<String> lines = Files.readAllLines(steps);
        assertThat(lines.get(0)).isEqualTo("step,score");
        assertThat(lines).hasSize(1 + 120);
        double first = Double.parseDouble(windows.get(1).split(",")[1]);
        double second = Double.parseDouble(windows.get(2).split(",")[1]);
        assertThat(lines.get(1)).isEqualTo("0," + first);
        assertThat(lines.get(1 + 4)).isEqualTo("4," + (first + second) / 2);
    }

    @Test
    void flagsOfOtherLayersAreRefused() {
        Path out = folder.resolve("m.st");
        refused(
                "--hidden is the widths of dense layers, and these are convolutions: set --filters",
                "train",
                "--data",
                "glyphs",
                "--preset",
                "convolutional",
                "--hidden",
                3,
                "--out",
                out);
        refused(
                "--hidden is the widths of dense layers, --filters and --units make other layers: leave one of them out",
                "train",
                "--data",
                "glyphs",
                "--filters",
                3,
                "--hidden",
                3,
                "--out",
                out);
        refused(
                "--kernel belongs to convolutions: choose a convolutional preset, or set --filters",
                "train",
                "--data",
                "glyphs",
                "--kernel",
                3,
                "--out",
                out);
        refused(
                "--recurrent-layers belongs to recurrent layers: choose a recurrent preset, or set --units",
                "train",
                "--data",
                "glyphs",
                "--recurrent-layers",
                2,
                "--out",
                out);
        refused(
                "convolutions go over images or sequences, found 8 numeric columns: take a dense architecture",
                "train",
                "--data",
                "sensors",
                "--preset",
                "convolutional",
                "--out",
                out);
        refused(
                "--step-scores is for windows over one series: set --sequence windows:LENGTH[,STEP]",
                "detect",
                "--model",
                out,
                "--data",
                "sensors",
                "--step-scores",
                folder.resolve("s.csv"));
        assertThat(out).doesNotExist();
    }
}
