package org.ae4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.data.Column;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;
import org.ae4j.train.TrainingResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** What every preset promises, on a table of numbers, a mixed table and images. Tests share one trained model of each. */
class PresetContractTest {
    /** The last batch is smaller than the others for all data. */
    private static final TrainingPlan PLAN = TrainingPlan.defaults()
            .epochs(20)
            .batchSize(16)
            .updater(new Adam(3e-3))
            .threads(1);

    private static final List<Samples> DATA =
            List.of(Samples.sensors(200, 5), mixed(), Samples.glyphs(120, 5), colours(), waves());
    private static final Map<String, TrainingResult> TRAINED = new HashMap<>();

    @TempDir
    Path folder;

    static Stream<Arguments> presetsAndData() {
        return Presets.all().stream()
                .flatMap(preset -> DATA.stream()
                        .filter(data -> preset.suits(data.schema()))
                        .map(data -> Arguments.of(preset.label(), data)));
    }

    @AfterAll
    static void closeModels() {
        TRAINED.values().forEach(result -> result.model().close());
        TRAINED.clear();
    }

    private static TrainingResult shared(String preset, Samples data) {
        return TRAINED.computeIfAbsent(preset + " on " + data.schema().describe(), name -> trained(preset, data));
    }

    private static TrainingResult trained(String preset, Samples data) {
        return Trainer.of(Presets.named(preset, data.schema()), PLAN).fit(data);
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("presetsAndData")
    void learnsWithItsDefaults(String preset, Samples data) {
        assertThat(data.rows() % PLAN.batchSize()).isPositive();
        var history = shared(preset, data).history();
        assertThat(history.epochs()).allMatch(epoch -> Double.isFinite(epoch.trainLoss()));
        assertThat(history.last().trainLoss())
                .isLessThan(history.epochs().get(0).trainLoss());
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("presetsAndData")
    void beatsTheMeanOfItsTrainingRows(String preset, Samples data) {
        Autoencoder model = shared(preset, data).model();
        float[] scaled = model.scaling().transform(data, 0, data.rows());
        float[] back = model.reconstructScaled(scaled, data.rows());
        assertThat(squares(scaled, back)).isLessThan(squares(scaled, means(scaled, data.rows())));
    }

    /** Each row's means of the columns. */
    private static float[] means(float[] scaled, int rows) {
        int width = scaled.length / rows;
        float[] means = new float[scaled.length];
        for (int j = 0; j < width; j++) {
            double sum = 0;
            for (int i = j; i < scaled.length; i += width) {
                sum += scaled[i];
            }
            for (int i = j; i < scaled.length; i += width) {
                means[i] = (float) (sum / rows);
            }
        }
        return means;
    }

    private static double squares(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("presetsAndData")
    void allFormsOfRowsGiveTheSameAnswers(String preset, Samples data) {
        Autoencoder model = shared(preset, data).model();
        int size = data.schema().size();
        int code = model.spec().bottleneck().size();
        float[][] rows = {data.row(0), data.row(1), data.row(2)};
        float[][] codes = model.encode(rows);
        assertThat(codes).hasDimensions(3, code);
        assertThat(model.encode(data.select(0, 1, 2))).isDeepEqualTo(codes);
        assertThat(model.encode(Nd4j.create(rows)).toFloatMatrix()).isDeepEqualTo(codes);
        assertThat(model.encode(rows[1])).containsExactly(codes[1], within(1e-4f));
        float[][] back = model.decode(codes);
        assertThat(back).hasDimensions(3, size);
        assertThat(model.reconstruct(rows)).isDeepEqualTo(back);
        assertThat(model.reconstruct(data.select(0, 1, 2)).row(2)).isEqualTo(back[2]);
        INDArray array = model.decode(model.encode(Nd4j.create(rows)));
        assertThat(array.toFloatMatrix()).isDeepEqualTo(back);
        assertThat(model.toMultiLayerNetwork()
                        .output(Nd4j.create(
                                model.scaling().transform(data, 0, 3),
                                new long[] {3, model.spec().inputs()},
                                'c'))
                        .data()
                        .asFloat())
                .containsExactly(model.reconstructScaled(model.scaling().transform(data, 0, 3), 3), within(1e-5f));
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("presetsAndData")
    void fileGivesBackTheSameModelAndTheSameSeedTheSameBytes(String preset, Samples data) throws IOException {
        Path first = folder.resolve("first.safetensors");
        Path second = folder.resolve("second.safetensors");
        Autoencoder model = shared(preset, data).model().withMetrics(Map.of("testMse", 0.1));
        try (Autoencoder again = trained(preset, data).model().withMetrics(Map.of("testMse", 0.1))) {
            model.save(first);
            again.save(second);
            try (Autoencoder loaded = Autoencoder.load(first)) {
                assertThat(loaded.spec()).isEqualTo(model.spec());
                assertThat(loaded.parameters()).isEqualTo(model.parameters());
                assertThat(loaded.metrics()).isEqualTo(model.metrics());
                assertThat(loaded.provenance()).isEqualTo(model.provenance());
                Reference kept = model.reference().orElseThrow();
                assertThat(kept.rows()).isEqualTo(data.rows());
                assertThat(loaded.reference()).get().usingRecursiveComparison().isEqualTo(kept);
                assertThat(loaded.encode(data)).isDeepEqualTo(model.encode(data));
                assertThat(loaded.reconstruct(data).fingerprint())
                        .isEqualTo(model.reconstruct(data).fingerprint());
            }
        }
        assertThat(first).hasSameBinaryContentAs(second);
        assertThat(Files.size(first)).isPositive();
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("presetsAndData")
    void isSafeForManyThreads(String preset, Samples data) throws Exception {
        Autoencoder model = shared(preset, data).model();
        float[][] expected = model.encode(data);
        var pool = Executors.newFixedThreadPool(8);
        var tasks = new ArrayList<Callable<float[][]>>();
        for (int i = 0; i < 32; i++) {
            tasks.add(() -> model.encode(data));
        }
        for (var answer : pool.invokeAll(tasks)) {
            assertThat(answer.get()).isDeepEqualTo(expected);
        }
        pool.shutdown();
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("presetsAndData")
    void refusesRowsThatAreNotItsOwnAndUseAfterClosing(String preset, Samples data) {
        Autoencoder open = shared(preset, data).model();
        var model = new Autoencoder(open.spec(), open.scaling(), open.parameters(), open.provenance());
        int size = data.schema().size();
        assertThatThrownBy(() -> model.encode(new float[size + 1])).isInstanceOf(IncompatibleDataException.class);
        float[] broken = data.row(0);
        broken[0] = Float.NaN;
        assertThatThrownBy(() -> model.encode(broken))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessageContaining("is NaN; every value must be finite");
        assertThatThrownBy(
                        () -> model.decode(new float[model.spec().bottleneck().size() + 1]))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessageStartingWith("decoder expects codes of ");
        model.close();
        model.close();
        assertThatThrownBy(() -> model.encode(data))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the model is closed");
    }

    private static Samples mixed() {
        Schema schema = Schema.table(
                List.of(Column.numeric("t"), Column.categorical("mode", List.of("off", "on")), Column.numeric("p")));
        float[][] rows = new float[150][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new float[] {i, i % 2, 100 - i * 0.5f};
        }
        return Samples.of(schema, rows);
    }

    /** Images of an odd size: a bright square somewhere on a ground of one of three colours. */
    private static Samples colours() {
        var random = new SplittableRandom(3);
        float[][] rows = new float[150][3 * 7 * 5];
        for (float[] row : rows) {
            Arrays.fill(row, 35 * random.nextInt(3), 35 * 3, 60);
            int at = random.nextInt(5) * 5 + random.nextInt(3);
            for (int i = 0; i < 9; i++) {
                row[at + i / 3 * 5 + i % 3] = 250;
            }
        }
        return Samples.of(Schema.image(3, 7, 5), rows);
    }

    /** Two features that swing in step, at a phase of their own in each row. */
    private static Samples waves() {
        var random = new SplittableRandom(4);
        float[][] rows = new float[150][2 * 10];
        for (float[] row : rows) {
            double phase = 2 * Math.PI * random.nextDouble();
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) (i % 2 == 0 ? Math.sin(phase + i / 3.0) : 5 + Math.cos(phase + i / 3.0));
            }
        }
        return Samples.of(Schema.sequence(List.of("x", "y"), 10), rows);
    }
}
