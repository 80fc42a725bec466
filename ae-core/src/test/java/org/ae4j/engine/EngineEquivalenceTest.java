package org.ae4j.engine;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The compiled engine against DL4J on every device, with one thread and two. Fresh networks are drawn by
 * {@code -Dae4j.seeds=FROM-TO} (see CONTRIBUTING); seeds that once failed stay in the list.
 */
class EngineEquivalenceTest {
    /** Drawn once, and those that once disagreed (425, 645, 791: normalisation that loses single precision). */
    private static final long[] SEEDS = {1, 2, 3, 4, 5, 6, 7, 8, 16, 24, 61, 81, 240, 425, 645, 655, 791};

    static Stream<Comparison> fixed() {
        return Stream.concat(FixedCases.all(), SequenceCases.all()).flatMap(EngineEquivalenceTest::onAllDevices);
    }

    static Stream<Comparison> updates() {
        return Stream.concat(FixedCases.updates(), SequenceCases.updates())
                .flatMap(EngineEquivalenceTest::onAllDevices);
    }

    static Stream<Comparison> drawn() {
        String range = System.getProperty("ae4j.seeds");
        List<String> ends = range == null ? List.of() : Arrays.asList(range.split("-"));
        LongStream seeds = range == null
                ? LongStream.of(SEEDS)
                : LongStream.rangeClosed(Long.parseLong(ends.get(0)), Long.parseLong(ends.get(1)));
        return seeds.boxed()
                .flatMap(seed ->
                        Stream.of(RandomCases.network(seed), RandomGrids.network(seed), RandomSequences.network(seed)))
                .flatMap(EngineEquivalenceTest::onAllDevices);
    }

    private static Stream<Comparison> onAllDevices(NetworkCase network) {
        int threads = 1 + (int) Math.floorMod(network.name().hashCode(), 2L);
        return Stream.of(TestDevice.values()).map(device -> new Comparison(device, network, threads));
    }

    @ParameterizedTest
    @MethodSource("fixed")
    void gradientsAreDl4js(Comparison comparison) {
        comparison.assertGradientsAreDl4js(33);
        comparison.assertGradientsAreDl4js(3);
    }

    @ParameterizedTest
    @MethodSource("updates")
    void updatesAreDl4js(Comparison comparison) {
        comparison.assertUpdatesAreDl4js(4);
    }

    @ParameterizedTest
    @MethodSource("updates")
    void tenStepsStayTogether(Comparison comparison) {
        comparison.assertStepsAreDl4js(new int[] {33, 33, 5, 33, 33, 5, 33, 3, 33, 5});
    }

    @ParameterizedTest
    @MethodSource("drawn")
    void drawnNetworksAreDl4js(Comparison comparison) {
        comparison.assertGradientsAreDl4js(RandomCases.rows(comparison.network()));
        comparison.assertUpdatesAreDl4js(3);
    }
}
