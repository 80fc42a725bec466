package org.ae4j.spec;

import java.util.List;
import java.util.stream.IntStream;
import org.ae4j.InvalidSpecException;

/** The hidden layers of encoder and decoder. */
public sealed interface Architecture {
    /**
     * Fully connected layers of these widths from the input to the code, mirrored in the decoder.
     *
     * @param hidden widths of at least 1; none for a single layer from input to code
     * @throws InvalidSpecException if a width is below 1
     */
    static Architecture dense(int... hidden) {
        return new Dense(IntStream.of(hidden).boxed().toList());
    }

    /**
     * Fully connected layers.
     *
     * @param hidden widths of the encoder's layers, at least 1 each; the decoder mirrors them
     */
    record Dense(List<Integer> hidden) implements Architecture {
        public Dense {
            hidden = List.copyOf(hidden);
            if (hidden.stream().anyMatch(width -> width < 1)) {
                throw new InvalidSpecException("hidden layers need widths of at least 1, found " + hidden);
            }
        }
    }
}
