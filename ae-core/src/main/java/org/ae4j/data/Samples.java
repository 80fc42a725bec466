package org.ae4j.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ae4j.IncompatibleDataException;

/**
 * Rows of raw data with their schema and, if known, one label a row. Immutable; values are finite, categorical ones are
 * indices into their column's categories; missing cells are NaN, and there only where {@link Imputation#keep} asked for
 * them. Scaling and one-hot are a model's business: data stay raw.
 */
public final class Samples extends Sources {
    private final Schema schema;
    private final float[][] rows;
    private final Labels labels;
    private final String source;
    private final long missing;

    /** Takes the arrays as they are: package-private readers hand over arrays that nobody else holds. */
    Samples(Schema schema, float[][] rows, Labels labels, String source, long missing) {
        this.schema = schema;
        this.rows = rows;
        this.labels = labels;
        this.source = source;
        this.missing = missing;
    }

    /**
     * Rows of numbers in columns named {@code x0}, {@code x1}, ….
     *
     * @param values {@code [rows, columns]}, copied
     * @throws IncompatibleDataException if rows differ in length, or a value is NaN or infinite
     */
    public static Samples of(float[][] values) {
        return of(values, Imputation.none());
    }

    /** What {@link #of(float[][])} gives; NaN is a missing cell. */
    public static Samples of(float[][] values, Imputation missing) {
        return of(Schema.numeric(ColumnMatch.placeNames(values.length == 0 ? 0 : values[0].length)), values, missing);
    }

    /** What {@link #of(float[][])} gives, the columns having these names, which are unique. */
    public static Samples of(List<String> names, float[][] values) {
        return of(Schema.numeric(names), values);
    }

    /**
     * Rows of a given schema.
     *
     * @param values {@code [rows, columns]}, copied; categorical values are indices
     * @throws IncompatibleDataException if a row has another length than the schema, a value is NaN or infinite, or an
     *     index lies outside its column's categories
     */
    public static Samples of(Schema schema, float[][] values) {
        return of(schema, values, Imputation.none());
    }

    /**
     * What {@link #of(Schema, float[][])} gives; NaN is a missing cell.
     *
     * @param missing what becomes of missing cells
     */
    public static Samples of(Schema schema, float[][] values, Imputation missing) {
        float[][] copies = new float[values.length][];
        for (int i = 0; i < values.length; i++) {
            copies[i] = values[i].clone();
        }
        return missing.fill(checked(schema, copies, null, "array", missing));
    }

    /**
     * The user's own objects, one a row: {@code Samples.of(houses, Feature.numeric("area", House::area), …)}.
     *
     * @throws IncompatibleDataException if there is no object, a value is null or not finite, or there are two labels
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T> Samples of(List<T> objects, Feature<T>... features) {
        return new ObjectRows<>(List.of(features)).read(objects);
    }

    /** Checks every value against the schema; the arrays are handed over. */
    static Samples checked(Schema schema, float[][] rows, Labels labels, String source) {
        return checked(schema, rows, labels, source, Imputation.none());
    }

    /** Checks every value against the schema; the arrays are handed over, and a cell that is NaN may be missing. */
    static Samples checked(Schema schema, float[][] rows, Labels labels, String source, Imputation missing) {
        Values.check(schema, rows, source, missing);
        return new Samples(schema, rows, labels, source, missing == Imputation.none() ? 0 : Gaps.count(schema, rows));
    }

    public Schema schema() {
        return schema;
    }

    /** How many rows there are. */
    public int rows() {
        return rows.length;
    }

    /** How many cells are missing: they are NaN. */
    public long missing() {
        return missing;
    }

    public boolean hasMissing() {
        return missing > 0;
    }

    /** Where the rows came from, for messages: a file's name, {@code "array"}, a built-in's name. */
    public String source() {
        return source;
    }

    /** A copy of one row, raw. */
    public float[] row(int index) {
        return rows[index].clone();
    }

    /** Copies one row, raw, into {@code target} from {@code offset} on. */
    public void copyRow(int index, float[] target, int offset) {
        System.arraycopy(rows[index], 0, target, offset, rows[index].length);
    }

    /** One raw value. */
    public float value(int row, int column) {
        return rows[row][column];
    }

    public boolean isLabelled() {
        return labels != null;
    }

    /** The label column's name, if there are labels. */
    public Optional<String> labelName() {
        return Optional.ofNullable(labels).map(Labels::name);
    }

    /** The label of one row; an error if there are none. */
    public String label(int row) {
        return requireLabels().values().get(row);
    }

    /** The distinct labels, by value where all are numbers, else by alphabet; an error if there are none. */
    public List<String> classes() {
        return requireLabels().classes();
    }

    /**
     * Takes one column out of the features and makes it the label. {@code "first"} and {@code "last"} are places, unless a
     * column has that name.
     */
    public Samples label(String column) {
        return LabelColumn.take(column, schema, rows, source);
    }

    /**
     * The same rows with these labels.
     *
     * @param values one a row
     * @throws IncompatibleDataException if there are more or fewer labels than rows
     */
    public Samples labels(String name, List<String> values) {
        if (values.size() != rows.length) {
            throw new IncompatibleDataException(
                    "%s has %d rows but there are %d labels".formatted(source, rows.length, values.size()));
        }
        return new Samples(schema, rows, new Labels(name, values), source, missing);
    }

