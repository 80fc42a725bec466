package org.ae4j.pretrain;

import java.util.List;
import org.ae4j.InvalidSpecException;

/**
 * How much of an encoder fine-tuning leaves as it is. Frozen means frozen: weights and batch normalisation's statistics
 * keep every bit, dropout is off. A block is a layer with its normalisation, activation and dropout, counted from the
 * input; the code layer is the last block.
 */
public sealed interface Freeze {
    /** The whole encoder is trained: the default. */
    static Freeze none() {
        return new FirstBlocks(0);
    }

    /**
     * The blocks nearest to the input are frozen.
     *
     * @throws InvalidSpecException if the count is below 0
     */
    static Freeze firstBlocks(int count) {
        return new FirstBlocks(count);
    }

    /** The whole encoder is frozen: only the head is trained, on codes. */
    static Freeze all() {
        return new All();
    }

    /**
     * How many of an encoder's blocks are frozen.
     *
     * @param blocks the names of all its blocks
     * @throws InvalidSpecException if there are fewer than are to be frozen
     */
    int count(List<String> blocks);

    /**
     * The blocks nearest to the input.
     *
     * @param count at least 0
     */
    record FirstBlocks(int count) implements Freeze {
        public FirstBlocks {
            if (count < 0) {
                throw new InvalidSpecException("freezing needs a count of blocks of at least 0, found " + count);
            }
        }

        @Override
        public int count(List<String> blocks) {
            if (count > blocks.size()) {
                throw new InvalidSpecException("cannot freeze %d blocks: the encoder has %d (%s)"
                        .formatted(count, blocks.size(), String.join(", ", blocks)));
            }
            return count;
        }
    }

    /** All blocks. */
    record All() implements Freeze {
        @Override
        public int count(List<String> blocks) {
            return blocks.size();
        }
    }
}
