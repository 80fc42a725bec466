package org.ae4j.pretrain;

import java.util.List;
import org.ae4j.InvalidSpecException;
import org.ae4j.Suggestion;

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

    /**
     * A block and all in front of it are frozen. What lies behind frozen blocks would move what they were trained to see, so
     * that a prefix is all that can be frozen.
     *
     * @param block one of {@link PretrainedEncoder#blocks()}, such as {@code encoder1}
     */
    static Freeze upTo(String block) {
        return new UpTo(block);
    }

    /** The whole encoder is frozen: only the head is trained, on codes. */
    static Freeze all() {
        return new All();
    }

    /**
     * Batch normalisation of thawed blocks stays as it is too: training uses the running statistics of pretraining, and
     * moves neither them nor γ and β, while the weights around them move. For few labels, whose batches say little of all
     * rows. The head's own normalisation is trained.
     */
    default Freeze andNormalization() {
        return new WithNormalization(this);
    }

    /** Whether batch normalisation stays as it is even in thawed blocks. */
    default boolean keepsNormalization() {
        return false;
    }

    /**
     * How many of an encoder's blocks are frozen.
     *
     * @param blocks the names of all its blocks
     * @throws InvalidSpecException if there are fewer than are to be frozen, or none of the name
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

    /**
     * A block and those in front of it.
     *
     * @param block its name
     */
    record UpTo(String block) implements Freeze {
        @Override
        public int count(List<String> blocks) {
            int place = blocks.indexOf(block);
            if (place < 0) {
                throw new InvalidSpecException("cannot freeze up to '" + block + "': the encoder has no such block"
                        + Suggestion.forUnknown(block, blocks));
            }
            return place + 1;
        }
    }

    /**
     * Blocks, and normalisation wherever it is.
     *
     * @param blocks without normalisation of others
     */
    record WithNormalization(Freeze blocks) implements Freeze {
        @Override
        public Freeze andNormalization() {
            return this;
        }

        @Override
        public boolean keepsNormalization() {
            return true;
        }

        @Override
        public int count(List<String> names) {
            return blocks.count(names);
        }
    }

    /** All blocks. */
    record All() implements Freeze {
        @Override
        public Freeze andNormalization() {
            return this; // nothing is left to fix
        }

        @Override
        public int count(List<String> blocks) {
            return blocks.size();
        }
    }
}
