package org.ae4j.layer;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.ae4j.InvalidSpecException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Adjacent output columns of one kind.
 *
 * @param kind activation and loss
 * @param from first column
 * @param to one past the last column
 * @param weight factor on the loss, above 0: 1/σ² of a normal
 */
public record OutputGroup(OutputKind kind, int from, int to, double weight) implements Serializable {
    public OutputGroup {
        if (from < 0 || to <= from || !(weight > 0)) {
            throw new InvalidSpecException("an output group covers at least one column with a weight above 0, found "
                    + from + ".." + to + " with weight " + weight);
        }
    }

    /** This group's columns of {@code [rows, columns]}, a view; the array itself where the group covers it. */
    INDArray of(INDArray array) {
        if (from == 0 && to == array.size(1)) {
            return array;
        }
        return array.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to));
    }

    /** The text form that DL4J's configuration files hold, such as {@code "SQUARED 0 5 1.0; SOFTMAX 5 8 1.0"}. */
    static String write(List<OutputGroup> groups) {
        return groups.stream()
                .map(g -> g.kind + " " + g.from + " " + g.to + " " + g.weight)
                .collect(Collectors.joining("; "));
    }

    static List<OutputGroup> read(String text) {
        return Arrays.stream(text.split("; "))
                .map(part -> part.split(" "))
                .map(p -> new OutputGroup(
                        OutputKind.valueOf(p[0]),
                        Integer.parseInt(p[1]),
                        Integer.parseInt(p[2]),
                        Double.parseDouble(p[3])))
                .toList();
    }
}
