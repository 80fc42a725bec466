package org.ae4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/** Small files of made-up data. */
final class Tables {
    private Tables() {}

    /** Columns a, b, c, color, label with a line as their trend; the same rows every time. */
    static Path mixed(Path folder, int rows) {
        var random = new Random(7);
        var text = new StringBuilder("a,b,c,color,label\n");
        String[] colors = {"blue", "green", "red"};
        for (int i = 0; i < rows; i++) {
            double t = random.nextGaussian();
            text.append(String.format(
                    Locale.ROOT,
                    "%.4f,%.4f,%.4f,%s,%s%n",
                    10 * t,
                    5 - t + 0.1 * random.nextGaussian(),
                    0.01 * random.nextGaussian(),
                    colors[(int) Math.max(0, Math.min(2, Math.floor(t + 1.5)))],
                    t > 0 ? "high" : "low"));
        }
        return file(folder, "mixed.csv", text.toString());
    }

    /** Columns a, b, c that follow one line, label 0; in one row of ten b breaks off it, label 1. */
    static Path broken(Path folder, String name, int rows, long seed) {
        var random = new Random(seed);
        var text = new StringBuilder("a,b,c,label\n");
        for (int i = 0; i < rows; i++) {
            double t = random.nextGaussian();
            boolean breaks = i % 10 == 9;
            text.append(String.format(
                    Locale.ROOT,
                    "%.4f,%.4f,%.4f,%d%n",
                    100 * t + random.nextGaussian(),
                    (breaks ? 2.5 - 2 * t : 2 * t) + 0.02 * random.nextGaussian(),
                    5 - t + 0.01 * random.nextGaussian(),
                    breaks ? 1 : 0));
        }
        return file(folder, name, text.toString());
    }

    /** A file of this text. */
    static Path file(Path folder, String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An IDX file of grey images of 4 by 3 pixels, a bright bar whose place moves. */
    static Path idx(Path folder, int rows) {
        byte[] bytes = new byte[16 + rows * 12];
        System.arraycopy(
                new byte[] {0, 0, 8, 3, 0, 0, (byte) (rows >> 8), (byte) rows, 0, 0, 0, 3, 0, 0, 0, 4},
                0,
                bytes,
                0,
                16);
        for (int i = 0; i < rows; i++) {
            for (int y = 0; y < 3; y++) {
                bytes[16 + i * 12 + y * 4 + i % 4] = (byte) (200 + i % 5);
            }
        }
        return write(folder.resolve("bars-idx3-ubyte"), bytes);
    }

    /** Their labels: the bar's place. */
    static Path idxLabels(Path folder, int rows) {
        byte[] bytes = new byte[8 + rows];
        System.arraycopy(new byte[] {0, 0, 8, 1, 0, 0, (byte) (rows >> 8), (byte) rows}, 0, bytes, 0, 8);
        for (int i = 0; i < rows; i++) {
            bytes[8 + i] = (byte) (i % 4);
        }
        return write(folder.resolve("bars-idx1-ubyte"), bytes);
    }

    private static Path write(Path file, byte[] bytes) {
        try {
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
