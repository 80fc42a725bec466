package org.ae4j.benchmarks.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchmarksTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--rounds 0|--rounds expects at least 1, found 0",
                "--threads 1,0|--threads expects counts of at least 1, found 0",
                "--warm-up -1|--warm-up expects at least 0 seconds, found -1.0",
                "--seconds 0|--seconds expects more than 0 seconds, found 0.0",
                "--workloads B|--workloads expects some of A128,A512,C,D,DN,E,F,encode1,encode1024,encodeD,encodeF,job, found 'B'",
                "--engines mxnet|--engines expects some of ae4j,ae4j-pass,dl4j,dl4j1,djl,tensorflow, found 'mxnet'",
                "--rounds many|Invalid value for option '--rounds': 'many' is not an int",
                "--fast|Unknown option: '--fast'"
            })
    void wrongArgumentsExitWith2AndSayWhatWasExpected(String arguments, String message) {
        var errors = new StringWriter();
        CommandLine commandLine = Benchmarks.commandLine().setErr(new PrintWriter(errors, true));

        int exitCode = commandLine.execute(arguments.split(" "));

        assertThat(exitCode).isEqualTo(2);
        assertThat(errors.toString().lines().findFirst()).contains(message);
    }

    @Test
    void theTableLiesBesideTheJsonFile() {
        assertThat(Benchmarks.beside(Path.of("out", "figures.json"))).isEqualTo(Path.of("out", "figures.md"));
        assertThat(Benchmarks.beside(Path.of("figures"))).isEqualTo(Path.of("figures.md"));
    }
}
