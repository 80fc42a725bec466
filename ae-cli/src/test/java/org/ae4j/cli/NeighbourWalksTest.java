package org.ae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ae train --from M --neighbour-walks}. */
class NeighbourWalksTest {
    @TempDir
    Path folder;

    @Test
    void aModelIsTrainedOnTowardsNeighbours() throws Exception {
        Path start = folder.resolve("start.st");
        Run.good("train", "--data", "blobs", "--code", 1, "--epochs", 20, "--out", start);
        Object[] on = {"train", "--data", "blobs", "--from", start, "--epochs", 3, "--json", "--out"};
        ObjectNode itself = Run.good(with(on, folder.resolve("itself.st"))).json();
        Path out = folder.resolve("near.st");
        Path log = folder.resolve("log.csv");
        Run near = Run.good(with(on, out, "--neighbour-walks", "5,30", "--log", log));
        assertThat(near.json().path("testMse").doubleValue())
                .isGreaterThan(itself.path("testMse").doubleValue());
        assertThat(Files.readAllLines(log))
                .as("a header and three epochs of each stage")
                .hasSize(7);
        Path again = folder.resolve("again.st");
        Run.good(with(on, again, "--neighbour-walks", "5,30"));
        assertThat(again).hasSameBinaryContentAs(out);
    }

    @Test
    void whatCannotBe() {
        Path out = folder.resolve("m.st");
        refused(
                "--neighbour-walks trains a model on; name it by --from",
                "train",
                "--data",
                "blobs",
                "--neighbour-walks",
                "5",
                "--out",
                out);
        Path start = folder.resolve("start.st");
        Run.good("train", "--data", "blobs", "--code", 1, "--epochs", 1, "--out", start);
        refused(
                "neighbour targets need at least 1 stage, each with walks of at least 1 step, found [0]",
                "train",
                "--data",
                "blobs",
                "--from",
                start,
                "--neighbour-walks",
                "0",
                "--out",
                out);
        refused(
                "training towards neighbours knows no restarts, found 2; set restarts 1",
                "train",
                "--data",
                "blobs",
                "--from",
                start,
                "--neighbour-walks",
                "5",
                "--restarts",
                2,
                "--out",
                out);
        assertThat(out).doesNotExist();
    }

    private static Object[] with(Object[] words, Object... more) {
        Object[] all = Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return all;
    }

    private static void refused(String message, Object... words) {
        Run run = Run.of(words);
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.error()).isEqualTo("ae: " + message);
    }
}
