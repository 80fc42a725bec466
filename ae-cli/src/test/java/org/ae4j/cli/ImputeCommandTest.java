package org.ae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImputeCommandTest {
    @TempDir
    Path folder;

    /** The mixed table with one cell in seven empty, labels never. */
    private Path gaps(int rows) throws Exception {
        var random = new Random(3);
        var lines = new ArrayList<String>();
        for (String line : Files.readAllLines(Tables.mixed(folder, rows))) {
            String[] cells = line.split(",");
            for (int j = 0; j < 4 && !lines.isEmpty(); j++) {
                cells[j] = random.nextInt(7) == 0 ? "" : cells[j];
            }
            lines.add(String.join(",", cells));
        }
        return Files.write(folder.resolve("gaps.csv"), lines);
    }

    private Path model(Path data) {
        Path model = folder.resolve("m.st");
        Run.good(
                "train",
                "--data",
                data,
                "--label-column",
                "label",
                "--missing",
                "keep",
                "--code",
                2,
                "--epochs",
                30,
                "--out",
                model);
        return model;
    }

    @Test
    void missingCellsAreCompletedAndTheOthersStay() throws Exception {
        Path data = gaps(200);
        Path model = model(data);
        Path out = folder.resolve("whole.csv");
        Run run =
                Run.good("impute", "--model", model, "--data", data, "--label-column", "label", "--out", out, "--json");

        List<String> before = Files.readAllLines(data);
        List<String> after = Files.readAllLines(out);
        assertThat(after).hasSameSizeAs(before);
        assertThat(after.get(0)).isEqualTo("a,b,c,color,label");
        long imputed = 0;
        for (int i = 1; i < before.size(); i++) {
            String[] had = before.get(i).split(",");
            String[] has = after.get(i).split(",");
            for (int j = 0; j < 5; j++) {
                if (had[j].isEmpty()) {
                    imputed++;
                    assertThat(has[j]).matches(j == 3 ? "blue|green|red" : "-?[0-9.E-]+");
                } else if (j >= 3) {
                    assertThat(has[j]).isEqualTo(had[j]);
                } else {
                    assertThat(Float.parseFloat(has[j])).isEqualTo(Float.parseFloat(had[j]));
                }
            }
        }
        assertThat(imputed).isGreaterThan(50);
        assertThat(run.out())
                .isEqualTo("{\"rows\":200,\"columns\":4,\"imputed\":" + imputed + ",\"out\":\"" + out + "\"}\n");
        assertThat(run.err()).contains(out + ": 200 rows of 4 columns, " + imputed + " cells imputed");
    }

    @Test
    void figuresOfTrainingAndEvaluationAreOverTheCellsThatAreThere() throws Exception {
        Path data = gaps(200);
        Path model = folder.resolve("m.st");
        ObjectNode trained = Run.good(
                        "train",
                        "--data",
                        data,
                        "--test",
                        data,
                        "--label-column",
                        "label",
                        "--missing",
                        "keep",
                        "--code",
                        2,
                        "--epochs",
                        30,
                        "--out",
                        model,
                        "--json")
                .json();
        ObjectNode evaluated = Run.good(
                        "evaluate",
                        "--model",
                        model,
                        "--data",
                        data,
                        "--label-column",
                        "label",
                        "--missing",
                        "keep",
                        "--json")
                .json();
        assertThat(trained.path("testMse").doubleValue()).isBetween(1e-6, 1.0);
        assertThat(trained.path("pcaReason").textValue()).isEqualTo("PCA takes no missing cells");
        assertThat(evaluated.path("mse").doubleValue())
                .isEqualTo(trained.path("testMse").doubleValue());
        assertThat(evaluated.path("knnAccuracy").isNull()).isTrue();
    }

    @Test
    void commandsThatNeedWholeRowsSayWhatToDo() throws Exception {
        Path data = Tables.file(folder, "few.csv", "a,b,c,color\n1,2,3,red\n1,,3,blue\n");
        Path model = model(gaps(60));
        for (String command : List.of("encode", "reconstruct")) {
            Path out = folder.resolve(command + ".csv");
            Run run = Run.of(command, "--model", model, "--data", data, "--missing", "keep", "--out", out);
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.error())
                    .isEqualTo("ae: few.csv: row 1, column 'b' is missing; only training and impute take missing cells:"
                            + " impute the rows first, or choose another imputation (--missing mean)");
            assertThat(out).doesNotExist();
        }
    }

    @Test
    void anotherImputationAndAnOutputThatExistsAreRefused() throws Exception {
        Path data = gaps(60);
        Path model = model(data);
        Run mean =
                Run.of("impute", "--model", model, "--data", data, "--missing", "mean", "--out", folder.resolve("o"));
        assertThat(mean.code()).isEqualTo(2);
        assertThat(mean.error()).isEqualTo("ae: --missing mean leaves nothing to impute; leave it out");
        Run exists = Run.of("impute", "--model", model, "--data", data, "--label-column", "label", "--out", data);
        assertThat(exists.code()).isEqualTo(2);
        assertThat(exists.error()).startsWith("ae: " + data);
        List<String> before = Files.readAllLines(data);
        Run.good("impute", "--model", model, "--data", data, "--label-column", "label", "--out", data, "--force");
        assertThat(Files.readAllLines(data)).hasSameSizeAs(before).isNotEqualTo(before);
    }

    @Test
    void splitsKeepMissingCells() throws Exception {
        Path data = gaps(60);
        Path parts = folder.resolve("parts");
        Run.good(
                "split",
                "--data",
                data,
                "--label-column",
                "label",
                "--missing",
                "keep",
                "--fractions",
                "0.5,0.5",
                "--out",
                parts);
        assertThat(Files.readString(parts.resolve("train.csv"))).contains("NaN");
    }
}
