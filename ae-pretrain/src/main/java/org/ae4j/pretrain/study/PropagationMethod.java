package org.ae4j.pretrain.study;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ae4j.pretrain.semi.LabelPropagation;
import org.ae4j.pretrain.semi.NeighbourGraph;

/**
 * Label propagation over the rows to train on and the test rows together, whose labels are not looked at: transductive, it
 * sees the rows that it is measured on. The graph is made when first needed.
 */
final class PropagationMethod implements FewLabelMethod {
    private final String name;
    private final boolean usesEncoder;
    private final LabelPropagation propagation;
    private final float[][] train;
    private final float[][] test;
    private NeighbourGraph graph;

    /**
     * Propagation over these rows.
     *
     * @param train {@code [rows, width]}, all rows to train on, in the order of the draws
     * @param test {@code [rows, width]}
     */
    PropagationMethod(String name, boolean usesEncoder, LabelPropagation propagation, float[][] train, float[][] test) {
        this.name = name;
        this.usesEncoder = usesEncoder;
        this.propagation = propagation;
        this.train = train;
        this.test = test;
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
        if (graph == null) {
            graph = propagation.graph(
                    Stream.concat(Arrays.stream(train), Arrays.stream(test)).toArray(float[][]::new));
        }
        List<String> classes = draw.known().classes();
        int[] labels = new int[graph.rows()];
        Arrays.fill(labels, LabelPropagation.UNLABELLED);
        for (int row : draw.labelled()) {
            labels[row] = classes.indexOf(draw.train().label(row));
        }
        List<String> truth = Stream.concat(
                        LabelDraw.labels(draw.train()).stream(), LabelDraw.labels(draw.test()).stream())
                .toList();
        int[] asked = IntStream.range(train.length, graph.rows()).toArray();
        return OptionalDouble.of(propagation.propagate(graph, classes, labels).accuracy(asked, truth));
    }
}
