package org.ae4j.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.ae4j.layer.CodeFunction;
import org.ae4j.layer.CodeLayer;
import org.ae4j.layer.GridToRows;
import org.ae4j.layer.RowsToGrid;
import org.ae4j.layer.RowsToSequence;
import org.ae4j.layer.StepsToRows;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;

/** How many numbers the rows have that a network takes and gives. */
public final class RowWidths {
    private RowWidths() {}

    /** Of what comes in: layers without a width of their own take as many as the next. */
    static int inputs(MultiLayerConfiguration configuration) {
        return first(layers(configuration), RowWidths::inputs);
    }

    /** Of what goes out: layers without a width of their own give as many as the one before. */
    public static int outputs(MultiLayerConfiguration configuration) {
        var reversed = new ArrayList<>(layers(configuration));
        Collections.reverse(reversed);
        return first(reversed, RowWidths::outputs);
    }

    private static int first(List<Layer> layers, ToLongFunction<Layer> width) {
        long first = layers.stream()
                .mapToLong(width)
                .filter(known -> known > 0)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no layer of the network has a width"));
        return Math.toIntExact(first);
    }

    private static List<Layer> layers(MultiLayerConfiguration configuration) {
        return configuration.getConfs().stream()
                .map(conf -> inner(conf.getLayer()))
                .collect(Collectors.toList());
    }

    /** The layer that others are wrapped around. */
    static Layer inner(Layer layer) {
        if (layer instanceof FrozenLayer frozen) {
            return inner(frozen.getLayer());
        }
        return layer instanceof LastTimeStep last ? inner(last.getUnderlying()) : layer;
    }

    private static long inputs(Layer layer) {
        if (layer instanceof RowsToGrid grid) {
            return grid.layout().size() + (long) grid.getTold();
        }
        if (layer instanceof RowsToSequence sequence) {
            return (long) sequence.getFeatures() * sequence.getSteps() + sequence.getTold();
        }
        if (layer instanceof CodeLayer code) {
            return CodeFunction.parse(code.getFunction()).inputs();
        }
        return layer instanceof FeedForwardLayer wide ? wide.getNIn() : 0;
    }

    private static long outputs(Layer layer) {
        if (layer instanceof GridToRows rows) {
            return rows.layout().size();
        }
        if (layer instanceof StepsToRows rows) {
            return (long) rows.getFeatures() * rows.getSteps();
        }
        if (layer instanceof CodeLayer code) {
            return CodeFunction.parse(code.getFunction()).outputs();
        }
        return layer instanceof FeedForwardLayer wide ? wide.getNOut() : 0;
    }
}
