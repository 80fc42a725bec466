package org.ae4j.pretrain.study;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.ae4j.evaluate.NearestNeighbours;
import org.ae4j.evaluate.SimpleClassifiers;
import org.ae4j.pretrain.semi.UnitRows;

/**
 * A classifier that needs no network, on codes or on the input, as directions around the mean of the rows to train on, codes
 * half-whitened. Of
 * more than {@link NearestNeighbours#LIMIT} labelled rows a draw of so many is taken.
 */
final class RowClassifier implements FewLabelMethod {
    /** Makes of a penalty of ½|weights|² one of a tenth, which suits rows of length 1 (C = 10). */
    private static final float SCALE = (float) Math.sqrt(10);

    /** How rows are classified. */
    enum Kind {
        LOGISTIC,
        NEAREST
    }

    private final String name;
    private final boolean usesEncoder;
    private final Kind kind;
    private final float[][] train;
    private final float[][] test;

    /**
     * A classifier of these rows.
     *
     * @param train {@code [rows, width]}, all rows to train on, in the order of the draws
     * @param test {@code [rows, width]}
     */
    RowClassifier(String name, boolean usesEncoder, Kind kind, float[][] train, float[][] test) {
        this.name = name;
        this.usesEncoder = usesEncoder;
        this.kind = kind;
        UnitRows units = usesEncoder ? UnitRows.halfWhitened(train) : UnitRows.around(train);
        this.train = scaled(units.of(train));
        this.test = scaled(units.of(test));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean usesEncoder() {
        return usesEncoder;
    }

    @Override
    public OptionalDouble accuracy(LabelDraw draw) {
        int[] rows = draw.atMost(NearestNeighbours.LIMIT);
        float[][] known = Arrays.stream(rows).mapToObj(row -> train[row]).toArray(float[][]::new);
        List<String> labels = LabelDraw.labels(draw.train(), rows);
        List<String> truth = LabelDraw.labels(draw.test());
        return OptionalDouble.of(
                kind == Kind.LOGISTIC
                        ? SimpleClassifiers.logistic(known, labels, test, truth)
                        : SimpleClassifiers.nearest(known, labels, test, truth));
    }

    private static float[][] scaled(float[][] rows) {
        for (float[] row : rows) {
            for (int j = 0; j < row.length; j++) {
                row[j] *= SCALE;
            }
        }
        return rows;
    }
}
