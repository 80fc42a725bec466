package org.ae4j.objective;

import java.util.List;
import org.ae4j.compile.ParameterArray;
import org.ae4j.engine.TrainableNetwork;

/**
 * What gradients move in a network.
 *
 * @param network that holds the arrays
 * @param arrays in its flat view
 */
record LearntArrays(TrainableNetwork network, List<ParameterArray> arrays) {
    /** The length of the longest. */
    int longest() {
        return arrays.stream().mapToInt(ParameterArray::length).max().orElse(0);
    }
}
