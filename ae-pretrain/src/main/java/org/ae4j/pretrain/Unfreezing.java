package org.ae4j.pretrain;

import java.util.ArrayList;
import java.util.List;
import org.ae4j.InvalidSpecException;

/**
 * When blocks of the encoder are thawed: a new head that knows nothing yet would pull a trained encoder apart. Until then
 * they are frozen as {@link Freeze} says. The plan's epochs hold for all phases together; the optimiser's state, the
 * schedule of rates and the order of rows go on across them. A block that is thawed later starts with an updater as fresh
 * as it would be at the first step.
 *
 * @param headShare of the epochs, at least 0 and below 1, that the head is trained for by itself; whole epochs, rounded down;
 *     default ½ (linear probing, then fine-tuning: Kumar et al. 2022)
 * @param headEpochs so many epochs in its place, at least 0; 0, the default, for the share
 * @param epochsPerBlock epochs between one block and the next one in front of it (gradual unfreezing, Howard and Ruder 2018,
 *     ULMFiT, section 3.3), at least 0; 0, the default, thaws all at once
 * @see <a href="https://arxiv.org/abs/2202.10054">Kumar et al. 2022, section 3.4</a>
 */
public record Unfreezing(double headShare, int headEpochs, int epochsPerBlock) {
    public Unfreezing {
        if (!(headShare >= 0 && headShare < 1)) {
            throw new InvalidSpecException(
                    "the head is trained by itself for a share of the epochs from 0 to below 1, found " + headShare);
        }
        if (headEpochs < 0 || epochsPerBlock < 0) {
            throw new InvalidSpecException("unfreezing counts epochs from 0, found " + headEpochs + " for the head and "
                    + epochsPerBlock + " for a block");
        }
    }

    /**
     * A stretch of training.
     *
     * @param frozen how many blocks are not trained
     * @param epochs before it
     */
    record Phase(int frozen, int epochs) {}

    /** The head alone for half of the epochs, then the whole: the default. */
    public static Unfreezing defaults() {
        return new Unfreezing(0.5, 0, 0);
    }

    /** Everything that is ever trained is trained from the start. */
    public static Unfreezing atOnce() {
        return new Unfreezing(0, 0, 0);
    }

    /** The head alone for some epochs, then the whole. */
    public static Unfreezing headFirst(int epochs) {
        return new Unfreezing(0, epochs, 0);
    }

    /** The head alone for some epochs, then one more block every so many, from the code towards the input. */
    public static Unfreezing gradual(int epochs) {
        return new Unfreezing(0, epochs, epochs);
    }

    /** The head by itself for another count of epochs. */
    public Unfreezing headEpochs(int epochs) {
        return new Unfreezing(0, epochs, epochsPerBlock);
    }

    /**
     * The phases of a run.
     *
     * @param frozen how many blocks stay frozen to the end
     * @param blocks how many there are
     * @param epochs of the run
     * @throws InvalidSpecException if the run ends before all that are to be thawed are
     */
    List<Phase> phases(int frozen, int blocks, int epochs) {
        var phases = new ArrayList<Phase>();
        int next = blocks;
        int begin = 0;
        int head = headEpochs > 0 ? headEpochs : (int) (headShare * epochs);
        if (head > 0 && frozen < blocks) {
            phases.add(new Phase(blocks, 0));
            begin = head;
        }
        while (epochsPerBlock > 0 && next - 1 > frozen) {
            next--;
            phases.add(new Phase(next, begin));
            begin += epochsPerBlock;
        }
        if (begin >= epochs) {
            throw new InvalidSpecException(
                    "unfreezing takes %d epochs until all is thawed, the run has %d; train longer or thaw"
                                    .formatted(begin, epochs)
                            + " faster");
        }
        phases.add(new Phase(frozen, begin));
        return phases;
    }
}
