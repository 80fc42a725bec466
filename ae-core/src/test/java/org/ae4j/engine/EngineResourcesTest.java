package org.ae4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;

/** What the compiled engine takes and gives back: heap, native memory, threads. */
class EngineResourcesTest {
    private static final int ROWS = 33;

    private final NetworkCase network = FixedCases.penalized().withUpdater(new Adam(1e-3));
    private final float[] parameters = network.parameters();
    private final Batch batch = network.batch(ROWS, 0);

    /** What remains are the step's update rules, one for each way in which parameters are moved. */
    @ParameterizedTest
    @EnumSource(names = {"FASTEST", "PLAIN_JAVA"})
    void stepsAllocateNextToNothingOnTheHeap(TestDevice device) {
        assertStepsAllocateNextToNothing(device, FixedCases.normalized());
        assertStepsAllocateNextToNothing(device, FixedCases.fixedNormalization());
        assertStepsAllocateNextToNothing(device, GridCases.whole(GridCases.dropped()));
        assertStepsAllocateNextToNothing(device, GridCases.whole(GridCases.pooled()));
    }

    private static void assertStepsAllocateNextToNothing(TestDevice device, NetworkCase network) {
        NetworkCase usual = network.withUpdater(new Adam(1e-3));
        Batch rows = usual.batch(3, 0);
        try (var engine = device.engine(usual, usual.parameters(), 1)) {
            repeat(10_000, () -> engine.step(rows)); // until the JIT compiler keeps small objects off the heap
            long before = allocated();
            repeat(1000, () -> engine.step(rows));
            assertThat((allocated() - before) / 1000).isLessThanOrEqualTo(512);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FASTEST", "PLAIN_JAVA"})
    void stepsOfSequencesAllocateNextToNothingOnTheHeap(TestDevice device) {
        NetworkCase usual = SequenceCases.bidirectionalAutoencoder().withUpdater(new Adam(1e-3));
        Batch rows = usual.batch(ROWS, 0);
        try (var engine = device.engine(usual, usual.parameters(), 1)) {
            repeat(10_000, () -> engine.step(rows)); // as above
            long before = allocated();
            repeat(300, () -> engine.step(rows));
            assertThat((allocated() - before) / 300).isLessThanOrEqualTo(512);
        }
    }

    @Test
    void forwardPassesAllocateNothingButTheirResult() {
        try (var forward = new CompiledForward(network.configuration(DataType.FLOAT), parameters)) {
            float[] output = new float[ROWS * network.outputs()];
            repeat(20_000, () -> forward.apply(batch.input(), ROWS, output));
            long before = allocated();
            repeat(1000, () -> forward.apply(batch.input(), ROWS, output));
            assertThat((allocated() - before) / 1000).isLessThanOrEqualTo(64);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void tenThousandStepsTakeNoMoreNativeMemory() throws IOException {
        try (var engine = TestDevice.FASTEST.engine(network, parameters, 2)) {
            repeat(10_000, () -> engine.step(batch));
            System.gc(); // so that the heap's pages in use are used again
            long bytes = Pointer.totalBytes();
            long count = Pointer.totalCount();
            long resident = residentBytes();
            repeat(10_000, () -> engine.step(batch));
            assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(bytes);
            assertThat(Pointer.totalCount()).isLessThanOrEqualTo(count);
            // Room for the JIT compiler and the collector; one buffer of a layer lost each step would be 9 MB.
            assertThat(residentBytes() - resident).isLessThan(10_000L * ROWS * 7 * Float.BYTES);
        }
    }

    @Test
    void closingFreesTheNativeMemoryOfSequences() {
        NetworkCase sequences = SequenceCases.bidirectionalAutoencoder();
        Batch rows = sequences.batch(ROWS, 0);
        float[] start = sequences.parameters();
        long before = Pointer.totalBytes();
        for (int i = 0; i < 20; i++) {
            var engine = TestDevice.FASTEST.engine(sequences, start, 2);
            engine.step(rows);
            engine.close();
        }
        // As below; one buffer of gates alone would be 20 · 4 · 4 · 33 · 4 numbers.
        assertThat(Pointer.totalBytes() - before).isLessThan(20L * start.length * Float.BYTES * 4);
    }

    @Test
    void closingFreesNativeMemory() {
        long before = Pointer.totalBytes();
        for (int i = 0; i < 20; i++) {
            var engine = TestDevice.FASTEST.engine(network, parameters, 2);
            engine.step(batch);
            engine.close();
        }
        // What ND4J's own arrays of the construction leave to the collector.
        assertThat(Pointer.totalBytes() - before).isLessThan(20L * parameters.length * Float.BYTES * 4);
    }

    /** Convolutions of the library are made once for a number of rows. */
    @Test
    void stepsOverGridsTakeNoMoreNativeMemory() {
        NetworkCase grids = GridCases.whole(GridCases.wide()).withUpdater(new Adam(1e-3));
        List<Batch> batches = List.of(grids.batch(ROWS, 0), grids.batch(7, 1));
        try (var engine = TestDevice.FASTEST.engine(grids, grids.parameters(), 2)) {
            batches.forEach(engine::step);
            long bytes = Pointer.totalBytes();
            long count = Pointer.totalCount();
            repeat(50, () -> batches.forEach(engine::step));
            assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(bytes);
            assertThat(Pointer.totalCount()).isLessThanOrEqualTo(count);
        }
    }

    @Test
    void closedEngineRefusesEverything() {
        var engine = TestDevice.FASTEST.engine(network, parameters, 2);
        engine.step(batch);
        engine.close();
        engine.close();
        List<Runnable> uses = List.of(
                () -> engine.step(batch),
                () -> engine.loss(batch),
                () -> engine.backward(batch),
                () -> engine.update(ROWS),
                () -> engine.inputGradient(batch),
                engine::parameters,
                engine::network);
        for (Runnable use : uses) {
            assertThatThrownBy(use::run)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the engine is closed");
        }
    }

    @Test
    void closedForwardPassRefusesInput() {
        var forward = new CompiledForward(network.configuration(DataType.FLOAT), parameters);
        forward.apply(batch.input(), ROWS);
        forward.close();
        forward.close();
        assertThatThrownBy(() -> forward.apply(batch.input(), ROWS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the model is closed");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void sameSeedAndThreadsGiveTheSameBits(int threads) {
        for (NetworkCase network : List.of(
                FixedCases.dropped(),
                GridCases.whole(GridCases.dropped()),
                GridCases.whole(GridCases.normalized()),
                SequenceCases.dropped())) {
            assertThat(trained(network, threads)).isEqualTo(trained(network, threads));
        }
    }

    private static float[] trained(NetworkCase network, int threads) {
        NetworkCase dropped = network.withUpdater(new Adam(1e-2));
        try (var engine = TestDevice.FASTEST.engine(dropped, dropped.parameters(), threads)) {
            for (int step = 0; step < 200; step++) {
                engine.step(dropped.batch(step % 3 == 0 ? 7 : ROWS, step));
            }
            return engine.parameters();
        }
    }

    @Test
    void forwardPassesOfEightThreadsAreThoseOfOne() throws InterruptedException, ExecutionException {
        assertPassesOfEightThreadsAreThoseOfOne(network);
        assertPassesOfEightThreadsAreThoseOfOne(GridCases.whole(GridCases.wide()));
    }

    private static void assertPassesOfEightThreadsAreThoseOfOne(NetworkCase one)
            throws InterruptedException, ExecutionException {
        var threads = Executors.newFixedThreadPool(8);
        try (var forward = new CompiledForward(one.configuration(DataType.FLOAT), one.parameters())) {
            List<Batch> batches = IntStream.range(0, 64)
                    .mapToObj(i -> one.batch(1 + 13 * (i % 30), i))
                    .toList();
            List<float[]> expected = batches.stream()
                    .map(batch -> forward.apply(batch.input(), batch.rows()))
                    .toList();
            for (int round = 0; round < 10; round++) {
                List<Callable<float[]>> calls = batches.stream()
                        .<Callable<float[]>>map(batch -> () -> forward.apply(batch.input(), batch.rows()))
                        .toList();
                List<Future<float[]>> found = threads.invokeAll(calls);
                for (int i = 0; i < calls.size(); i++) {
                    assertThat(found.get(i).get()).isEqualTo(expected.get(i));
                }
            }
        } finally {
            threads.shutdown();
        }
    }

    private static void repeat(int times, Runnable action) {
        for (int i = 0; i < times; i++) {
            action.run();
        }
    }

    private static long allocated() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    private static long residentBytes() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(text -> text.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow();
        return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
    }
}
