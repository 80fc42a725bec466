package org.ae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Imputation;
import org.ae4j.data.Samples;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.Knowledge;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;

class LikelihoodBoundTest {
    private static final LinearGaussian ROUGH = new LinearGaussian(0.1, 0.5);

    /** With the exact posterior p(x, z) / q(z|x) is p(x) whatever z is. */
    @Test
    void theExactPosteriorGivesTheExactLikelihoodByAnySample() {
        try (Autoencoder model = LinearGaussian.exact().model();
                Autoencoder learned = LinearGaussian.exact().learned()) {
            for (int seed = 0; seed < 5; seed++) {
                assertThat(bound(model, 1, seed).importanceWeighted())
                        .isCloseTo(LinearGaussian.logLikelihood(), within(1e-5));
                assertThat(bound(learned, 3, seed).importanceWeighted())
                        .isCloseTo(LinearGaussian.logLikelihood(), within(1e-5));
            }
        }
    }

    @Test
    void theLowerBoundIsBelowByTheDivergenceOfThePosteriors() {
        try (Autoencoder model = ROUGH.model()) {
            var elbos = over(400, model, 1, LikelihoodBound::elbo);
            assertIsMeanOf(LinearGaussian.logLikelihood() - ROUGH.gap(), elbos);
        }
    }

    @Test
    void oneImportanceSampleIsTheLowerBoundInExpectation() {
        try (Autoencoder model = ROUGH.model()) {
            assertIsMeanOf(0, over(400, model, 1, bound -> bound.importanceWeighted() - bound.elbo()));
        }
    }

    @Test
    void moreImportanceSamplesComeNearerToTheLikelihoodFromBelow() {
        double exact = LinearGaussian.logLikelihood();
        try (Autoencoder model = new LinearGaussian(0.3, 1).model()) {
            double one =
                    over(400, model, 1, LikelihoodBound::importanceWeighted).getMean();
            double five =
                    over(400, model, 5, LikelihoodBound::importanceWeighted).getMean();
            double thirty =
                    over(400, model, 30, LikelihoodBound::importanceWeighted).getMean();
            assertThat(one).isLessThan(five);
            assertThat(five).isLessThan(thirty);
            assertThat(thirty).isLessThan(exact);
            assertIsMeanOf(exact, over(10, model, 5000, LikelihoodBound::importanceWeighted));
        }
    }

    @Test
    void partsAddUpAndTheDivergenceIsTheFormula() {
        try (Autoencoder model = ROUGH.model()) {
            var bound = bound(model, 4, 1);
            assertThat(bound.elbo()).isEqualTo(bound.reconstruction() - bound.kl());
            double kl = 0;
            for (float[] row : model.variational().posterior(LinearGaussian.rows())) {
                for (int j = 0; j < 2; j++) {
                    double variance = Math.exp(row[2 + j]);
                    kl += (row[j] * row[j] + variance - 1 - Math.log(variance)) / 2 / 5;
                }
            }
            assertThat(bound.kl()).isCloseTo(kl, within(1e-6));
            assertThat(bound.samples()).isEqualTo(4);
            assertThat(bound.rows()).isEqualTo(5);
        }
    }

    @Test
    void aConditionalModelIsToldTheClass() {
        Samples rows = LinearGaussian.rows().labels("state", List.of("a", "b", "b", "a", "b"));
        var spec = LinearGaussian.spec().knowledge(Knowledge.none().conditionedOn(List.of("a", "b")));
        double exact = IntStream.range(0, 5)
                .mapToDouble(i ->
                        LinearGaussian.logLikelihood(rows.row(i), rows.label(i).equals("a") ? 0.25 : -1))
                .average()
                .orElseThrow();
        try (Autoencoder model = LinearGaussian.exact().conditional(spec, List.of(0.25, -1.0))) {
            assertThat(LikelihoodBound.of(model, rows, 2, 1).importanceWeighted())
                    .isCloseTo(exact, within(1e-5));
        }
    }

    @Test
    void missingCellsDoNotCount() {
        float[][] cells = {{0.5f, Float.NaN, 1}, {0, 0, Float.NaN}};
        Samples rows = Samples.of(LinearGaussian.rows().schema(), cells, Imputation.keep());
        double exact = (LinearGaussian.logLikelihood(cells[0], 0) + LinearGaussian.logLikelihood(cells[1], 0)) / 2;
        var bounds = new SummaryStatistics();
        try (Autoencoder model = new LinearGaussian(0, 2).model()) {
            for (int seed = 0; seed < 10; seed++) {
                bounds.addValue(LikelihoodBound.of(model, rows, 5000, seed).importanceWeighted());
            }
        }
        assertIsMeanOf(exact, bounds);
    }

    @Test
    void trainedModelsHaveFiniteBoundsThatAreTheSameForTheSameSeed() {
        for (Samples data : List.of(Samples.sensors(700, 5), Samples.glyphs(600, 5))) {
            var plan = TrainingPlan.defaults().epochs(3);
            try (Autoencoder model = Trainer.of(Presets.variational(data.schema()), plan)
                    .fit(data)
                    .model()) {
                var bound = LikelihoodBound.of(model, data, 3, 7);
                assertThat(bound.elbo()).isFinite().isLessThan(bound.importanceWeighted());
                assertThat(bound.kl()).isPositive();
                assertThat(LikelihoodBound.of(model, data, 3, 7)).isEqualTo(bound);
                assertThat(LikelihoodBound.of(model, data, 3, 8)).isNotEqualTo(bound);
            }
        }
    }

    @Test
    void modelsWithoutAPosteriorAreRefused() {
        Samples data = Samples.sensors(50, 5);
        var plan = TrainingPlan.defaults().epochs(1);
        try (Autoencoder model =
                Trainer.of(Presets.dense(data.schema()), plan).fit(data).model()) {
            assertThatThrownBy(() -> LikelihoodBound.of(model, data, 1, 1))
                    .isInstanceOf(InvalidSpecException.class)
                    .hasMessage("the model's code is plain; only a variational one has a posterior");
        }
    }

    @Test
    void noRowsAndNoSamplesAreRefused() {
        try (Autoencoder model = LinearGaussian.exact().model()) {
            Samples rows = LinearGaussian.rows();
            assertThatThrownBy(() -> LikelihoodBound.of(model, rows, 0, 1))
                    .isInstanceOf(IncompatibleDataException.class)
                    .hasMessage("a bound needs at least 1 sample of each row's code, found 0");
            assertThatThrownBy(() -> LikelihoodBound.of(model, rows.select(), 1, 1))
                    .isInstanceOf(IncompatibleDataException.class)
                    .hasMessage("a bound is measured on at least 1 row, found none in " + rows.source());
        }
    }

    private static LikelihoodBound bound(Autoencoder model, int k, long seed) {
        return LikelihoodBound.of(model, LinearGaussian.rows(), k, seed);
    }

    private static SummaryStatistics over(
            int seeds, Autoencoder model, int k, ToDoubleFunction<LikelihoodBound> figure) {
        var statistics = new SummaryStatistics();
        for (int seed = 0; seed < seeds; seed++) {
            statistics.addValue(figure.applyAsDouble(bound(model, k, seed)));
        }
        return statistics;
    }

    /** Within four standard errors of what was found. */
    private static void assertIsMeanOf(double expected, SummaryStatistics figures) {
        double error = figures.getStandardDeviation() / Math.sqrt(figures.getN());
        assertThat(error).isPositive();
        assertThat(figures.getMean()).isCloseTo(expected, within(4 * error));
    }
}
