package org.ae4j.pretrain.study;

import java.util.Arrays;
import java.util.List;
import org.ae4j.pretrain.semi.LabelPropagation;
import org.ae4j.pretrain.semi.NeighbourGraph;
import org.ae4j.pretrain.semi.PropagatedLabels;

/** Spreads the labels of draws over one graph, which is made when first needed. */
final class DrawnLabels {
    private final LabelPropagation propagation;
    private final float[][] rows;
    private NeighbourGraph graph;

    /**
     * Labels over these rows.
     *
     * @param rows {@code [rows, width]}: those to train on in the order of the draws, then any others
     */
    DrawnLabels(LabelPropagation propagation, float[][] rows) {
        this.propagation = propagation;
        this.rows = rows;
    }

    /** The classes of all rows. */
    PropagatedLabels of(LabelDraw draw) {
        if (graph == null) {
            graph = propagation.graph(rows);
        }
        List<String> classes = draw.known().classes();
        int[] labels = new int[rows.length];
        Arrays.fill(labels, LabelPropagation.UNLABELLED);
        for (int row : draw.labelled()) {
            labels[row] = classes.indexOf(draw.train().label(row));
        }
        return propagation.propagate(graph, classes, labels);
    }
}
