package org.ae4j.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.ae4j.InvalidSpecException;
import org.ae4j.engine.EngineChoice;
import org.ae4j.file.Tensor;
import org.ae4j.spec.Presets;
import org.ae4j.train.TrainingPlan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Sgd;

class BlockRatesTest {
    private static final List<String> BLOCKS = List.of("encoder0", "encoder1", "code");
    private static PretrainedEncoder encoder;

    @BeforeAll
    static void train() {
        encoder = Fixtures.encoder(
                Presets.dense(Fixtures.blobs().schema()).hidden(8, 6).code(4));
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    @Test
    void factorsByBlock() {
        assertThat(BlockRates.same().factors(BLOCKS)).containsExactly(1.0, 1.0, 1.0);
        assertThat(BlockRates.encoder(0.1).factors(BLOCKS)).containsExactly(0.1, 0.1, 0.1);
        assertThat(BlockRates.of(0.1, 0.2, 0.5).factors(BLOCKS)).containsExactly(0.1, 0.2, 0.5);
        assertThat(BlockRates.falling(2).factors(BLOCKS)).containsExactly(0.125, 0.25, 0.5);
    }

    @ParameterizedTest
    @EnumSource(EngineChoice.class)
    void eachBlockMovesAtItsRate(EngineChoice engine) {
        // One step of Sgd is the gradient times the rate.
        TrainingPlan plan = TrainingPlan.defaults()
                .epochs(1)
                .batchSize(90)
                .threads(1)
                .updater(new Sgd(0.1))
                .engine(engine);
        double[] factors = {4, 0.5, 2};
        FineTuning<Classifier> tuning = encoder.fineTune().plan(plan);
        List<Tensor> plain = tensors(tuning);
        List<Tensor> scaled = tensors(tuning.rates(BlockRates.of(factors)));
        List<Tensor> before = encoder.tensors();
        for (int i = 0; i < plain.size(); i++) {
            double factor = i < before.size() ? factors[i / 2] : 1;
            for (int j = 0; i < before.size() && j < plain.get(i).values().length; j++) {
                float start = before.get(i).values()[j];
                assertThat(scaled.get(i).values()[j] - start)
                        .as(plain.get(i).name())
                        .isCloseTo((float) (factor * (plain.get(i).values()[j] - start)), within(2e-6f));
            }
        }
        assertThat(scaled.get(6).values()).isEqualTo(plain.get(6).values()); // the head's weights
        assertThat(plain.get(0).values()[0]).isNotEqualTo(before.get(0).values()[0]);
    }

    @Test
    void adaGradHasRatesByBlockToo() {
        TrainingPlan plan =
                TrainingPlan.defaults().epochs(1).batchSize(90).threads(1).updater(new AdaGrad(1e-2));
        FineTuning<Classifier> tuning = encoder.fineTune().plan(plan);
        assertThat(tensors(tuning.rates(BlockRates.encoder(1e-30))).get(0).values())
                .isEqualTo(encoder.tensors().get(0).values());
        assertThat(tensors(tuning).get(0).values())
                .isNotEqualTo(encoder.tensors().get(0).values());
    }

    private static List<Tensor> tensors(FineTuning<Classifier> tuning) {
        try (Classifier classifier = tuning.fit(Fixtures.blobs()).model()) {
            return classifier.tensors();
        }
    }

    @Test
    void anotherCountOfFactorsIsRefused() {
        assertThatThrownBy(() -> encoder.fineTune().rates(BlockRates.of(0.1, 1)).fit(Fixtures.blobs()))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage(
                        "rates by block need a factor for each of the encoder's 3 (encoder0, encoder1, code), found 2");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void aFactorThatIsNoneIsRefused(double factor) {
        assertThatThrownBy(() -> BlockRates.of(1, factor))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("a factor on a block's rate is finite and above 0, found " + factor
                        + "; to keep a block, freeze it");
    }

    @Test
    void anUpdaterWithoutARateIsRefused() {
        TrainingPlan plan = TrainingPlan.defaults().updater(new AdaDelta());
        assertThatThrownBy(() -> encoder.fineTune()
                        .plan(plan)
                        .rates(BlockRates.encoder(0.1))
                        .fit(Fixtures.blobs()))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("rates by block scale the learning rate, and AdaDelta has none; choose another updater");
    }
}
