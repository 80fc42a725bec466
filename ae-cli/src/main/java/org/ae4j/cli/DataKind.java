package org.ae4j.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.ae4j.IncompatibleDataException;

/** What {@code --data} and its like can name. */
enum DataKind {
    BUILT_IN("built-in data", "built-in data, which has its own"),
    CSV("a CSV file", "a CSV file; use --label-column"),
    IDX("an IDX file", "an IDX file; use --labels"),
    NUMPY("a NumPy array", "a NumPy array; of a table, use --label-column"),
    IMAGES("a folder of images", "a folder of images, whose subfolders are their labels"),
    SOUNDS("a folder of sounds", "a folder of sounds, whose subfolders are their labels, or see --labels-in-names");

    private static final int START = 6;

    private final String words;
    private final String labels;

    DataKind(String words, String labels) {
        this.words = words;
        this.labels = labels;
    }

    /** What it is, for messages. */
    String words() {
        return words;
    }

    /** What it is, and where its labels are. */
    String labels() {
        return labels;
    }

    /** What a folder's content, a file's first bytes or its name say; the reader of CSV refuses what is none of them. */
    static DataKind of(Path file) {
        if (Files.isDirectory(file)) {
            return ofFolder(file);
        }
        byte[] start = start(file);
        boolean idx = start.length >= 4 && start[0] == 0 && start[1] == 0 && start[2] >= 8 && start[2] <= 14;
        if (idx || file.toString().matches(".*([.-]idx|-ubyte)(\\.gz)?")) {
            return IDX;
        }
        boolean numpy = start.length == START && (start[0] & 0xff) == 0x93 && start[1] == 'N' && start[2] == 'U';
        return numpy || file.toString().matches(".*\\.npy(\\.gz)?") ? NUMPY : CSV;
    }

    /** By the first file that is one or the other; the readers look at the rest, and refuse what lies too deep. */
    private static DataKind ofFolder(Path folder) {
        try (Stream<Path> all = Files.walk(folder, 3)) {
            Optional<DataKind> found =
                    all.map(DataKind::byEnding).flatMap(Optional::stream).findFirst();
            return found.orElseThrow(() -> new IncompatibleDataException(
                    folder + " is a folder without images (.png, .jpg, .jpeg) and sounds (.wav)"));
        } catch (IOException e) {
            throw new IncompatibleDataException(folder + " cannot be read: " + e, e);
        }
    }

    private static Optional<DataKind> byEnding(Path file) {
        String name =
                file.getFileName() == null ? "" : file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.matches("[^.].*\\.(png|jpe?g)")) {
            return Optional.of(IMAGES);
        }
        return name.matches("[^.].*\\.wav") ? Optional.of(SOUNDS) : Optional.empty();
    }

    private static byte[] start(Path file) {
        if (!Files.isRegularFile(file)) {
            return new byte[0];
        }
        try (var bytes = new BufferedInputStream(Files.newInputStream(file))) {
            bytes.mark(2);
            boolean gzip = bytes.read() == 0x1f && bytes.read() == 0x8b;
            bytes.reset();
            InputStream unpacked = gzip ? new GZIPInputStream(bytes) : bytes;
            return unpacked.readNBytes(START);
        } catch (IOException e) {
            return new byte[0]; // the reader meets it again, and says where
        }
    }
}
