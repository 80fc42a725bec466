package org.ae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.ae4j.data.Schema;
import org.ae4j.data.SequenceSchema;
import org.ae4j.model.Autoencoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --data} and the flags beside it make of files. */
class DataOptionsTest {
    @TempDir
    Path folder;

    private Schema trained(Object... data) {
        Path model = folder.resolve("m.st");
        List<Object> words = new ArrayList<>(List.of("train", "--hidden", 4, "--code", 2, "--epochs", 1, "--force"));
        words.addAll(List.of("--out", model));
        words.addAll(Arrays.asList(data));
        Run.good(words.toArray());
        try (Autoencoder loaded = Autoencoder.load(model)) {
            return loaded.spec().schema();
        }
    }

    private static void refused(String message, Object... words) {
        Run run = Run.of(words);
        assertThat(run.err().lines()).as(run.err()).contains("ae: " + message);
        assertThat(run.code()).isEqualTo(2);
    }

    private Path series(int rows) {
        var text = new StringBuilder("when,id,a,b\n");
        for (int i = 0; i < rows; i++) {
            text.append("t%d,g%d,%d,%d%n".formatted(i, i / 4, i % 7, i * i % 11));
        }
        return Tables.file(folder, "series.csv", text.toString());
    }

    @Test
    void rowsOfACsvFileAreSequencesIfThatIsAskedFor() {
        Path file = Tables.file(folder, "rows.csv", "1,2,3,a\n2,3,4,b\n3,4,6,a\n4,1,2,b\n9,4,2,b\n3,4,5,a\n");
        assertThat(trained("--data", file, "--label-column", "last", "--sequence", "row", "--test-fraction", 0))
                .isEqualTo(Schema.sequence(List.of("value"), 3));
    }

    @Test
    void groupsOfRowsAndWindowsAreSequencesOfTheOtherColumns() {
        Path file = series(24);
        assertThat(trained("--data", file, "--sequence", "group:id", "--ignore", "when"))
                .isEqualTo(Schema.sequence(List.of("a", "b"), 4));
        assertThat(trained("--data", file, "--sequence", "windows:5,2", "--ignore", "when,id"))
                .isEqualTo(Schema.sequence(List.of("a", "b"), 5));
        assertThat(Run.good("info", folder.resolve("m.st")).out()).contains("rows: sequences of 5 steps of 2 (a, b)");
        assertThat(trained("--data", file, "--ignore", "when,id")).isEqualTo(Schema.numeric(List.of("a", "b")));
    }

    @Test
    void presetsAreShownForSequences() {
        String out = Run.good(
                        "presets", "--data", series(8), "--sequence", "windows:3", "--ignore", "when,id", "--json")
                .out();
        assertThat(out)
                .contains("\"schema\":{\"type\":\"sequence\",\"features\":[\"a\",\"b\"],\"steps\":3,\"shortest\":3}");
    }

    @Test
    void formsOfSequencesThatCannotBe() {
        Path file = series(8);
        for (String form : new String[] {"rows", "group:", "windows:", "windows:3,", "windows:-1", "windows:3:2"}) {
            refused(
                    "--sequence expects row, group:NAME or windows:LENGTH[,STEP], found '" + form + "'",
                    "train",
                    "--data",
                    file,
                    "--sequence",
                    form,
                    "--out",
                    folder.resolve("m.st"));
        }
        refused(
                "windows have at least 1 step and begin at least 1 step apart, found length 3 and step 0",
                "presets",
                "--data",
                file,
                "--sequence",
                "windows:3,0");
        refused(
                "--sequence makes sequences of a CSV file's rows, but sensors is built-in data; leave it out",
                "presets",
                "--data",
                "sensors",
                "--sequence",
                "row");
        refused("--sequence belongs to --data, which is missing", "presets", "--sequence", "row");
        refused(
                "series.csv, column 'when' holds texts, but the steps of a sequence are numbers; leave it out (--ignore when),"
                        + " or name it as the label",
                "presets",
                "--data",
                file,
                "--sequence",
                "windows:3");
    }

    private Path images() throws IOException {
        Path images = folder.resolve("images");
        for (int i = 0; i < 12; i++) {
            Path file = images.resolve(i % 2 == 0 ? "a" : "b").resolve(i + ".png");
            Files.createDirectories(file.getParent());
            var image = new BufferedImage(4, 3, BufferedImage.TYPE_BYTE_GRAY);
            image.getRaster().setSample(i % 4, i % 3, 0, 200 + i);
            ImageIO.write(image, "png", file.toFile());
        }
        return images;
    }

    private Path sounds(int rate) throws IOException {
        Path sounds = Files.createDirectories(folder.resolve("sounds"));
        for (int i = 0; i < 8; i++) {
            byte[] bytes = new byte[600 + 64 * i];
            new Random(i).nextBytes(bytes);
            var format = new AudioFormat(rate, 8, 1, false, false);
            try (var sound = new AudioInputStream(new ByteArrayInputStream(bytes), format, bytes.length)) {
                AudioSystem.write(
                        sound,
                        AudioFileFormat.Type.WAVE,
                        sounds.resolve(i % 2 + "_" + i + ".wav").toFile());
            }
        }
        return sounds;
    }

