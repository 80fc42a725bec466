package org.ae4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.ae4j.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for samples wherever they come from. */
class SourcesContractTest {
    @TempDir
    static Path folder;

    enum Source {
        ARRAY {
            @Override
            Samples read() {
                return Samples.of(new float[][] {{1, 2}, {3, 4}});
            }
        },
        SCHEMA {
            @Override
            Samples read() {
                Schema schema = Schema.table(List.of(Column.categorical("room", List.of("a", "b"))));
                return Samples.of(schema, new float[][] {{1}, {0}}).labels("y", List.of("u", "v"));
            }
        },
        CSV {
            @Override
            Samples read() throws IOException {
                return Samples.csv(csv(), CsvFormat.defaults().label("y").missing(Imputation.mean()));
            }
        },
        CSV_AS_EXPECTED {
            @Override
            Samples read() throws IOException {
                Schema expected =
                        Schema.table(List.of(Column.categorical("room", List.of("z", "b", "a")), Column.numeric("t")));
                return Samples.csv(csv(), CsvFormat.defaults().label("y").missing(Imputation.mean()), expected);
            }
        },
        IDX {
            @Override
            Samples read() throws IOException {
                Path images = folder.resolve("images");
                Path labels = folder.resolve("labels");
                Files.write(images, IdxTest.idx(new int[] {0x803, 2, 1, 2}, 0, 255, 7, 8));
                Files.write(labels, IdxTest.idx(new int[] {0x801, 2}, 3, 4));
                return Samples.idx(images, labels);
            }
        },
        CSV_ROWS {
            @Override
            Samples read() throws IOException {
                Path file = Files.writeString(folder.resolve("rows.csv"), "ok,1,2,3\nbad,4\nok,5,6,\n");
                return Samples.csv(file, CsvFormat.defaults().label("first").sequences(SequenceForm.row()));
            }
        },
        CSV_GROUPS {
            @Override
            Samples read() throws IOException {
                Path file = Files.writeString(
                        folder.resolve("groups.csv"), "id,when,t,p,y\nu,1,1,2,ok\nv,1,3,4,bad\nu,2,5,6,ok\n");
                CsvFormat format = CsvFormat.defaults().label("y").ignore("when");
                return Samples.csv(file, format.sequences(SequenceForm.group("id")));
            }
        },
        CSV_WINDOWS {
            @Override
            Samples read() throws IOException {
                Path file = Files.writeString(folder.resolve("series.csv"), "t,p,y\n1,2,a\n3,4,b\n5,6,c\n");
                return Samples.csv(file, CsvFormat.defaults().label("y").sequences(SequenceForm.windows(2)));
            }
        },
        NPY {
            @Override
            Samples read() throws IOException {
                Path file = folder.resolve("a.npy");
                Files.write(file, NpyTest.npy("<f4", false, "(2, 2, 2)", 1, 2, 3, 4, 5, 6, Float.NaN, Float.NaN));
                return Samples.npy(file);
            }
        },
        IMAGES {
            @Override
            Samples read() throws IOException {
                for (String name : List.of("cat", "dog")) {
                    var image = new BufferedImage(2, 3, BufferedImage.TYPE_INT_RGB);
                    image.setRGB(1, 2, 100 * name.charAt(0));
                    Path file = Files.createDirectories(
                                    folder.resolve("pictures").resolve(name))
                            .resolve("a.png");
                    ImageIO.write(image, "png", file.toFile());
                }
                return Samples.images(folder.resolve("pictures"));
            }
        },
        AUDIO {
            @Override
            Samples read() throws IOException {
                for (int i = 0; i < 2; i++) {
                    Path file = Files.createDirectories(folder.resolve("sounds/" + i))
                            .resolve("a.wav");
                    Files.write(file, AudioTest.wav(1, 16, 1, 8000, 20 + 20 * i, j -> Math.sin(j * j)));
                }
                Spectrogram settings =
                        Spectrogram.defaults().rate(8000).window(16).hop(8);
                return Samples.audio(folder.resolve("sounds"), settings);
            }
        },
        OBJECTS {
            @Override
            Samples read() {
                return Samples.of(
                        List.of("hall", "attic"),
                        Feature.numeric("length", String::length),
                        Feature.categorical("name", name -> name),
                        Feature.label("initial", name -> name.substring(0, 1)));
            }
        },
        QUERY {
            @Override
            Samples read() throws SQLException {
                try (var database = DriverManager.getConnection("jdbc:hsqldb:mem:contract");
                        var statement = database.createStatement();
                        var result =
                                statement.executeQuery("SELECT n, w FROM (VALUES (1, 'b'), (2, 'a')) AS t (n, w)")) {
                    return Samples.query(result);
                }
            }
        },
        PUBLISHED {
            @Override
            Samples read() {
                TestData.require("mnist/t10k-images-idx3-ubyte.gz");
                return Samples.builtIn("mnist:test", 1).select(0, 1, 2);
            }
        };

