package org.ae4j.pretrain.study;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ae4j.pretrain.semi.LabelPropagation;

/**
 * Label propagation over the rows to train on and the test rows together, whose labels are not looked at: transductive, it
 * sees the rows that it is measured on.
 */
final class PropagationMethod implements FewLabelMethod {
    private final String name;
    private final boolean usesEncoder;
    private final DrawnLabels labels;
    private final int trainRows;

    /**
     * Propagation over these rows.
     *
     * @param train {@code [rows, width]}, all rows to train on, in the order of the draws
     * @param test {@code [rows, width]}
     */
    PropagationMethod(String name, boolean usesEncoder, LabelPropagation propagation, float[][] train, float[][] test) {
        this.name = name;
        this.usesEncoder = usesEncoder;
        this.labels = new DrawnLabels(
                propagation,
                Stream.concat(Arrays.stream(train), Arrays.stream(test)).toArray(float[][]::new));
        this.trainRows = train.length;
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
        List<String> truth = Stream.concat(
                        LabelDraw.labels(draw.train()).stream(), LabelDraw.labels(draw.test()).stream())
                .toList();
        int[] asked = IntStream.range(trainRows, truth.size()).toArray();
        return OptionalDouble.of(labels.of(draw).accuracy(asked, truth));
    }
}
