package org.ae4j.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ae4j.IncompatibleDataException;
import org.ae4j.data.Column;
import org.ae4j.data.Finite;
import org.ae4j.data.Imputation;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.spec.Scaling;

/**
 * A scaling with its numbers: raw rows to what the network sees, and back. Numeric columns become (x − offset) / scale,
 * categorical ones one-hot; columns keep their order. All steps of a sequence's feature have one offset and one scale; what
 * lies behind the end of a sequence is NaN on both sides.
 */
public final class FittedScaling {
    private final Schema schema;
    private final List<Column> columns;
    private final int[] starts;
    private final double[] offset;
    private final double[] scale;
    private final double[] fill;
    private final double[] factor; // 1/scale: dividing takes several times as long
    private final boolean numeric;
    private final boolean identity;

    private FittedScaling(Schema schema, double[] offset, double[] scale, double[] fill) {
        this.schema = schema;
        this.columns = schema.columns();
        this.offset = offset;
        this.scale = scale;
        this.fill = fill;
        this.factor = Arrays.stream(scale).map(x -> 1 / x).toArray();
        this.numeric = columns.stream().noneMatch(Column::isCategorical);
        this.identity = numeric
                && Arrays.stream(offset).allMatch(x -> x == 0)
                && Arrays.stream(scale).allMatch(x -> x == 1);
        this.starts = new int[columns.size() + 1];
        for (int j = 0; j < columns.size(); j++) {
            starts[j + 1] = starts[j] + Math.max(1, columns.get(j).categories().size());
        }
    }

    /**
     * Fits the scaling to the cells that are there in the training rows; a constant column keeps scale 1, and the mean
     * stands in for missing cells.
     *
     * @throws IncompatibleDataException if every cell of a column is missing
     */
    public static FittedScaling fit(Scaling scaling, Samples train) {
        int size = train.schema().size();
        double[] offset = new double[size];
        double[] scale = new double[size];
        double[] fill = new double[size];
        Arrays.fill(scale, scaling instanceof Scaling.Divide divide ? divide.by() : 1);
        var figures = new ColumnFigures(train);
        double[] deviations = scaling instanceof Scaling.Standard ? figures.deviations() : null;
        List<Column> columns = train.schema().columns();
        for (int j = 0; j < size; j++) {
            if (columns.get(j).isCategorical()) {
                continue;
            }
            fill[j] = figures.mean(j);
            if (scaling instanceof Scaling.Standard) {
                offset[j] = figures.mean(j);
                scale[j] = figures.isConstant(j) ? 1 : deviations[j % deviations.length];
            } else if (scaling instanceof Scaling.MinMax) {
                offset[j] = figures.min(j);
                scale[j] = figures.isConstant(j) ? 1 : figures.range(j);
            }
        }
        return new FittedScaling(train.schema(), offset, scale, fill);
    }

    /** A scaling from its stored numbers, its offsets standing in for missing cells. */
    public static FittedScaling of(Schema schema, double[] offset, double[] scale) {
        return of(schema, offset, scale, offset);
    }

    /**
     * A scaling from its stored numbers.
     *
     * @param offset one a column
     * @param scale one a column, above 0
     * @param fill one a column: what stands in for a missing cell
     * @throws IncompatibleDataException if there is another count of numbers than of columns, or one that cannot be
     */
    public static FittedScaling of(Schema schema, double[] offset, double[] scale, double[] fill) {
        boolean usable = offset.length == schema.size() && scale.length == schema.size();
        for (int j = 0; usable && j < offset.length; j++) {
            usable = Double.isFinite(offset[j]) && Double.isFinite(scale[j]) && scale[j] > 0;
        }
        if (!usable) {
            throw new IncompatibleDataException("a scaling needs a finite offset and a scale above 0 for each of "
                    + schema.size() + " columns, found " + offset.length + " offsets and " + scale.length + " scales");
        }
        if (fill.length != schema.size() || !Arrays.stream(fill).allMatch(Double::isFinite)) {
            throw new IncompatibleDataException(
                    "a scaling needs a finite number for the missing cells of each of %d columns, found %s"
                            .formatted(schema.size(), Arrays.toString(fill)));
        }
        return new FittedScaling(schema, offset.clone(), scale.clone(), fill.clone());
    }

    /** The raw columns that it was fitted to. */
    public Schema schema() {
        return schema;
    }

    /** How many numbers the network sees per row. */
    public int inputs() {
        return starts[columns.size()];
    }

    /** One offset a raw column. */
    public double[] offsets() {
        return offset.clone();
    }

    /** One scale a raw column. */
    public double[] scales() {
        return scale.clone();
    }

    /** One number a raw column, in raw units: what stands in for its missing cells; without meaning for a categorical one. */
    public double[] fills() {
        return fill.clone();
    }

    /** Names of numeric columns, or a sequence's features, that never changed in the training rows. */
    public static List<String> constantColumns(Samples train) {
        var constant = new ArrayList<String>();
        List<Column> columns = ColumnFigures.measured(train.schema());
        for (int j = 0; j < columns.size(); j++) {
            if (!columns.get(j).isCategorical() && isConstant(train, j, columns.size())) {
                constant.add(columns.get(j).name());
            }
        }
        return constant;
    }

