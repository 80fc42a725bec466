package org.ae4j.pretrain.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.ae4j.AutoencoderException;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Parts;
import org.ae4j.model.Autoencoder;
import org.ae4j.model.FittedScaling;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingDivergedException;

/**
 * Trains variants from the same seeds, and so on the same rows, and measures them:
 * {@code Experiment.of(parts, Measure.mse()).seeds(42, 5).compare(Variant.baseline(recipe), variants)}.
 *
 * @param parts the rows of a seed: to train on, for plans that need them to validate on, and, as the test part, to measure
 *     on
 * @param measure what counts
 * @param seeds at least 1, different ones; default 42, 43, 44
 * @param jobs runs side by side, each on one thread, at least 1, default the number of processors
 * @param folder where runs that are done are kept, so that a broken-off experiment goes on; default none
 * @param listener is told of every run, from the threads of the runs, one at a time
 */
public record Experiment(
        LongFunction<Parts> parts,
        Measure measure,
        List<Long> seeds,
        int jobs,
        Optional<RunFolder> folder,
        Listener listener) {
    /** Is told of every run. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A run was measured.
         *
         * @param figure empty where the training diverged
         * @param before whether the figure was in the folder
         */
        void measured(String variant, long seed, OptionalDouble figure, boolean before);
    }

    /** Throws {@link InvalidSpecException} outside of the ranges. */
    public Experiment {
        seeds = List.copyOf(seeds);
        if (seeds.isEmpty() || seeds.stream().distinct().count() < seeds.size()) {
            throw new InvalidSpecException("an experiment needs at least 1 seed, different ones, found " + seeds);
        }
        if (jobs < 1) {
            throw new InvalidSpecException("an experiment has at least 1 job, found " + jobs);
        }
    }

    /** Three seeds on all processors. */
    public static Experiment of(LongFunction<Parts> parts, Measure measure) {
        return new Experiment(
                parts,
                measure,
                List.of(42L, 43L, 44L),
                Runtime.getRuntime().availableProcessors(),
                Optional.empty(),
                (variant, seed, figure, before) -> {});
    }

    /** The seeds {@code first}, {@code first + 1}, …. */
    public Experiment seeds(long first, int count) {
        return new Experiment(
                parts, measure, LongStream.range(first, first + count).boxed().toList(), jobs, folder, listener);
    }

    public Experiment jobs(int count) {
        return new Experiment(parts, measure, seeds, count, folder, listener);
    }

    public Experiment folder(RunFolder newFolder) {
        return new Experiment(parts, measure, seeds, jobs, Optional.of(newFolder), listener);
    }

    public Experiment listen(Listener newListener) {
        return new Experiment(parts, measure, seeds, jobs, folder, newListener);
    }

    /**
     * The effects of variants against a baseline, paired over the seeds.
     *
     * @throws InvalidSpecException if the baseline diverges, or the measure is not one of such a model
     * @throws org.ae4j.IncompatibleDataException if the rows do not fit a specification or the measure
     */
    public Effects compare(Variant baseline, List<Variant> variants) {
        Map<Long, SeedRows> rows = new ConcurrentHashMap<>();
        List<Variant> first = List.of(baseline);
        check(rows, baseline.recipe(), first);
        check(rows, baseline.recipe(), variants);
        Outcome known = outcomes(rows, baseline.recipe(), first).get(0);
        Effects.checkBaseline(known);
        return Effects.of(measure, seeds, known, outcomes(rows, baseline.recipe(), variants));
    }

    /**
     * What the runs of a variant come to, which may diverge; errors as of {@link #compare}.
     *
     * @param baseline in whose scaled units errors are measured
     */
    public Outcome outcome(Recipe baseline, Variant variant) {
        Map<Long, SeedRows> rows = new ConcurrentHashMap<>();
        check(rows, baseline, List.of(variant));
        return outcomes(rows, baseline, List.of(variant)).get(0);
    }

    private void check(Map<Long, SeedRows> rows, Recipe baseline, List<Variant> variants) {
        SeedRows first = rowsOf(rows, seeds.get(0), baseline);
        variants.forEach(variant -> measure.check(variant.recipe(), first.parts.test()));
    }

    private List<Outcome> outcomes(Map<Long, SeedRows> rows, Recipe baseline, List<Variant> variants) {
        ExecutorService pool = Executors.newFixedThreadPool(jobs);
        try {
            List<List<Future<OptionalDouble>>> runs = variants.stream()
                    .map(variant -> seeds.stream()
                            .map(seed -> pool.submit(() -> figure(variant, seed, rowsOf(rows, seed, baseline))))
                            .toList())
                    .toList();
            var outcomes = new ArrayList<Outcome>();
            for (int i = 0; i < variants.size(); i++) {
                var figures = new ArrayList<OptionalDouble>();
                for (Future<OptionalDouble> run : runs.get(i)) {
                    figures.add(result(run, variants.get(i)));
                }
                outcomes.add(new Outcome(variants.get(i).name(), figures));
            }
            return outcomes;
        } finally {
            pool.shutdownNow();
        }
    }

    private SeedRows rowsOf(Map<Long, SeedRows> rows, long seed, Recipe baseline) {
        return rows.computeIfAbsent(seed, s -> SeedRows.of(parts.apply(s), measure, baseline));
    }

    private OptionalDouble figure(Variant variant, long seed, SeedRows rows) {
        Recipe run = variant.recipe().run(seed);
        String key = RunFolder.key(run, rows.fingerprints, measure.name());
        Optional<OptionalDouble> kept = folder.flatMap(some -> some.find(key));
        OptionalDouble figure = kept.orElseGet(() -> measured(variant.name(), run, seed, rows));
        if (kept.isEmpty()) {
            folder.ifPresent(some -> some.keep(key, variant.name(), seed, measure.name(), figure));
        }
        synchronized (listener) {
            listener.measured(variant.name(), seed, figure, kept.isPresent());
        }
        return figure;
    }

    private OptionalDouble measured(String variant, Recipe run, long seed, SeedRows rows) {
        // One run warns for all.
        boolean isFirst = variant.equals(Variant.BASELINE) && seed == seeds.get(0);
        Trainer trainer = isFirst ? run.trainer() : run.trainer().quiet();
        try (Autoencoder model = run.train(trainer, rows.parts)) {
            double figure = measure.of(model, rows.units, rows.parts.train(), rows.parts.test(), seed);
            return Double.isFinite(figure) ? OptionalDouble.of(figure) : OptionalDouble.empty();
        } catch (TrainingDivergedException e) {
            return OptionalDouble.empty();
        }
    }

    private static OptionalDouble result(Future<OptionalDouble> run, Variant variant) {
        try {
            return run.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AutoencoderException("the experiment was interrupted at " + variant.name(), e);
        } catch (ExecutionException e) {
            throw Failure.of(variant.name(), e.getCause());
        }
    }

    /** The rows of a seed, the units of errors on them, and what tells both from others. */
    private record SeedRows(Parts parts, FittedScaling units, String fingerprints) {
        static SeedRows of(Parts parts, Measure measure, Recipe baseline) {
            measure.check(baseline, parts.test());
            Parts conformed =
                    new Parts(measure.trainable(parts.train()), parts.validation(), parts.calibration(), parts.test());
            FittedScaling units = baseline.start()
                    .map(Autoencoder::scaling)
                    .orElseGet(() -> FittedScaling.fit(baseline.spec().scaling(), conformed.train()));
            String fingerprints = String.join(
                    " ",
                    conformed.train().fingerprint(),
                    conformed.validation().fingerprint(),
                    conformed.test().fingerprint(),
                    "units",
                    Arrays.toString(units.offsets()),
                    Arrays.toString(units.scales()));
            return new SeedRows(conformed, units, fingerprints);
        }
    }
}
