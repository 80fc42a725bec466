package org.ae4j.data;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.util.List;
import org.ae4j.IncompatibleDataException;

/** Where samples come from: files, folders, queries, published data and generators, all of them called on {@link Samples}. */
abstract sealed class Sources permits Samples {
    Sources() {}

    /** A CSV file, read with {@link CsvFormat#defaults()}. */
    public static Samples csv(Path file) {
        return csv(file, CsvFormat.defaults());
    }

    /**
     * A CSV file in UTF-8, plain or gzip; blank lines are no rows. A column is numeric if every cell is a number, and
     * categorical, its categories sorted, if the cells are texts. {@link CsvFormat#sequences} makes sequences of the rows.
     *
     * @throws IncompatibleDataException if the file cannot be read, has no rows, rows of different lengths, missing
     *     cells without an imputation, infinite numbers, a column in which at least half of the cells are numbers and
     *     others are not, or one with more than 1000 categories; the message names line and column
     */
    public static Samples csv(Path file, CsvFormat format) {
        return new CsvSamples(file, format, null).read();
    }

    /**
     * A CSV file with the columns of a trained model, brought into their order as {@link Samples#conformTo} does.
     *
     * @param expected the schema that results
     * @throws IncompatibleDataException as {@link #csv(Path, CsvFormat)} and {@link Samples#conformTo} do; the message names
     *     the line of a text in a numeric column and of an unknown category
     */
    public static Samples csv(Path file, CsvFormat format, Schema expected) {
        return new CsvSamples(file, format, expected).read();
    }

    /**
     * Images, raw pixels 0..255, or vectors from an IDX file of unsigned bytes, plain or gzip.
     *
     * @throws IncompatibleDataException if the file is no such file, is cut short or goes on after its end
     */
    public static Samples idx(Path images) {
        return new IdxFile(images).features();
    }

    /**
     * Images as {@link #idx(Path)} reads them, with the labels of a second IDX file.
     *
     * @throws IncompatibleDataException also if there are more or fewer labels than images
     */
    public static Samples idx(Path images, Path labels) {
        return new IdxFile(labels).label(idx(images));
    }

    /** What {@link #npy(Path, Imputation)} reads, NaN being an error. */
    public static Samples npy(Path file) {
        return npy(file, Imputation.none());
    }

    /**
     * An array that NumPy saved as {@code .npy}, plain or gzip, of integers, {@code float32} or {@code float64}, narrowed to
     * float: {@code [rows, columns]} is a table; {@code [n, height, width]} of unsigned bytes is grey images, of other
     * numbers sequences, {@code [n, steps, features]}, which end before the steps that are NaN in all features; {@code [n,
     * channels, height, width]} and {@code [n, height, width, channels]} of unsigned bytes are images, where just one of both
     * axes is 1 or 3.
     *
     * @param missing what becomes of other NaN
     * @throws IncompatibleDataException if the file is no such array, is cut short or goes on after its end
     */
    public static Samples npy(Path file, Imputation missing) {
        return new NpyFile(file).read(missing);
    }

    /** A folder of images, read with {@link ImageFormat#defaults()}. */
    public static Samples images(Path folder) {
        return images(folder, ImageFormat.defaults());
    }

    /**
     * The PNG and JPEG files of a folder, raw pixels 0..255, sorted by path; if they lie in subfolders, those are their
     * labels. Transparent pixels are seen on black. Files whose names begin with a dot are left out.
     *
     * @throws IncompatibleDataException if there are none, a file is no image, is damaged, or has more than 16 megapixels,
     *     or the images differ in size and are not to be resized; the message names the file
     */
    public static Samples images(Path folder, ImageFormat format) {
        return new ImageFolder(folder, format).read();
    }

    /**
     * The WAV files of a folder as sequences of spectra, sorted by path; if they lie in subfolders, those are their labels.
     * Files whose names begin with a dot are left out.
     *
     * @throws IncompatibleDataException if there are none, a file has another rate than the settings say, is no such file,
     *     or is cut short; the message names the file
     */
    public static Samples audio(Path folder, Spectrogram settings) {
        return new AudioFolder(folder, settings).read();
    }

    /** What {@link #query(ResultSet, Imputation)} reads, NULL being an error. */
    public static Samples query(ResultSet result) {
        return query(result, Imputation.none());
    }

    /**
     * The rows that a query's result still has: numbers and booleans (0, 1) are numeric columns, texts categorical ones.
     *
     * @throws IncompatibleDataException if the query fails, has no rows, a column of another type, an infinite number,
     *     or NULL without an imputation; the message names row (from 0) and column
     */
    public static Samples query(ResultSet result, Imputation missing) {
        return new QueryRows(result, missing).read();
    }

    /** What {@link #builtIn(String, long, Download)} gives without a download. */
    public static Samples builtIn(String name, long seed) {
        return builtIn(name, seed, Download.REFUSED);
    }

    /**
     * Data that have a name, labelled: {@code mnist} and {@code fashion-mnist} (60,000 images for training),
     * {@code mnist:test} and {@code fashion-mnist:test} (10,000). Their files are read from the folder of that name in
     * {@code $AE_DATA}, else from {@code ae4j/} in {@code $XDG_CACHE_HOME} or {@code ~/.cache}, where downloads go; they
     * are checked against pinned SHA-256.
     *
     * @param seed fixes generated data; published ones have none
     * @throws IncompatibleDataException if the name is unknown, or the files are not here and cannot or must not be
     *     downloaded, or are not the published ones
     */
    public static Samples builtIn(String name, long seed, Download download) {
        return BuiltIn.read(name, seed, download);
    }

    /** The names that {@link #builtIn} knows. */
    public static List<String> builtInNames() {
        return BuiltIn.names();
    }

    /**
     * Isotropic Gaussian clusters with labels {@code "0"}, {@code "1"}, … named {@code cluster}, shuffled: after
     * scikit-learn's {@code make_blobs}, but from a generator of our own, so the numbers are others than Python's.
     * Centres are uniform in −10..10; rows are shared evenly, the first clusters taking what is over.
     *
     * @param rows at least 1
     * @param features at least 1; columns are named {@code x0}, {@code x1}, …
     * @param centers how many clusters, at least 1
     * @param standardDeviation of a cluster in every direction, finite and at least 0
     * @param seed the same seed gives the same rows
     * @throws IncompatibleDataException if an argument is out of range
     */
    public static Samples blobs(int rows, int features, int centers, double standardDeviation, long seed) {
        return Blobs.draw(rows, features, centers, standardDeviation, seed);
    }

    /**
     * Eight channels of a simulated pump in raw units, one row in ten faulty; the label {@code state} is {@code ok} or
     * the fault. {@link Sensors} has the relations, the noise and the faults.
     *
     * @param rows at least 1, independent draws
     * @param seed the same seed gives the same rows
     * @throws IncompatibleDataException if there are fewer rows
     */
    public static Samples sensors(int rows, long seed) {
        return Sensors.draw(rows, seed);
    }

    /**
     * Grey 28×28 images of ten stroke-drawn signs, raw pixels 0..255, strokes bright; the label {@code glyph} is
     * {@code "0"} … {@code "9"}, in equal shares. Slant, rotation, shift, scale and stroke width are random.
     *
     * @param rows at least 1
     * @param seed the same seed gives the same images
     * @throws IncompatibleDataException if there are fewer rows
     */
    public static Samples glyphs(int rows, long seed) {
        return Glyphs.draw(rows, seed);
    }
}
