package org.ae4j.train;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the curves of a run say about it. These are rules of thumb, tried in this order:
 *
 * <ol>
 *   <li>fewer than five epochs: unknown;
 *   <li>unstable: in some epoch the training loss lies above the lowest one before by more than half of what it had fallen
 *       until then, and by more than a tenth of the first epoch's;
 *   <li>under-fitting: the lowest training loss is less than a tenth below the first epoch's;
 *   <li>no validation rows: unknown;
 *   <li>over-fitting: the median of the last three validation losses lies more than 5 % above the lowest one, and the
 *       training loss has fallen since that epoch;
 *   <li>still falling: the mean validation loss of the last tenth of the epochs lies below that of the tenth before by more
 *       than 2 % of the whole fall;
 *   <li>good: none of these.
 * </ol>
 *
 * <p>The first epoch's training loss is the mean over its steps, so that one long epoch may hide most of the fall.
 *
 * @param kind in one word
 * @param sentence what was seen and what may be done
 */
public record Verdict(Kind kind, String sentence) {
    private static final int FEWEST = 5;
    private static final double JUMP_OF_FALL = 0.5;
    private static final double JUMP_OF_LOSS = 0.1;
    private static final double LEAST_FALL = 0.1;
    private static final double RISE = 0.05;
    private static final double LATE_FALL = 0.02;

    /** What may be wrong with a run. */
    public enum Kind {
        /** More epochs would help. */
        STILL_FALLING,
        /** Nothing to complain about. */
        GOOD,
        /** The validation loss rises while the training loss falls. */
        OVER_FITTING,
        /** The training loss has hardly fallen. */
        UNDER_FITTING,
        /** The training loss jumps. */
        UNSTABLE,
        /** Too little was measured. */
        UNKNOWN;

        /** As the command line names it, such as {@code "over-fitting"}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The verdict on these epochs, in order. */
    static Verdict on(List<EpochResult> epochs) {
        double[] train = epochs.stream().mapToDouble(EpochResult::trainLoss).toArray();
        if (train.length < FEWEST) {
            return unknown("%d of the %d epochs that a verdict needs".formatted(train.length, FEWEST));
        }
        return onTraining(new LossCurve(train)).orElseGet(() -> onValidation(new LossCurve(train), epochs));
    }

    private static Verdict onValidation(LossCurve train, List<EpochResult> epochs) {
        if (epochs.stream().anyMatch(epoch -> epoch.validationLoss().isEmpty())) {
            return unknown("nothing was validated; hold rows out to see whether the model over-fits");
        }
        return onValidation(
                train,
                new LossCurve(epochs.stream()
                        .mapToDouble(epoch -> epoch.validationLoss().getAsDouble())
                        .toArray()));
    }

    private static Optional<Verdict> onTraining(LossCurve train) {
        int jump = train.lastJump(JUMP_OF_FALL, JUMP_OF_LOSS);
        if (jump > 0) {
            return Optional.of(new Verdict(
                    Kind.UNSTABLE,
                    "unstable: the training loss jumped, last in epoch %d; lower the learning rate, warm it up or clip gradients"
                            .formatted(jump + 1)));
        }
        if (train.fall() < LEAST_FALL * Math.abs(train.first())) {
            return Optional.of(new Verdict(
                    Kind.UNDER_FITTING,
                    percent(
                            "under-fitting: the training loss fell by only %s of the first epoch's; train longer, raise the learning rate, or widen the network",
                            train.fall() / Math.abs(train.first()))));
        }
        return Optional.empty();
    }

    private static Verdict onValidation(LossCurve train, LossCurve validation) {
        int lowest = validation.lowestAt();
        double rise = validation.endMedian() - validation.lowest();
        if (rise > RISE * Math.abs(validation.lowest()) && train.last() < train.at(lowest)) {
            return new Verdict(
                    Kind.OVER_FITTING,
                    "over-fitting: the validation loss rises from epoch %d on while the training loss falls; stop there by patience, or take a smaller network, dropout, weight decay or more rows"
                            .formatted(lowest + 1));
        }
        double late = validation.lateFall();
        if (late > LATE_FALL * validation.fall() && late > 0) {
            return new Verdict(
                    Kind.STILL_FALLING,
                    percent(
                            "still falling: the last tenth of the epochs brought %s of the validation loss's whole fall; train more epochs",
                            late / validation.fall()));
        }
        return new Verdict(Kind.GOOD, "good: the validation loss fell and has settled");
    }

    private static Verdict unknown(String why) {
        return new Verdict(Kind.UNKNOWN, "unknown: " + why);
    }

    private static String percent(String sentence, double share) {
        return sentence.formatted(String.format(Locale.ROOT, "%.1f %%", 100 * share));
    }
}
