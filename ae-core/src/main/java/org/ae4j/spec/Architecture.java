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
    static Dense dense(int... hidden) {
        return new Dense(IntStream.of(hidden).boxed().toList(), false);
    }

    /**
     * Fully connected layers.
     *
     * @param hidden widths of the encoder's layers, at least 1 each; the decoder mirrors them
     * @param tied whether the decoder's weights are the encoder's, transposed (Vincent et al. 2010, section 2.1); each
     *     layer has its own bias
     */
    record Dense(List<Integer> hidden, boolean tied) implements Architecture {
        public Dense {
            hidden = List.copyOf(hidden);
            if (hidden.stream().anyMatch(width -> width < 1)) {
                throw new InvalidSpecException("hidden layers need widths of at least 1, found " + hidden);
            }
        }

        /** The same layers, tied or not. */
        public Dense tied(boolean on) {
            return new Dense(hidden, on);
        }
    }
}