    /** The labels as numbers, one a row; an error if there are none, or one is no finite number. */
    public double[] numericLabels() {
        return requireLabels().numbers(source);
    }

    /**
     * A random subset with the same number of rows of each class, in their own order.
     *
     * @param count rows of each class, at least 1
     * @param seed the same seed gives the same rows
     * @throws IncompatibleDataException if there are no labels, or a class has fewer rows
     */
    public Samples perLabel(int count, long seed) {
        return select(rowsPerLabel(count, seed));
    }

    /** The numbers, ascending, of the rows that {@link #perLabel} selects. */
    public int[] rowsPerLabel(int count, long seed) {
        return requireLabels().draw(count, seed);
    }

    /** The same rows without their labels. */
    public Samples withoutLabels() {
        return new Samples(schema, rows, null, source, missing);
    }

    /**
     * The same rows in the order of columns, and with the category numbers, of the schema that a model was trained on.
     * Columns are matched by name; by place where either side has no names ({@code x0}, {@code x1}, …) or the model
     * takes images. The features of sequences are matched likewise; sequences may be shorter than the model's longest where
     * it knows shorter ones, down to its shortest.
     *
     * @throws IncompatibleDataException if columns are missing or not expected, a category is unknown, a column of texts
     *     stands where numbers are expected, a cell is missing, or a sequence has more or fewer steps than the model takes
     */
    public Samples conformTo(Schema expected) {
        return conformTo(expected, Imputation.none());
    }

    /** What {@link #conformTo(Schema)} gives, missing cells kept or filled. */
    public Samples conformTo(Schema expected, Imputation cells) {
        return ColumnMatch.conform(cells.fill(this), expected);
    }

    /** Other values for the same rows, missing cells among them. */
    Samples replace(Schema newSchema, float[][] newRows) {
        return checked(newSchema, newRows, labels, source, Imputation.keep());
    }

    Samples named(String newSource) {
        return new Samples(schema, rows, labels, newSource, missing);
    }

    /**
     * The rows of one label; without rows there are none of any label.
     *
     * @throws IncompatibleDataException if there are no labels, or rows but none of this label
     */
    public Samples only(String label) {
        return select(rowsLabelled(label));
    }

    /** The numbers of the rows with this label, ascending; an error if there are rows, but none with it. */
    int[] rowsLabelled(String label) {
        return requireLabels().rows(label, source);
    }

    /** These rows in this order; values are shared, not copied. */
    public Samples select(int... indices) {
        float[][] selected = new float[indices.length][];
        for (int i = 0; i < indices.length; i++) {
            selected[i] = rows[indices[i]];
        }
        Labels selectedLabels = labels == null ? null : labels.select(indices);
        return new Samples(schema, selected, selectedLabels, source, hasMissing() ? Gaps.count(schema, selected) : 0);
    }

    /**
     * These rows, then others; labels stay where both have them.
     *
     * @param others with the columns of these, in any order
     * @throws IncompatibleDataException as {@link #conformTo(Schema)} does
     */
    public Samples append(Samples others) {
        Samples added = others.conformTo(schema, Imputation.keep());
        float[][] all = Arrays.copyOf(rows, rows.length + added.rows.length);
        System.arraycopy(added.rows, 0, all, rows.length, added.rows.length);
        Labels both = labels == null || added.labels == null ? null : labels.append(added.labels);
        return new Samples(schema, all, both, source, missing + added.missing);
    }

    /**
     * Each row of a numeric table as one sequence of one feature named {@code value}, its columns as the steps; missing cells
     * at a row's end are no steps.
     *
     * @throws IncompatibleDataException if a column is categorical, or all cells of a row are missing
     */
    public Samples asSequences() {
        return new Sequences(this).rows();
    }

    /**
     * The rows of each group as one sequence, their columns as its features; sequences in the order of their first rows.
     *
     * @param groups one a row
     * @throws IncompatibleDataException if a column is categorical, a group has two labels, or there are more or fewer
     *     groups than rows
     */
    public Samples asSequences(List<String> groups) {
        return new Sequences(this).groups(groups);
    }

    /**
     * Windows over the rows, which are the steps of one series; their columns are its features. A window that would reach
     * beyond the last row is left out.
     *
     * @param length steps of a window, at least 1
     * @param step how many steps later the next one begins, at least 1
     * @throws IncompatibleDataException if a column is categorical, either is below 1, or there are fewer rows than a window
     *     has steps
     */
    public Windows windows(int length, int step) {
        return new Sequences(this).windows(length, step);
    }

    /** Divides the rows. */
    public Parts split(Split split) {
        return split.apply(this);
    }

    /** SHA-256, in hexadecimal, over schema, values and labels: the data's identity in a model's provenance. */
    public String fingerprint() {
        return Fingerprint.of(this);
    }

    /**
     * Other values under the same schema and labels, such as reconstructions.
     *
     * @param values {@code [rows, columns]}, copied
     * @throws IncompatibleDataException as {@link #of(Schema, float[][])}, or if the number of rows differs
     */
    public Samples withValues(float[][] values) {
        if (values.length != rows.length) {
            throw new IncompatibleDataException(
                    "%s has %d rows but there are %d rows of values".formatted(source, rows.length, values.length));
        }
        return new Samples(schema, of(schema, values).rows, labels, source, 0);
    }

    private Labels requireLabels() {
        if (labels == null) {
            throw new IncompatibleDataException(source + " has no labels; name the label column");
        }
        return labels;
    }
}