    /**
     * One raw row, scaled.
     *
     * @throws IncompatibleDataException if it does not fit the schema
     */
    public float[] transform(float[] raw) {
        if (!isSound(raw)) {
            schema.check(raw);
        }
        float[] scaled = new float[inputs()];
        transform(raw, scaled, 0);
        return scaled;
    }

    /**
     * Refuses raw rows that do not fit the schema.
     *
     * @throws IncompatibleDataException as {@link Samples#of(Schema, float[][])} does
     */
    public void check(float[][] rows) {
        for (float[] row : rows) {
            if (!isSound(row)) {
                Samples.of(schema, rows); // says what is wrong, or looks at categories
                return;
            }
        }
    }

    /**
     * Scales one raw row, none of whose cells is missing, into {@code target} from {@code at} on; behind the end of a sequence
     * NaN stays.
     */
    public void transform(float[] raw, float[] target, int at) {
        if (identity) {
            System.arraycopy(raw, 0, target, at, raw.length);
            return;
        }
        if (numeric) {
            for (int j = 0; j < raw.length; j++) {
                target[at + j] = (float) ((raw[j] - offset[j]) * factor[j]);
            }
            return;
        }
        for (int j = 0; j < raw.length; j++) {
            int width = starts[j + 1] - starts[j];
            if (!columns.get(j).isCategorical()) {
                target[at + starts[j]] = (float) ((raw[j] - offset[j]) * factor[j]);
            } else {
                Arrays.fill(target, at + starts[j], at + starts[j] + width, 0);
                target[at + starts[j] + (int) raw[j]] = 1;
            }
        }
    }

    /**
     * Scales one raw row as {@link #transform(float[], float[], int)} does. For a missing cell its column's
     * {@link #fills} is scaled, which gives 0 after standardising; a missing category becomes all zeros. What lies behind
     * the end of a sequence is no missing cell, and stays NaN.
     */
    public void transformFilled(float[] raw, float[] target, int at) {
        transform(raw, target, at);
        int extent = schema.extent(raw);
        for (int j = 0; j < extent; j++) {
            if (Float.isNaN(raw[j])) {
                float filled = columns.get(j).isCategorical() ? 0 : (float) ((fill[j] - offset[j]) * factor[j]);
                Arrays.fill(target, at + starts[j], at + starts[j + 1], filled);
            }
        }
    }

    /**
     * What counts of one raw row, number by number as the network sees it: 0 for a missing cell's and behind a sequence's end,
     * else 1.
     */
    public void weigh(float[] raw, float[] weights, int at) {
        for (int j = 0; j < raw.length; j++) {
            Arrays.fill(weights, at + starts[j], at + starts[j + 1], Float.isNaN(raw[j]) ? 0 : 1);
        }
    }

    /**
     * Scales rows {@code from} … {@code to − 1}.
     *
     * @param samples of this scaling's columns
     * @return {@code [to − from, inputs]} row-major
     * @throws IncompatibleDataException if a cell is missing
     */
    public float[] transform(Samples samples, int from, int to) {
        return transformFilled(Imputation.none().fill(samples), from, to);
    }

    /** Scales rows {@code from} … {@code to − 1}, missing cells as {@link #transformFilled(float[], float[], int)} does. */
    public float[] transformFilled(Samples samples, int from, int to) {
        float[] scaled = new float[Math.multiplyExact(to - from, inputs())];
        float[] raw = new float[columns.size()];
        for (int i = from; i < to; i++) {
            samples.copyRow(i, raw, 0);
            if (samples.hasMissing()) {
                transformFilled(raw, scaled, (i - from) * inputs());
            } else {
                transform(raw, scaled, (i - from) * inputs());
            }
        }
        return scaled;
    }

    /** Undoes the scaling of one row from {@code at} on; a categorical column becomes its likeliest category, NaN stays. */
    public float[] inverse(float[] scaled, int at) {
        float[] raw = new float[columns.size()];
        for (int j = 0; j < raw.length; j++) {
            raw[j] = columns.get(j).isCategorical()
                    ? largest(scaled, at + starts[j], at + starts[j + 1])
                    : (float) (scaled[at + starts[j]] * scale[j] + offset[j]);
        }
        return raw;
    }

    /** The columns that the network sees and that belong to raw column {@code j}: from here to that of {@code j + 1}. */
    public int start(int j) {
        return starts[j];
    }

    /** Whether all cells that are there hold one value: those of a column, or of each step's feature, {@code stride} apart. */
    private static boolean isConstant(Samples train, int first, int stride) {
        float known = Float.NaN;
        int size = train.schema().size();
        for (int i = 0; i < train.rows(); i++) {
            for (int j = first; j < size; j += stride) {
                float value = train.value(i, j);
                if (value < known || value > known) {
                    return false;
                }
                known = Float.isNaN(value) ? known : value;
            }
        }
        return true;
    }

    /** Whether a row is beyond doubt: as many numbers as columns, all finite, none of them an index. */
    private boolean isSound(float[] row) {
        return numeric && row.length == columns.size() && Finite.all(row);
    }

    private static int largest(float[] values, int from, int to) {
        int best = from;
        for (int i = from + 1; i < to; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best - from;
    }
}
