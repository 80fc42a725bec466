package org.ae4j.benchmarks.runner;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.ae4j.benchmarks.Measurement;
import org.ae4j.benchmarks.Workload;

/**
 * Everything measured in one run.
 *
 * @param sgemm floating-point operations a second that one core gave to matrix products, a value a round
 * @param series in the order of the table
 */
record Results(Machine machine, Settings settings, Map<Workload, List<Double>> sgemm, List<Series> series) {
    /** Figures may differ by this factor before engines count as having computed something else. */
    private static final double FIRST_TOLERANCE = 1e-3;

    /** Adam turns rounding into steps where gradients nearly vanish; the job's initial weights are each engine's own. */
    private static final double LEARNT_TOLERANCE = 0.01;

    Results {
        sgemm = Map.copyOf(sgemm);
        series = List.copyOf(series);
    }

    /** How many times as fast AE4J is, with as many threads, or with the fewest measured where the other chose its own. */
    OptionalDouble ratio(Series other) {
        if (other.contender().engine() == Engine.AE4J) {
            return OptionalDouble.empty();
        }
        return ours(other).map(ours -> faster(ours, other)).orElse(OptionalDouble.empty());
    }

    /** How many times as fast an engine is as itself with one thread. */
    OptionalDouble againstOneThread(Series series) {
        if (series.contender().threads() <= 1) {
            return OptionalDouble.empty();
        }
        return find(series.workload(), new Contender(series.contender().engine(), 1))
                .map(one -> faster(series, one))
                .orElse(OptionalDouble.empty());
    }

    /** What one core gave to matrix products when nothing disturbed it: the best of all rounds. */
    OptionalDouble sgemmRate() {
        return Statistics.max(sgemm.values().stream().flatMap(List::stream).toList());
    }

    /** The median as a share of what its cores can give to matrix products. */
    OptionalDouble share(Series series) {
        OptionalDouble value = Statistics.median(series.values());
        OptionalDouble limit = sgemmRate();
        int cores = series.contender().cores(machine.cores());
        return value.isEmpty() || limit.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        series.workload().flopPerSecond(value.getAsDouble()) / (limit.getAsDouble() * cores));
    }

    /** Whether it computed what the others did, by the median of them all; empty where there is nothing to compare. */
    Optional<Boolean> agrees(Series series) {
        List<Optional<Boolean>> figures = List.of(
                agrees(series, Measurement::check, FIRST_TOLERANCE),
                agrees(series, Measurement::learnt, LEARNT_TOLERANCE),
                series.workload().kind() == Workload.Kind.JOB
                        ? agrees(series, Measurement::lastLoss, LEARNT_TOLERANCE)
                        : Optional.empty());
        return figures.stream().flatMap(Optional::stream).reduce(Boolean::logicalAnd);
    }

    private Optional<Boolean> agrees(Series series, Function<Measurement, Double> figure, double tolerance) {
        List<Double> all = series().stream()
                .filter(other -> other.workload() == series.workload())
                .map(other -> other.median(figure))
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .toList();
        OptionalDouble own = series.median(figure);
        OptionalDouble usual = Statistics.median(all);
        return own.isEmpty() || usual.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Math.abs(own.getAsDouble() - usual.getAsDouble()) <= tolerance * Math.abs(usual.getAsDouble()));
    }

    private static OptionalDouble faster(Series one, Series other) {
        return one.workload().kind().higherIsBetter()
                ? Statistics.medianRatio(one.values(), other.values())
                : Statistics.medianRatio(other.values(), one.values());
    }

    private Optional<Series> ours(Series other) {
        int fewest = settings.threads().stream().mapToInt(count -> count).min().orElse(1);
        int threads = other.contender().threads();
        return find(other.workload(), new Contender(Engine.AE4J, threads == 0 ? fewest : threads));
    }

    private Optional<Series> find(Workload workload, Contender contender) {
        return series.stream()
                .filter(found ->
                        found.workload() == workload && found.contender().equals(contender))
                .findFirst();
    }
}