    private Path array(String shape, int... bytes) throws IOException {
        String header = "{'descr': '|u1', 'fortran_order': False, 'shape': %s, }\n".formatted(shape);
        var file = new ByteArrayOutputStream();
        file.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
        file.write(header.getBytes(StandardCharsets.US_ASCII));
        for (int value : bytes) {
            file.write(value);
        }
        return Files.write(folder.resolve("a.npy"), file.toByteArray());
    }

    @Test
    void aFolderOfImagesIsReadAsTheFlagsSay() throws IOException {
        assertThat(trained("--data", images())).isEqualTo(Schema.image(1, 3, 4));
        assertThat(trained("--data", images(), "--resize", "6x5", "--channels", 3, "--corruption", "affine"))
                .isEqualTo(Schema.image(3, 6, 5));
    }

    @Test
    void aFolderOfSoundsIsReadAsTheFlagsSay() throws IOException {
        Object[] words = {
            "--data",
            sounds(8000),
            "--rate",
            8000,
            "--spectrogram",
            "32:16",
            "--frames",
            5,
            "--mel",
            4,
            "--labels-in-names"
        };
        var schema = (SequenceSchema) trained(words);
        assertThat(schema.steps()).isEqualTo(5);
        assertThat(schema.features()).hasSize(4).allMatch(name -> name.matches("mel \\d+\\.\\d+ Hz"));
    }

    @Test
    void aNumPyArrayIsATableThatMayHaveALabelOrBeSequences() throws IOException {
        Path table = array("(6, 3)", 1, 2, 0, 3, 4, 1, 5, 6, 0, 7, 8, 1, 9, 10, 0, 11, 12, 1);
        assertThat(trained("--data", table)).isEqualTo(Schema.numeric(List.of("x0", "x1", "x2")));
        assertThat(trained("--data", table, "--label-column", "last")).isEqualTo(Schema.numeric(List.of("x0", "x1")));
        assertThat(trained("--data", table, "--label-column", "last", "--sequence", "row"))
                .isEqualTo(Schema.sequence(List.of("value"), 2));
        assertThat(trained("--data", table, "--sequence", "windows:2"))
                .isEqualTo(Schema.sequence(List.of("x0", "x1", "x2"), 2));
        refused(
                "--sequence makes sequences of a CSV file's rows, but " + table + " is a NumPy array; leave it out",
                "presets",
                "--data",
                table,
                "--sequence",
                "group:x0");
    }

    @Test
    void flagsOfOtherKindsOfDataAreRefused() throws IOException {
        Path images = images();
        Path out = folder.resolve("m.st");
        Path file = series(8);
        refused(
                "--resize and --channels are for folders of images, but " + file + " is a CSV file; leave them out",
                "train",
                "--data",
                file,
                "--resize",
                "2x2",
                "--out",
                out);
        refused(
                "--rate, --spectrogram, --frames, --mel and --labels-in-names are for folders of sounds, but " + images
                        + " is a folder of images; leave them out",
                "train",
                "--data",
                images,
                "--labels-in-names",
                "--out",
                out);
        refused(
                "--labels names the labels of an IDX file, but " + images
                        + " is a folder of images, whose subfolders are their labels",
                "train",
                "--data",
                images,
                "--labels",
                file,
                "--out",
                out);
        refused(
                "--label-column names a column of a CSV file, but " + images
                        + " is a folder of images, whose subfolders are their labels",
                "train",
                "--data",
                images,
                "--label-column",
                "y",
                "--out",
                out);
        refused("--resize expects HxW, found '28'", "train", "--data", images, "--resize", "28", "--out", out);
        refused(
                "images have 1 channel (grey) or 3 (colour), found 2",
                "train",
                "--data",
                images,
                "--channels",
                2,
                "--out",
                out);
        Path sounds = sounds(44100);
        refused(
                "--spectrogram expects WINDOW:HOP, found '256'",
                "train",
                "--data",
                sounds,
                "--spectrogram",
                "256",
                "--out",
                out);
        refused(
                "sounds/0_0.wav has 44100 samples a second, expected 16000; resample it, or name its rate (--rate 44100)",
                "train",
                "--data",
                sounds,
                "--out",
                out);
    }

    @Test
    void imagesThatLieTooDeepAreRefusedByTheirFolder() throws IOException {
        Path images = images();
        refused(
                images.resolve("a")
                        + " is a folder within that of a class; name the folder whose subfolders are the classes",
                "presets",
                "--data",
                folder);
    }

    @Test
    void presetsAreShownForFoldersAsTheFlagsSay() throws IOException {
        String out = Run.good("presets", "--data", images(), "--resize", "6x5", "--json")
                .out();
        assertThat(out).contains("\"schema\":{\"type\":\"image\",\"channels\":1,\"height\":6,\"width\":5}");
    }

    @Test
    void whatWasTypedIsSuggestedAgain() throws IOException {
        Path images = images();
        String out = Run.good(
                        "train",
                        "--data",
                        images,
                        "--resize",
                        "2x2",
                        "--channels",
                        1,
                        "--hidden",
                        4,
                        "--code",
                        2,
                        "--epochs",
                        1,
                        "--out",
                        folder.resolve("m.st"))
                .out();
        assertThat(out).contains("--data " + images + " --resize 2x2 --channels 1");
    }
}
