package org.ae4j.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.ae4j.IncompatibleDataException;
import org.ae4j.Suggestion;
import org.ae4j.data.CsvFormat;
import org.ae4j.data.Download;
import org.ae4j.data.ImageFormat;
import org.ae4j.data.Imputation;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.data.SequenceForm;
import org.ae4j.data.Spectrogram;

/**
 * Reads what {@code --data} and its like name: built-in data, a file, or a folder.
 *
 * @param format how CSV files are read, and what becomes of other tables
 * @param images how folders of images are read
 * @param sounds how folders of sounds are read
 * @param download whether built-in data may be fetched
 */
record DataSource(CsvFormat format, ImageFormat images, Spectrogram sounds, Download download) {
    /** One seed for generated data, so that a name means the same rows in every command. */
    private static final long SEED = 42;

    /** Folders as they are, nothing fetched. */
    static DataSource of(CsvFormat format) {
        return new DataSource(format, ImageFormat.defaults(), Spectrogram.defaults(), Download.REFUSED);
    }

    /**
     * Reads samples.
     *
     * @param labels an IDX file of labels, or null
     * @param expected the columns of a model, or null: then they are what the data say
     */
    Samples read(String name, Path labels, Schema expected) {
        DataKind kind = Samples.builtInNames().contains(name) ? DataKind.BUILT_IN : DataKind.of(file(name));
        requireFlagsOf(kind, name, labels);
        Samples samples = read(name, kind, labels, expected);
        return expected == null ? samples : samples.conformTo(expected, Imputation.keep());
    }

    /** Refuses flags that speak of another kind of data. */
    private void requireFlagsOf(DataKind kind, String name, Path labels) {
        if (labels != null && kind != DataKind.IDX) {
            throw new WrongInput("--labels names the labels of an IDX file, but " + name + " is " + kind.labels());
        }
        boolean isTable = kind == DataKind.CSV || kind == DataKind.NUMPY;
        if (format.label().isPresent() && !isTable) {
            String own = kind == DataKind.BUILT_IN ? " labels" : "";
            throw new WrongInput(
                    "--label-column names a column of a CSV file, but " + name + " is " + kind.labels() + own);
        }
        boolean isGroup = format.sequences().orElse(null) instanceof SequenceForm.Group;
        if (format.sequences().isPresent() && !isTable || isGroup && kind != DataKind.CSV) {
            throw new WrongInput("--sequence makes sequences of a CSV file's rows, but " + name + " is " + kind.words()
                    + "; leave it out");
        }
        if (!images.equals(ImageFormat.defaults()) && kind != DataKind.IMAGES) {
            throw new WrongInput("--resize and --channels are for folders of images, but " + name + " is "
                    + kind.words() + "; leave them out");
        }
        if (!sounds.equals(Spectrogram.defaults()) && kind != DataKind.SOUNDS) {
            throw new WrongInput(
                    "--rate, --spectrogram, --frames, --mel and --labels-in-names are for folders of sounds, but "
                            + name + " is " + kind.words() + "; leave them out");
        }
    }

    private Samples read(String name, DataKind kind, Path labels, Schema expected) {
        return switch (kind) {
            case BUILT_IN -> Samples.builtIn(name, SEED, download);
            case CSV -> expected == null ? Samples.csv(file(name), format) : Samples.csv(file(name), format, expected);
            case IDX -> labels == null ? Samples.idx(file(name)) : Samples.idx(file(name), labels);
            case NUMPY -> array(file(name));
            case IMAGES -> Samples.images(file(name), images);
            case SOUNDS -> Samples.audio(file(name), sounds);
        };
    }

    /** A NumPy array; where it is a table, it may have a label, and become sequences, as one from CSV. */
    private Samples array(Path file) {
        boolean rows = format.sequences().orElse(null) instanceof SequenceForm.Row;
        Samples samples = Samples.npy(file, rows ? Imputation.keep() : format.missing());
        if (format.label().isPresent()) {
            samples = samples.label(format.label().get());
        }
        if (rows) {
            return format.missing().fill(samples.asSequences());
        }
        return format.sequences().orElse(null) instanceof SequenceForm.Sliding windows
                ? samples.windows(windows.length(), windows.step()).samples()
                : samples;
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
}
