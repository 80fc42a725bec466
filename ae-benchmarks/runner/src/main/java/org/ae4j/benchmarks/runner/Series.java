package org.ae4j.benchmarks.runner;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.ae4j.benchmarks.Measurement;
import org.ae4j.benchmarks.Workload;

/**
 * What a contender did on a workload.
 *
 * @param outcomes one a round
 */
record Series(Workload workload, Contender contender, List<Outcome> outcomes) {
    Series {
        outcomes = List.copyOf(outcomes);
    }

    /** One value a round, null where the process failed. */
    List<Double> values() {
        return outcomes.stream().map(Outcome::value).toList();
    }

    /** The median over rounds of another figure of the measurement; empty where none has it. */
    OptionalDouble median(Function<Measurement, ? extends Number> figure) {
        return Statistics.median(outcomes.stream()
                .map(Outcome::measurement)
                .filter(Objects::nonNull)
                .map(figure)
                .filter(Objects::nonNull)
                .map(Number::doubleValue)
                .toList());
    }
}
