package org.ae4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.ae4j.train.CosineSchedule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.IUpdater;

/** A rate that is lowered on the way, by each engine. */
class ScaledLearningRateTest {
    static Stream<NetworkCase> cases() {
        Stream<IUpdater> updaters = Stream.concat(
                RandomCases.updaters(null).stream(),
                RandomCases.updaters(new CosineSchedule(0.02, 0.002, 12)).stream());
        return updaters.flatMap(updater -> Stream.of(FixedCases.penalized(), FixedCases.normalized())
                .map(network -> network.withUpdater(updater)));
    }

    private static TrainingEngine dl4j(NetworkCase network) {
        return new Dl4jEngine(network.configuration(DataType.FLOAT), network.parameters(), 1, 1);
    }

    private static TrainingEngine compiled(NetworkCase network) {
        return new CompiledEngine(network.configuration(DataType.FLOAT), network.parameters(), 1, 1);
    }

    /** Four steps at the full rate, four at a quarter, four at an eighth. */
    private static float[] trained(TrainingEngine engine, NetworkCase network, double first, double second) {
        try (engine) {
            for (int step = 0; step < 12; step++) {
                if (step == 4) {
                    engine.scaleLearningRate(first);
                } else if (step == 8) {
                    engine.scaleLearningRate(second);
                }
                engine.step(network.batch(33, step));
            }
            return engine.parameters();
        }
    }

    private static double distance(float[] a, float[] b) {
        return Comparison.distance(Nd4j.createFromArray(a), Nd4j.createFromArray(b));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void bothEnginesTrainTheSameWeights(NetworkCase network) {
        float[] expected = trained(dl4j(network), network, 0.25, 0.5);
        double apart = distance(trained(compiled(network), network, 0.25, 0.5), expected);
        double effect = distance(trained(dl4j(network), network, 1, 1), expected);
        assertThat(apart).isLessThan(1e-5);
        if (!(network.updater() instanceof AdaDelta)) {
            assertThat(effect).as("what lowering changes").isGreaterThan(1e-3);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void bothTellTheLoweredRate(NetworkCase network) {
        try (TrainingEngine dl4j = dl4j(network);
                TrainingEngine compiled = compiled(network)) {
            for (TrainingEngine engine : new TrainingEngine[] {dl4j, compiled}) {
                double before = engine.learningRate();
                engine.scaleLearningRate(0.5);
                engine.scaleLearningRate(0.5);
                if (Double.isNaN(before)) {
                    assertThat(engine.learningRate()).isNaN();
                } else {
                    assertThat(engine.learningRate()).isCloseTo(before / 4, within(1e-15));
                }
            }
        }
    }
}
