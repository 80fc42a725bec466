package org.ae4j.pretrain.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.ae4j.data.Parts;
import org.ae4j.train.EpochResult;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingListener;

/**
 * So many epochs that an experiment ends in time, the same for every run.
 *
 * @param epochs of each run, at least 1, at most those planned
 * @param planned epochs of the baseline's plan on these rows
 */
public record Budget(int epochs, int planned) {
    /** At least so many epochs and steps are timed, and the fastest epoch counts: the first ones also compile. */
    private static final int TIMED_EPOCHS = 4;

    private static final int TIMED_STEPS = 1000;

    /** Other choices, smaller batches and measuring take longer than the baseline's training. */
    private static final double DEARER = 1.6;

    /**
     * Times some epochs of the baseline. With a folder the answer is kept there, so that a run that goes on has the same.
     *
     * @param parts of a seed
     * @param runs that are to be trained
     * @param jobs side by side
     * @param seconds that they may take in all, above 0
     */
    public static Budget of(
            Recipe baseline, Parts parts, int runs, int jobs, double seconds, Optional<RunFolder> folder) {
        int batch = baseline.plan().batchSize();
        int stepsPerEpoch = (parts.train().rows() + batch - 1) / batch;
        int planned = baseline.plan().epochsFor(stepsPerEpoch);
        String key = RunFolder.key(
                baseline.run(baseline.plan().seed()),
                parts.train().fingerprint(),
                "epochs of %d runs by %d in %s s".formatted(runs, jobs, seconds));
        Optional<OptionalDouble> kept = folder.flatMap(some -> some.find(key));
        if (kept.isPresent() && kept.get().isPresent()) {
            return new Budget((int) kept.get().getAsDouble(), planned);
        }
        int timed = Math.max(TIMED_EPOCHS, Math.min(planned, TIMED_STEPS / stepsPerEpoch));
        double affordable = seconds * jobs / (DEARER * runs * secondsPerEpoch(baseline, parts, timed));
        int epochs = (int) Math.max(1, Math.min(planned, affordable));
        folder.ifPresent(
                some -> some.keep(key, Variant.BASELINE, baseline.plan().seed(), "epochs", OptionalDouble.of(epochs)));
        return new Budget(epochs, planned);
    }

    /** Whether runs are shorter than planned. */
    public boolean isCut() {
        return epochs < planned;
    }

    private static double secondsPerEpoch(Recipe baseline, Parts parts, int timed) {
        List<Long> ends = new ArrayList<>();
        TrainingListener clock = new TrainingListener() {
            @Override
            public void onEpoch(EpochResult result) {
                ends.add(System.nanoTime());
            }
        };
        var plan = baseline.plan()
                .epochs(timed)
                .patience(0)
                .restarts(1)
                .pretraining(0)
                .threads(1)
                .referenceCodes(0);
        Trainer.of(baseline.spec(), plan)
                .listen(clock)
                .fit(parts.train())
                .model()
                .close();
        List<Long> lengths = new ArrayList<>();
        for (int i = 1; i < ends.size(); i++) {
            lengths.add(ends.get(i) - ends.get(i - 1));
        }
        return Collections.min(lengths) / 1e9;
    }
}
