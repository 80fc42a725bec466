package org.ae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.ae4j.model.Autoencoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as users start it: in a Java of its own. */
class FreshJvmTest {
    private static final int KILLS = 12;

    @TempDir
    Path folder;

    @Test
    void anotherJvmGivesTheSameCodesBitForBit() throws Exception {
        Path data = Tables.mixed(folder, 200);
        Path model = folder.resolve("m.st");
        Path here = folder.resolve("here.csv");
        Path there = folder.resolve("there.csv");
        Run.good("train", "--data", data, "--label-column", "label", "--epochs", 3, "--out", model);
        Run.good("encode", "--model", model, "--data", data, "--label-column", "label", "--out", here);

        Process process =
                start(List.of(), "encode", "--model", model, "--data", data, "--label-column", "label", "--out", there);

        assertThat(process.waitFor()).isZero();
        assertThat(Files.mismatch(here, there)).isEqualTo(-1);
    }

    @Test
    void warningsReachStandardErrorAndStandardOutputHasNothingButJson() throws Exception {
        Path data = Tables.mixed(folder, 50);
        Process process = start(
                List.of(),
                "train",
                "--data",
                data,
                "--label-column",
                "label",
                "--epochs",
                1,
                "--code",
                6,
                "--out",
                folder.resolve("m.st"),
                "--json");
        assertThat(process.waitFor()).isZero();
        assertThat(folder.resolve("stderr")).content().contains("the code has 6 numbers and the input 6");
        assertThat(Files.readAllLines(folder.resolve("stdout")))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("{\"preset\"");
    }

    @Test
    void whatNeedsNoNetworkDoesNotStartTheNumericalLibrary() throws Exception {
        Path data = Tables.mixed(folder, 50);
        Path model = folder.resolve("m.st");
        Run.good("train", "--data", data, "--epochs", 1, "--out", model);
        List<Object[]> commands = List.of(
                new Object[] {"--help"},
                new Object[] {"split", "--data", data, "--out", folder.resolve("s"), "--fractions", "0.5,0.5"},
                new Object[] {"info", model});
        for (Object[] command : commands) {
            Path classes = folder.resolve("classes");
            Process process = start(List.of("-Xlog:class+load:file=" + classes), command);
            assertThat(process.waitFor()).isZero();
            assertThat(Files.readString(classes))
                    .contains("org.ae4j.cli.Ae")
                    .doesNotContain("org.nd4j.linalg.factory.Nd4j ");
        }
    }

    @Test
    void aKilledTrainingLeavesAWholeModelOrNone() throws Exception {
        Path data = Tables.mixed(folder, 200);
        Path first = folder.resolve("first.st");
        long begin = System.nanoTime();
        assertThat(train(data, first).waitFor()).isZero();
        long whole = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);

        int absent = 0;
        for (int i = 0; i < KILLS; i++) {
            Path out = folder.resolve("killed" + i + ".st");
            Process process = train(data, out);
            // From a third of the run on, most of them about its end.
            process.waitFor(whole / 3 + whole * i * (2 * KILLS - i) / (KILLS * KILLS) * 3 / 4, TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            absent += Files.exists(out) ? 0 : 1;
            loadsIfThere(out);
        }
        Path writing = folder.resolve("writing.st");
        Process process = train(data, writing);
        while (process.isAlive() && !isWriting()) {
            Thread.onSpinWait();
        }
        process.destroyForcibly().waitFor();
        loadsIfThere(writing);
        assertThat(absent).as("runs killed before they had a model").isPositive();
    }

    private static void loadsIfThere(Path file) {
        if (Files.exists(file)) {
            Autoencoder.load(file).close();
        }
    }

    /** Whether some bytes of a model are on their way; left-overs of earlier kills are removed first. */
    private boolean isWriting() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".tmp"))
                    .anyMatch(file -> file.toFile().length() > 0);
        }
    }

    private Process train(Path data, Path out) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".tmp"))
                    .forEach(file -> file.toFile().delete());
        }
        return start(
                List.of(),
                "train",
                "--data",
                data,
                "--label-column",
                "label",
                "--hidden",
                "1500,500",
                "--code",
                3,
                "--epochs",
                3,
                "--out",
                out);
    }

    private Process start(List<String> jvmOptions, Object... words) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Ae.class.getName()));
        Arrays.stream(words).map(Object::toString).forEach(command::add);
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve("stdout").toFile())
                .redirectError(folder.resolve("stderr").toFile())
                .start();
    }
}
