package org.ae4j.pretrain.compare;

import java.util.OptionalDouble;

/**
 * What a variant changes against the baseline, paired over the seeds. Changes of a ratio measure are shares, −0.1 a tenth
 * less, by the mean of the logarithms; of others differences of the figures.
 *
 * @param outcome of the variant
 * @param change empty if a run diverged
 * @param low end of the 95 % interval; empty with one seed too
 * @param high end of it
 * @param p of the paired t-test, corrected for the number of effects (Holm 1979); empty as the interval is
 * @param evidence what follows
 */
public record Effect(
        Outcome outcome,
        OptionalDouble change,
        OptionalDouble low,
        OptionalDouble high,
        OptionalDouble p,
        Evidence evidence) {
    /** What an experiment shows. */
    public enum Evidence {
        /** Better than the baseline. */
        HELPS("helps"),
        /** Worse than the baseline. */
        HARMS("harms"),
        /** The interval spans zero, or would be expected to miss it once among so many effects. */
        NONE("no evidence"),
        /** The same figure for every seed: the choice changed nothing. */
        SAME("no difference"),
        /** A run diverged where the baseline did not. */
        DIVERGED("diverged"),
        /** One seed has no interval. */
        ONE_SEED("one seed, no interval");

        private final String words;

        Evidence(String words) {
            this.words = words;
        }

        /** As people read it. */
        public String words() {
            return words;
        }
    }

    /** The variant's. */
    public String name() {
        return outcome.name();
    }
}
