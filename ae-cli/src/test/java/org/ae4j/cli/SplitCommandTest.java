package org.ae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.ae4j.TestData;
import org.ae4j.data.CsvFormat;
import org.ae4j.data.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitCommandTest {
    @TempDir
    Path folder;

    @Test
    void everyRowGoesIntoOnePartWithHeaderAndLabelLast() throws Exception {
        Path data = Tables.mixed(folder, 100);
        Path out = folder.resolve("parts/deeper");

        Run run = Run.good(
                "split",
                "--data",
                data,
                "--label-column",
                "a",
                "--out",
                out,
                "--fractions",
                "0.5,0.2,0.1,0.2",
                "--json");

        assertThat(run.out())
                .isEqualTo("{\"rows\":{\"train\":50,\"validation\":20,\"calibration\":10,\"test\":20},\"out\":\"" + out
                        + "\"}\n");
        List<String> rows = new ArrayList<>();
        for (String part : List.of("train", "validation", "calibration", "test")) {
            List<String> lines = Files.readAllLines(out.resolve(part + ".csv"));
            assertThat(lines.get(0)).isEqualTo("b,c,color,label,a");
            rows.addAll(lines.subList(1, lines.size()));
        }
        assertThat(new HashSet<>(rows)).hasSize(100);
    }

    @Test
    void valuesSurviveExactly() {
        Path wine = TestData.require("sklearn/wine_data.csv");
        Path out = folder.resolve("wine");
        Run.good(
                "split",
                "--data",
                wine,
                "--skip-lines",
                1,
                "--label-column",
                "last",
                "--out",
                out,
                "--fractions",
                "0.6,0.4",
                "--stratified");
        CsvFormat named = CsvFormat.defaults().label("last");
        Samples all = Samples.csv(wine, named.skipLines(1));
        Samples train = Samples.csv(out.resolve("train.csv"), named);

        List<List<Float>> known = new ArrayList<>();
        for (int i = 0; i < all.rows(); i++) {
            known.add(list(all.row(i)));
        }
        assertThat(train.rows()).isEqualTo(107);
        assertThat(train.classes()).containsExactly("0", "1", "2");
        for (int i = 0; i < train.rows(); i++) {
            assertThat(known).contains(list(train.row(i)));
        }
    }

    private static List<Float> list(float[] row) {
        var list = new ArrayList<Float>();
        for (float value : row) {
            list.add(value);
        }
        return list;
    }

    @Test
    void oneClassSendsAllOthersToTheTest() {
        Path out = folder.resolve("pump");
        Run run = Run.good(
                "split", "--data", "sensors", "--out", out, "--fractions", "0.7,0.3", "--one-class", "ok", "--json");

        Samples train =
                Samples.csv(out.resolve("train.csv"), CsvFormat.defaults().label("last"));
        assertThat(train.classes()).containsExactly("ok");
        assertThat(run.json().path("rows").path("train").intValue()).isEqualTo(train.rows());
        assertThat(run.json().path("rows").path("test").intValue()).isEqualTo(10_000 - train.rows());
    }

    @Test
    void anExistingPartRefusesAllBeforeAnythingIsWritten() throws Exception {
        Path data = Tables.mixed(folder, 20);
        Path old = Tables.file(folder, "test.csv", "precious");

        Run run = Run.of("split", "--data", data, "--out", folder, "--fractions", "0.5,0.5");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.error())
                .isEqualTo("ae: " + old + " already exists; choose another name or pass --force to replace it");
        assertThat(old).hasContent("precious");
        assertThat(folder.resolve("train.csv")).doesNotExist();
        Run.good("split", "--data", data, "--out", folder, "--fractions", "0.5,0.5", "--force");
        assertThat(Files.readAllLines(old)).hasSize(11);
    }

    @Test
    void wrongFractionsAreRefused() {
        Path data = Tables.mixed(folder, 20);
        assertThat(Run.of("split", "--data", data, "--out", folder.resolve("x"), "--fractions", "0.5,0.4")
                        .error())
                .isEqualTo("ae: a split's fractions sum to 1, found 0.9");
        assertThat(Run.of("split", "--data", data, "--out", folder.resolve("x"), "--fractions", "1")
                        .error())
                .isEqualTo("ae: --fractions expects 2, 3 or 4 numbers, found 1");
        assertThat(folder.resolve("x")).doesNotExist();
    }

    @Test
    void aFileInPlaceOfTheFolderIsRefused() {
        Path data = Tables.mixed(folder, 20);
        Run run = Run.of("split", "--data", data, "--out", data, "--fractions", "0.5,0.5");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.error()).isEqualTo("ae: " + data + " is a file, expected a folder; choose another name");
    }
}
