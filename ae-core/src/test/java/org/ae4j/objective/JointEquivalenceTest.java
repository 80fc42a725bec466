package org.ae4j.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.ae4j.compile.Optimization;
import org.ae4j.engine.Batch;
import org.ae4j.engine.EngineChoice;
import org.ae4j.engine.Engines;
import org.ae4j.engine.TestNetworks;
import org.ae4j.engine.TrainingEngine;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Preset;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Joint steps of each preset on both engines against DL4J's in double precision, from equal parameters. Each step may add the
 * distance that one step of one network may have in single precision, 1e-5.
 */
class JointEquivalenceTest {
    private static final int ROWS = 33;
    private static final int STEPS = 5;
    private static final double PRECISION = 1e-5;

    static Stream<Arguments> presets() {
        return Stream.of(Preset.values())
                .flatMap(preset -> Stream.of(new Sgd(0.01), new Adam(1e-3))
                        .map(updater -> Arguments.of(preset.label(), small(preset), updater)));
    }

    /** Of the first schema that suits the preset. */
    private static AutoencoderSpec small(Preset preset) {
        return Stream.of(SmallSpecs.TABLE, SmallSpecs.COLOUR, SmallSpecs.SHORT_SEQUENCE)
                .filter(preset::suits)
                .map(schema -> SmallSpecs.small(preset.label(), schema))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0} by {2}")
    @MethodSource("presets")
    void fiveStepsOfBothEnginesStayTogether(String name, AutoencoderSpec spec, IUpdater updater) {
        Optimization optimization = optimization(updater);
        try (var exact = joint(spec, optimization, TestNetworks::dl4j);
                var compiled = joint(spec, optimization, source(EngineChoice.COMPILED, 1));
                var dl4j = joint(spec, optimization, source(EngineChoice.DL4J, 1))) {
            assertThat(compiled.name()).isEqualTo("compiled");
            assertThat(dl4j.name()).isEqualTo("dl4j");
            assertThat(compiled.parameters()).isEqualTo(dl4j.parameters());
            for (int step = 0; step < STEPS; step++) {
                Batch batch = SmallSpecs.batch(spec, step == 3 ? 5 : ROWS, step);
                double loss = inDoubles(() -> exact.step(batch));
                double allowed = (step + 1) * PRECISION;
                for (TrainingEngine engine : new TrainingEngine[] {compiled, dl4j}) {
                    assertThat(engine.step(batch))
                            .as("loss of step %d, %s", step, engine.name())
                            .isCloseTo(loss, within(allowed * Math.abs(loss)));
                    assertThat(distance(engine.parameters(), exact.parameters()))
                            .as("step %d, %s", step, engine.name())
                            .isLessThan(allowed);
                }
            }
            Batch batch = SmallSpecs.batch(spec, ROWS, 9);
            double used = inDoubles(() -> exact.loss(batch));
            assertThat(compiled.loss(batch)).isCloseTo(used, within(STEPS * PRECISION * Math.abs(used)));
            assertThat(dl4j.loss(batch)).isCloseTo(used, within(STEPS * PRECISION * Math.abs(used)));
        }
    }

    @ParameterizedTest(name = "{0} by {2}")
    @MethodSource("presets")
    void theSameSeedGivesTheSameBits(String name, AutoencoderSpec spec, IUpdater updater) {
        for (int threads = 1; threads <= 2; threads++) {
            float[] first = trained(spec, optimization(updater), threads);
            assertThat(trained(spec, optimization(updater), threads)).isEqualTo(first);
        }
    }

    @ParameterizedTest(name = "{0} by {2}")
    @MethodSource("presets")
    void twoThreadsDoWhatOneDoes(String name, AutoencoderSpec spec, IUpdater updater) {
        float[] one = trained(spec, optimization(updater), 1);
        float[] two = trained(spec, optimization(updater), 2);
        assertThat(distance(two, one)).isLessThan(STEPS * PRECISION);
    }

    /** DL4J takes the last step of rows that end early in the default type, whatever the network's own. */
    private static double inDoubles(DoubleSupplier loss) {
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
        try {
            return loss.getAsDouble();
        } finally {
            Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
        }
    }

    private static float[] trained(AutoencoderSpec spec, Optimization optimization, int threads) {
        try (var joint = joint(spec, optimization, source(EngineChoice.COMPILED, threads))) {
            for (int step = 0; step < STEPS; step++) {
                joint.step(SmallSpecs.batch(spec, ROWS, step));
            }
            return joint.parameters();
        }
    }

    private static Optimization optimization(IUpdater updater) {
        return new Optimization(updater, GradientNormalization.None, 1, 3);
    }

    private static JointTraining joint(AutoencoderSpec spec, Optimization optimization, NetworkSource source) {
        return new JointNetworks(spec, optimization, Optional.empty(), source).training(5, 2);
    }

    private static NetworkSource source(EngineChoice choice, int threads) {
        return (configuration, loss, parameters) -> Engines.network(choice, configuration, loss, parameters, threads);
    }

    /** ‖a − b‖ / ‖b‖. */
    private static double distance(float[] a, float[] b) {
        assertThat(a).hasSameSizeAs(b);
        double away = 0;
        double norm = 0;
        for (int i = 0; i < a.length; i++) {
            away += Math.pow(a[i] - (double) b[i], 2);
            norm += Math.pow(b[i], 2);
        }
        assertThat(Arrays.toString(a)).doesNotContain("NaN");
        return Math.sqrt(away / norm);
    }
}
