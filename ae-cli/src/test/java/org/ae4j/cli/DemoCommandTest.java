package org.ae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
    @TempDir
    Path folder;

    @Test
    void learnsDetectsAndTransfers() throws Exception {
        Path out = folder.resolve("demo");
        Run run = Run.good("demo", "--out", out, "--json");
        ObjectNode json = run.json();
        assertThat(json.path("model").textValue())
                .isEqualTo(out.resolve("pump.safetensors").toString());
        assertThat(json.path("auroc").doubleValue()).isBetween(0.97, 1.0);
        assertThat(json.path("explained").doubleValue()).isBetween(0.9, 1.0);
        assertThat(json.path("testMse").doubleValue()).isPositive();
        assertThat(json.path("pcaMse").isNumber()).isTrue();
        assertThat(json.path("accuracy").doubleValue()).isGreaterThan(0.45); // four kinds: chance is 0.25
        assertThat(json.path("scratchAccuracy").doubleValue()).isGreaterThan(0.45);
        try (var files = Files.list(out)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "made-by-ae-demo.txt",
                            "pump.safetensors",
                            "detector.safetensors",
                            "kinds.safetensors",
                            "test.csv",
                            "scores.csv",
                            "faults.csv",
                            "report.html");
        }
        Path page = out.resolve("report.html");
        assertThat(json.path("report").textValue()).isEqualTo(page.toString());
        assertThat(Files.size(page)).isLessThan(3_000_000);
        assertThat(Files.readString(page))
                .contains(
                        "id=\"histogram\"",
                        "id=\"ranking\"",
                        "id=\"strangest\"",
                        "id=\"map\"",
                        "id=\"loss\"",
                        "id=\"accuracy\"",
                        "id=\"confusion\"",
                        "id=\"run\"");
        assertThat(run.err().lines().reduce((first, last) -> last))
                .hasValue("all of it in pictures, for a browser: " + page);
        List<String> next = run.err()
                .lines()
                .filter(line -> line.startsWith("  ./ae "))
                .map(line -> line.substring("  ./ae ".length()) + " --json")
                .toList();
        assertThat(next).hasSize(3);
        Run.good((Object[]) next.get(0).split(" "));
        ObjectNode detected = Run.good((Object[]) next.get(1).split(" ")).json();
        assertThat(detected.path("flagged")).isEqualTo(json.path("flagged"));
        assertThat(detected.path("auroc")).isEqualTo(json.path("auroc"));
        ObjectNode predicted = Run.good((Object[]) next.get(2).split(" ")).json();
        assertThat(predicted.path("accuracy")).isEqualTo(json.path("accuracy"));
    }

    @Test
    void nothingButAnEarlierDemoIsReplaced() throws Exception {
        Path precious = Files.writeString(folder.resolve("pump.safetensors"), "precious");
        Run run = Run.of("demo", "--out", folder);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("ae: " + folder
                        + " holds something that no earlier demo made; choose another folder by --out\n");
        Run file = Run.of("demo", "--out", precious);
        assertThat(file.code()).isEqualTo(2);
        assertThat(file.err())
                .isEqualTo("ae: " + precious + " is a file, expected a folder; choose another by --out\n");
        assertThat(precious).hasContent("precious");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(precious);
        }
    }

    @Test
    void anEarlierDemosFolderIsTakenAgain() {
        Path out = folder.resolve("demo");
        DemoFolder.claim(out);
        assertThat(out.resolve(DemoFolder.MARKER)).exists();
        assertThat(DemoFolder.claim(out).model()).isEqualTo(out.resolve("pump.safetensors"));
    }
}
