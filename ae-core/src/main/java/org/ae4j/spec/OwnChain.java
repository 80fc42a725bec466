package org.ae4j.spec;

import java.util.List;
import org.ae4j.InvalidSpecException;

/** Whether own layers fit what stands in front of them. */
final class OwnChain {
    private OwnChain() {}

    /**
     * Refuses layers that take another count of numbers than they get.
     *
     * @param part {@code encoder} or {@code decoder}, for messages
     * @param inputs how many numbers the first layer gets
     * @param from what they are, for messages
     */
    static void check(String part, List<OwnLayer> layers, int inputs, String from) {
        int width = inputs;
        String source = from;
        for (OwnLayer layer : layers) {
            if (layer.takes() != 0 && layer.takes() != width) {
                throw new InvalidSpecException(
                        "layer '%s' (%s) of the own %s takes %d numbers and gets %d, %s: make its nIn %d, or leave it out"
                                .formatted(layer.name(), layer.kind(), part, layer.takes(), width, source, width));
            }
            width = layer.outputs(width);
            source = "those of layer '" + layer.name() + "'";
        }
    }
}
