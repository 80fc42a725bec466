package org.ae4j.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.ae4j.data.CsvFormat;
import org.ae4j.data.Download;
import org.ae4j.data.Imputation;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.model.Autoencoder;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which rows are read, and how. */
final class DataOptions {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "D",
            description =
                    "A file, plain or .gz, of CSV, IDX or NumPy (.npy); a folder of images (.png, .jpg) or of sounds"
                            + " (.wav), a subfolder a class; or built-in data: blobs, sensors, glyphs (generated, the same"
                            + " rows every time), mnist, mnist:test, fashion-mnist, fashion-mnist:test (in $$AE_DATA, or"
                            + " see --download).")
    private String data;

    @Option(names = "--labels", paramLabel = "FILE", description = "IDX file with the labels of an IDX file.")
    private Path labels;

    @Option(
            names = "--label-column",
            paramLabel = "NAME",
            description = "CSV column that holds the label and is no feature: its name, first or last; also of a NumPy"
                    + " table.")
    private String labelColumn;

    @Option(
            names = "--header",
            paramLabel = "yes|no",
            description = "Whether the first CSV row names the columns. Default: found out.")
    private CsvFormat.Header header;

    @Option(
            names = "--skip-lines",
            paramLabel = "N",
            defaultValue = "0",
            description = "Lines before a CSV file's header or first row. Default: ${DEFAULT-VALUE}.")
    private int skipLines;

    @Option(
            names = "--categorical",
            paramLabel = "NAMES",
            split = ",",
            description = "CSV columns of numbers that are categories all the same, by comma.")
    private List<String> categorical;

    @Option(
            names = "--missing",
            paramLabel = "mean|median|VALUE|keep",
            description = "What stands in for missing cells of CSV and NaN of NumPy, by column; keep leaves them"
                    + " missing, for `ae train` and `ae impute`. Default: they are an error.")
    private String missing;

    @Mixin
    private SequenceOptions sequences;

    @Mixin
    private FolderOptions folders;

    @Option(names = "--download", description = "Fetch mnist and fashion-mnist once if they are not here.")
    private boolean download;

    /** These options as one types them. */
    String words() {
        return words(data, labels);
    }

    /** These options as one types them, for other data. */
    String words(String otherData, Path otherLabels) {
        var words = new StringJoiner(" ");
        add(words, "--data", otherData);
        add(words, "--labels", otherLabels);
        add(words, "--label-column", labelColumn);
        add(words, "--header", header == null ? null : header.name().toLowerCase(Locale.ROOT));
        add(words, "--skip-lines", skipLines == 0 ? null : skipLines);
        add(words, "--categorical", categorical == null ? null : String.join(",", categorical));
        add(words, "--missing", missing);
        sequences.addWords(words);
        folders.addWords(words);
        return words.toString();
    }

    /** Adds a flag with its value, unless there is none. */
    static void add(StringJoiner words, String flag, Object value) {
        if (value != null) {
            words.add(flag).add(quoted(value.toString()));
        }
    }

    /** A word as a shell takes it. */
    static String quoted(String word) {
        return word.matches("[\\w./:,@%+=-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** Reads the data; their columns are what they say. */
    Samples read() {
        return source().read(data, labels, null);
    }

    /** Reads the data for a model with these columns. */
    Samples read(Schema expected) {
        return source().read(data, labels, expected);
    }

    /** Reads the data for a model, with the labels that it must be told. */
    Samples read(Autoencoder model) {
        return ToldClasses.require(model.spec(), read(model.spec().schema()));
    }

    /** Reads the data for a model with these columns; missing cells are kept. */
    Samples readWithGaps(Schema expected) {
        if (missing != null && !missing.equals("keep")) {
            throw new WrongInput("--missing " + missing + " leaves nothing to impute; leave it out");
        }
        missing = "keep";
        return read(expected);
    }

    /** Reads further data as these options say. */
    SequenceOptions sequences() {
        return sequences;
    }

    DataSource source() {
        CsvFormat format = CsvFormat.defaults().skipLines(skipLines);
        if (header != null) {
            format = format.header(header);
        }
        if (categorical != null) {
            format = format.categorical(categorical.toArray(String[]::new));
        }
        if (labelColumn != null) {
            format = format.label(labelColumn);
        }
        if (missing != null) {
            format = format.missing(imputation());
        }
        return new DataSource(
                sequences.apply(format),
                folders.images(),
                folders.sounds(),
                download ? Download.ALLOWED : Download.REFUSED);
    }

    private Imputation imputation() {
        return switch (missing) {
            case "mean" -> Imputation.mean();
            case "median" -> Imputation.median();
            case "keep" -> Imputation.keep();
            default -> constant();
        };
    }

    private Imputation constant() {
        try {
            return Imputation.constant(Float.parseFloat(missing));
        } catch (NumberFormatException e) {
            throw new WrongInput("--missing expects mean, median, keep or a number, found '" + missing + "'", e);
        }
    }
}
