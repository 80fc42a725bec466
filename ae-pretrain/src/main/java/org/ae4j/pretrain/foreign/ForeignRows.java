package org.ae4j.pretrain.foreign;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.ae4j.data.Schema;
import org.ae4j.model.FittedScaling;
import org.ae4j.spec.Scaling;

/**
 * What the rows of a network from elsewhere are, and how raw numbers become what it saw in training.
 *
 * @param scaling its kind
 * @param fitted its schema and numbers
 */
public record ForeignRows(Scaling scaling, FittedScaling fitted) {
    /** Rows as they are. */
    public static ForeignRows of(Schema schema) {
        return new ForeignRows(Scaling.none(), fitted(schema, 0, 1));
    }

    /** Columns of numbers named {@code x0}, {@code x1}, …, as {@link org.ae4j.data.Samples#of(float[][])} names them. */
    public static ForeignRows numbers(int columns) {
        return of(Schema.numeric(
                IntStream.range(0, columns).mapToObj(i -> "x" + i).toList()));
    }

    /** The same rows, every number divided by one, such as 255 for pixels. */
    public ForeignRows divide(double by) {
        return new ForeignRows(Scaling.divide(by), fitted(schema(), 0, by));
    }

    /**
     * The same rows, each column minus its mean, divided by its deviation.
     *
     * @param means one a column
     * @param deviations one a column, above 0
     * @throws org.ae4j.IncompatibleDataException if there is another count of numbers than of columns, or one that cannot be
     */
    public ForeignRows standard(double[] means, double[] deviations) {
        return new ForeignRows(Scaling.standard(), FittedScaling.of(schema(), means, deviations));
    }

    /** The columns, pixels or steps. */
    public Schema schema() {
        return fitted.schema();
    }

    private static FittedScaling fitted(Schema schema, double offset, double scale) {
        double[] offsets = new double[schema.size()];
        double[] scales = new double[schema.size()];
        Arrays.fill(offsets, offset);
        Arrays.fill(scales, scale);
        return FittedScaling.of(schema, offsets, scales);
    }
}
