package org.ae4j.pretrain;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.ae4j.InvalidSpecException;

/**
 * A factor on the learning rate for each block of the encoder; the head has the plan's own rate (Howard and Ruder 2018,
 * ULMFiT, section 3.2). Listeners are told the rate of one block, not which.
 */
public sealed interface BlockRates {
    /** The plan's rate everywhere: the default. */
    static BlockRates same() {
        return encoder(1);
    }

    /**
     * One factor for the whole encoder.
     *
     * @throws InvalidSpecException if it is not finite and above 0
     */
    static BlockRates encoder(double factor) {
        return new Whole(factor);
    }

    /**
     * One factor for each block, from the input on; those of frozen blocks are not looked at.
     *
     * @throws InvalidSpecException if there is none, or one is not finite and above 0
     */
    static BlockRates of(double... factors) {
        return new Each(Arrays.stream(factors).boxed().toList());
    }

    /**
     * Each block has the rate of the one behind it, the head's for the last, divided by this: {@code factor = divisor^-d}
     * for the d-th block in front of the head. ULMFiT has 2.6.
     *
     * @throws InvalidSpecException if the divisor is not finite and above 0
     */
    static BlockRates falling(double divisor) {
        return new Falling(divisor);
    }

    /**
     * The factors of an encoder's blocks, from the input on.
     *
     * @param blocks the names of all its blocks
     * @throws InvalidSpecException if there are factors for another number of blocks
     */
    List<Double> factors(List<String> blocks);

    /**
     * One for all.
     *
     * @param factor finite, above 0
     */
    record Whole(double factor) implements BlockRates {
        public Whole {
            check(factor);
        }

        @Override
        public List<Double> factors(List<String> blocks) {
            return Collections.nCopies(blocks.size(), factor);
        }
    }

    /**
     * One each.
     *
     * @param factors finite, above 0
     */
    record Each(List<Double> factors) implements BlockRates {
        public Each {
            factors = List.copyOf(factors);
            factors.forEach(BlockRates::check);
        }

        @Override
        public List<Double> factors(List<String> blocks) {
            if (factors.size() != blocks.size()) {
                throw new InvalidSpecException(
                        "rates by block need a factor for each of the encoder's %d (%s), found %d"
                                .formatted(blocks.size(), String.join(", ", blocks), factors.size()));
            }
            return factors;
        }
    }

    /**
     * A power each.
     *
     * @param divisor finite, above 0
     */
    record Falling(double divisor) implements BlockRates {
        public Falling {
            check(divisor);
        }

        @Override
        public List<Double> factors(List<String> blocks) {
            int count = blocks.size();
            return IntStream.range(0, count)
                    .mapToObj(i -> Math.pow(divisor, i - count))
                    .toList();
        }
    }

    private static void check(double factor) {
        if (!(factor > 0) || Double.isInfinite(factor)) {
            throw new InvalidSpecException("a factor on a block's rate is finite and above 0, found " + factor
                    + "; to keep a block, freeze it");
        }
    }
}
