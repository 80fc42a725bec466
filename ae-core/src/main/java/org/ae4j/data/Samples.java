package org.ae4j.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;

/**
 * Rows of raw data with their schema and, if known, one label a row. Immutable; values are finite, categorical
 * ones are indices into their column's categories. Scaling and one-hot are a model's business: data stay raw.
 */
public final class Samples {
    private final Schema schema;
    private final float[][] rows;
    private final Labels labels;
    private final String source;

    /** Takes the arrays as they are: package-private readers hand over arrays that nobody else holds. */
    Samples(Schema schema, float[][] rows, Labels labels, String source) {
        this.schema = schema;
        this.rows = rows;
        this.labels = labels;
        this.source = source;
    }

    /**
     * Rows of numbers in columns named {@code x0}, {@code x1}, ….
     *
     * @param values {@code [rows, columns]}, copied
     * @throws IncompatibleDataException if rows differ in length, or a value is NaN or infinite
     */
    public static Samples of(float[][] values) {
        int columns = values.length == 0 ? 0 : values[0].length;
        return of(IntStream.range(0, columns).mapToObj(i -> "x" + i).toList(), values);
    }

    /**
     * Rows of numbers in named columns.
     *
     * @param names one a column, unique
     * @param values {@code [rows, columns]}, copied
     * @throws IncompatibleDataException if rows differ in length, or a value is NaN or infinite
     */
    public static Samples of(List<String> names, float[][] values) {
        return of(Schema.table(names.stream().map(Column::numeric).toList()), values);
    }

    /**
     * Rows of a given schema.
     *
     * @param values {@code [rows, columns]}, copied; categorical values are indices
     * @throws IncompatibleDataException if a row has another length than the schema, a value is NaN or infinite, or an
     *     index lies outside its column's categories
     */
    public static Samples of(Schema schema, float[][] values) {
        float[][] copies = new float[values.length][];
        for (int i = 0; i < values.length; i++) {
            copies[i] = values[i].clone();
        }
        return checked(schema, copies, null, "array");
    }

    /** Checks every value against the schema; the arrays are handed over. */
    static Samples checked(Schema schema, float[][] rows, Labels labels, String source) {
        List<Column> columns = schema.columns();
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != columns.size()) {
                throw new IncompatibleDataException("%s: row %d has %d values, expected %d (%s)"
                        .formatted(source, i, rows[i].length, columns.size(), schema.describe()));
            }
            for (int j = 0; j < rows[i].length; j++) {
                check(columns.get(j), rows[i][j], i, source);
            }
        }
        return new Samples(schema, rows, labels, source);
    }

    private static void check(Column column, float value, int row, String source) {
        if (!Float.isFinite(value)) {
            throw new IncompatibleDataException("%s: row %d, column '%s' is %s; every value must be finite"
                    .formatted(source, row, column.name(), value));
        }
        int categories = column.categories().size();
        if (categories > 0 && (value < 0 || value >= categories || value != (int) value)) {
            throw new IncompatibleDataException("%s: row %d, column '%s' is %s, expected a category index 0..%d"
                    .formatted(source, row, column.name(), value, categories - 1));
        }
    }

    public Schema schema() {
        return schema;
    }

    /** How many rows there are. */
    public int rows() {
        return rows.length;
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

    /**
     * The label of one row.
     *
     * @throws IncompatibleDataException if there are no labels
     */
    public String label(int row) {
        return requireLabels().values().get(row);
    }

    /**
     * The distinct labels, by value where all are numbers, else by alphabet.
     *
     * @throws IncompatibleDataException if there are no labels
     */
    public List<String> classes() {
        return requireLabels().classes();
    }

    /** Takes one column out of the features and makes it the label. {@code "first"} and {@code "last"} are places, unless a column has that name. */
    public Samples label(String column) {
        List<Column> columns = schema.columns();
        int index = LabelColumn.index(column, columns, source);
        var values = new ArrayList<String>(rows.length);
        float[][] features = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            values.add(columns.get(index).text(rows[i][index]));
            features[i] = without(rows[i], index);
        }
        var rest = new ArrayList<>(columns);
        rest.remove(index);
        return new Samples(
                Schema.table(rest), features, new Labels(columns.get(index).name(), values), source);
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
        return new Samples(schema, rows, new Labels(name, values), source);
    }

    /** The same rows without their labels. */
    public Samples withoutLabels() {
        return new Samples(schema, rows, null, source);
    }

    /**
     * The rows of one label.
     *
     * @throws IncompatibleDataException if there are no labels, or none of this value
     */
    public Samples only(String label) {
        return select(rowsLabelled(label));
    }

    /** The numbers of the rows with this label, ascending. */
    int[] rowsLabelled(String label) {
        List<String> values = requireLabels().values();
        return IntStream.range(0, rows.length)
                .filter(i -> values.get(i).equals(label))
                .toArray();
    }

    /** These rows in this order; values are shared, not copied. */
    public Samples select(int... indices) {
        float[][] selected = new float[indices.length][];
        for (int i = 0; i < indices.length; i++) {
            selected[i] = rows[indices[i]];
        }
        return new Samples(schema, selected, labels == null ? null : labels.select(indices), source);
    }

    /** Divides the rows. */
    public Parts split(Split split) {
        return split.apply(this);
    }

    /** SHA-256, in hexadecimal, over schema, values and labels: the data's identity in a model's provenance. */
    public String fingerprint() {
        MessageDigest digest = sha256();
        digest.update(schema.toString().getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < rows.length; i++) {
            ByteBuffer bytes = ByteBuffer.allocate(rows[i].length * Float.BYTES);
            bytes.asFloatBuffer().put(rows[i]);
            digest.update(bytes);
            if (labels != null) {
                digest.update(labels.values().get(i).getBytes(StandardCharsets.UTF_8));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private Labels requireLabels() {
        if (labels == null) {
            throw new IncompatibleDataException(source + " has no labels; name the label column");
        }
        return labels;
    }

    private static float[] without(float[] row, int index) {
        float[] rest = new float[row.length - 1];
        System.arraycopy(row, 0, rest, 0, index);
        System.arraycopy(row, index + 1, rest, index, rest.length - index);
        return rest;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
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
