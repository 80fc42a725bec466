package org.ae4j.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.Suggestion;
import org.ae4j.data.CsvFormat;
import org.ae4j.data.Download;
import org.ae4j.data.Imputation;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;

/**
 * Reads what {@code --data} and its like name: built-in data, an IDX or a CSV file.
 *
 * @param format how CSV files are read
 * @param download whether built-in data may be fetched
 */
record DataSource(CsvFormat format, Download download) {
    /** One seed for generated data, so that a name means the same rows in every command. */
    private static final long SEED = 42;

    private static final int START = 6;

    private enum Kind {
        CSV,
        IDX,
        NUMPY
    }

    /**
     * Reads samples.
     *
     * @param labels an IDX file of labels, or null
     * @param expected the columns of a model, or null: then they are what the data say
     */
    Samples read(String name, Path labels, Schema expected) {
        boolean builtIn = Samples.builtInNames().contains(name);
        Kind kind = builtIn ? null : kind(file(name));
        if (labels != null && kind != Kind.IDX) {
            throw new WrongInput("--labels names the labels of an IDX file, but " + name + " is "
                    + (builtIn ? "built-in data, which has its own" : "a CSV file; use --label-column"));
        }
        if (format.label().isPresent() && kind != Kind.CSV) {
            throw new WrongInput("--label-column names a column of a CSV file, but " + name + " is "
                    + (builtIn ? "built-in data, which has its own labels" : "an IDX file; use --labels"));
        }
        if (format.sequences().isPresent() && kind != Kind.CSV) {
            throw new WrongInput("--sequence makes sequences of a CSV file's rows, but " + name + " is "
                    + (builtIn ? "built-in data" : "no CSV file") + "; leave it out");
        }
        Samples samples = builtIn ? Samples.builtIn(name, SEED, download) : read(file(name), kind, labels, expected);
        return expected == null ? samples : samples.conformTo(expected, Imputation.keep());
    }

    private Samples read(Path file, Kind kind, Path labels, Schema expected) {
        return switch (kind) {
            case CSV -> expected == null ? Samples.csv(file, format) : Samples.csv(file, format, expected);
            case IDX -> labels == null ? Samples.idx(file) : Samples.idx(file, labels);
            case NUMPY ->
                throw new IncompatibleDataException(file
                        + " is a NumPy array, expected CSV or IDX; save it with numpy.savetxt(…, delimiter=\",\")");
        };
    }

    private static Path file(String name) {
        try {
            Path file = Path.of(name);
            boolean mayBeBuiltIn = file.getNameCount() == 1 && name.indexOf('.') < 0;
            if (mayBeBuiltIn && !Files.exists(file)) {
                throw new IncompatibleDataException("neither a file nor built-in data are named '" + name + "'"
                        + Suggestion.forUnknown(name, Samples.builtInNames()));
            }
            return file;
        } catch (InvalidPathException e) {
            throw new IncompatibleDataException("'" + name + "' cannot be a file's name: " + e.getReason(), e);
        }
    }

    /** What the file's first bytes or its name say; what is neither is left to the reader of CSV to refuse. */
    private static Kind kind(Path file) {
        String name = file.toString();
        byte[] start = start(file);
        boolean idx = start.length >= 4 && start[0] == 0 && start[1] == 0 && start[2] >= 8 && start[2] <= 14;
        if (idx || name.matches(".*([.-]idx|-ubyte)(\\.gz)?")) {
            return Kind.IDX;
        }
        boolean numpy = start.length == START && (start[0] & 0xff) == 0x93 && start[1] == 'N' && start[2] == 'U';
        return numpy ? Kind.NUMPY : Kind.CSV;
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