        abstract Samples read() throws IOException, SQLException;

        private static Path csv() throws IOException {
            return Files.writeString(folder.resolve("a.csv"), "t,room,y\n1,a,ok\n,b,bad\n3,,7\n");
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyValueFitsItsColumn(Source source) throws IOException, SQLException {
        Samples samples = source.read();
        List<Column> columns = samples.schema().columns();
        assertThat(samples.rows()).isPositive();
        assertThat(samples.source()).isNotBlank();
        for (int i = 0; i < samples.rows(); i++) {
            assertThat(samples.row(i)).hasSize(columns.size());
            int extent = samples.schema().extent(samples.row(i));
            for (int j = 0; j < columns.size(); j++) {
                float value = samples.value(i, j);
                if (j >= extent) {
                    assertThat(value).isNaN();
                    continue;
                }
                assertThat(value).isFinite();
                if (columns.get(j).isCategorical()) {
                    assertThat(value).isBetween(0f, columns.get(j).categories().size() - 1f);
                    assertThat(value).isEqualTo((int) value);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void changingACopyChangesNothing(Source source) throws IOException, SQLException {
        Samples samples = source.read();
        String before = samples.fingerprint();
        samples.row(0)[0] += 1;
        float[] copy = new float[samples.schema().size() + 1];
        samples.copyRow(0, copy, 1);
        copy[1] += 1;
        assertThat(samples.fingerprint()).isEqualTo(before);
        assertThat(samples.schema().columns()).isUnmodifiable();
    }

    @ParameterizedTest
    @EnumSource
    void readingTwiceGivesTheSame(Source source) throws IOException, SQLException {
        assertThat(source.read().fingerprint()).isEqualTo(source.read().fingerprint());
    }

    @ParameterizedTest
    @EnumSource
    void labelsGoWithTheirRowsAndAreNoFeatures(Source source) throws IOException, SQLException {
        Samples samples = source.read();
        int last = samples.rows() - 1;
        Samples turned = samples.select(last, 0);
        assertThat(turned.row(0)).isEqualTo(samples.row(last));
        assertThat(turned.isLabelled()).isEqualTo(samples.isLabelled());
        if (samples.isLabelled()) {
            assertThat(turned.label(0)).isEqualTo(samples.label(last));
            assertThat(samples.classes()).contains(samples.label(last));
            assertThat(samples.schema().columns().stream().map(Column::name))
                    .doesNotContain(samples.labelName().orElseThrow());
        }
    }

    @ParameterizedTest
    @EnumSource
    void samplesConformToTheirOwnColumnsInAnotherOrder(Source source) throws IOException, SQLException {
        Samples samples = source.read();
        var turned = new ArrayList<>(samples.schema().columns());
        Collections.reverse(turned);
        Samples conforming =
                samples.conformTo(Schema.table(turned)); // behind a sequence's end a table has missing cells
        for (int j = 0; j < turned.size(); j++) {
            assertThat(conforming.value(0, j)).isEqualTo(Float.valueOf(samples.value(0, turned.size() - 1 - j)));
        }
        assertThat(conforming.conformTo(samples.schema(), Imputation.keep()).fingerprint())
                .isEqualTo(samples.fingerprint());
    }

    @Test
    void changingWhatWasPassedInChangesNothing() {
        float[][] values = {{1, 2}, {3, 4}};
        var labels = new ArrayList<>(List.of("a", "b"));
        Samples samples = Samples.of(values).labels("y", labels);
        values[0][0] = 9;
        values[1] = new float[] {9, 9};
        labels.set(0, "z");
        assertThat(samples.row(0)).containsExactly(1, 2);
        assertThat(samples.row(1)).containsExactly(3, 4);
        assertThat(Stream.of(samples.label(0), samples.label(1))).containsExactly("a", "b");
    }
}
