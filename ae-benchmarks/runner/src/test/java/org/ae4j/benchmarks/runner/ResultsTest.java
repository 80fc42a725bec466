package org.ae4j.benchmarks.runner;

import static org.ae4j.benchmarks.runner.Samples.results;
import static org.ae4j.benchmarks.runner.Samples.series;
import static org.ae4j.benchmarks.runner.Samples.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.ae4j.benchmarks.Measurement;
import org.ae4j.benchmarks.Workload;
import org.junit.jupiter.api.Test;

class ResultsTest {
    private final Series ours = series(Workload.A128, Engine.AE4J, 1, 300, 600);
    private final Series oursOnTwo = series(Workload.A128, Engine.AE4J, 2, 450, 900);
    private final Series djl = series(Workload.A128, Engine.DJL, 1, 100, 200);
    private final Series djlOnTwo = series(Workload.A128, Engine.DJL, 2, 90, 180);
    private final Series dl4j = series(Workload.A128, Engine.DL4J, 0, 30, 60);
    private final Results results = results(settings(2, 1), ours, oursOnTwo, djl, djlOnTwo, dl4j);

    @Test
    void ratioComparesEqualNumbersOfThreads() {
        assertThat(results.ratio(djl)).hasValue(3);
        assertThat(results.ratio(djlOnTwo)).hasValue(5);
    }

    @Test
    void anEngineThatChoosesItsThreadsIsHeldAgainstOurFewest() {
        assertThat(results.ratio(dl4j)).hasValue(10);
    }

    @Test
    void ratioOfTimesIsTurnedRound() {
        Series job = series(Workload.JOB, Engine.AE4J, 1, 2, 2);
        Series slow = series(Workload.JOB, Engine.DJL, 1, 6, 6);

        assertThat(results(settings(1), job, slow).ratio(slow)).hasValue(3);
    }

    @Test
    void oursHasNoRatioAndAPeerWithoutOursNeither() {
        assertThat(results.ratio(ours)).isEmpty();
        assertThat(results(settings(1), djl).ratio(djl)).isEmpty();
    }

    @Test
    void moreThreadsAreHeldAgainstOneOfTheSameEngine() {
        assertThat(results.againstOneThread(oursOnTwo)).hasValue(1.5);
        assertThat(results.againstOneThread(djlOnTwo)).hasValue(.9);
        assertThat(results.againstOneThread(ours)).isEmpty();
        assertThat(results.againstOneThread(dl4j)).isEmpty();
    }

    @Test
    void shareIsOfTheBestRateTimesTheCores() {
        double flop = Workload.A128.network().trainingFlop();

        assertThat(results.share(ours).orElseThrow()).isCloseTo(450 * flop / 2e11, within(1e-12));
        assertThat(results.share(oursOnTwo).orElseThrow()).isCloseTo(675 * flop / 4e11, within(1e-12));
        assertThat(results.share(dl4j).orElseThrow()).isCloseTo(45 * flop / 4e11, within(1e-12));
    }

    @Test
    void anEngineThatLearntSomethingElseIsFound() {
        var outcome = new Outcome(new Measurement(1e6, 100, .085, .0005, .08, null), null);
        var odd = new Series(Workload.A128, new Contender(Engine.TENSORFLOW, 1), List.of(outcome));
        Results with = results(settings(1), ours, djl, odd);

        assertThat(with.agrees(ours)).contains(true);
        assertThat(with.agrees(odd)).contains(false);
    }

    @Test
    void whatFailedInEveryRoundAgreesWithNobody() {
        var failed = new Series(
                Workload.A128,
                new Contender(Engine.TENSORFLOW, 1),
                List.of(Outcome.failed("no"), Outcome.failed("no")));

        assertThat(results(settings(1), ours, failed).agrees(failed)).isEmpty();
    }
}
