package org.ae4j.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Samples;
import org.ae4j.model.Autoencoder;
import org.ae4j.model.Reference;
import org.ae4j.model.RowErrors;
import org.junit.jupiter.api.Test;

/** Every score on {@link LinearModel}, whose code is the first column and whose error is the second. */
class ScoreTest {
    private static final float[][] TRAIN = {{0, 0}, {1, 2}, {2, 0}, {4, 2}};

    @Test
    void errorIsTheMeanSquare() {
        assertThat(score(Score.ERROR, 3, 4)).isEqualTo(16 / 2.0);
    }

    @Test
    void mahalanobisMeasuresTheResidualByItsCovariance() {
        // Residuals (0, −x1): mean (0, −1), variance (0, 1); the ridge is 0.001 of the mean variance 1/2.
        assertThat(score(Score.MAHALANOBIS, 3, 4)).isCloseTo(9 / 1.0005 / 2, within(1e-5));
    }

    @Test
    void neighboursIsTheDistanceOfCodesAndLeavesTrainingRowsOut() {
        assertThat(score(Score.NEIGHBOURS, 3.5f, 9)).isEqualTo(0.5);
        assertThat(score(Score.NEIGHBOURS, 4, 9)).isEqualTo(2);
    }

    @Test
    void combinedIsTheSoftMaximumOfStandardisedLogs() {
        // Errors of the training rows 0, 2, 0, 2: their logs have mean and deviation ln 3 / 2.
        double error = (Math.log(1 + 8) - Math.log(3) / 2) / (Math.log(3) / 2);
        // Distances of the training codes 1, 1, 1, 2; 5 % of four codes is the nearest too.
        double[] logs = {Math.log(1.8), Math.log(1.8), Math.log(1.8), Math.log(2.6)};
        double mean = Arrays.stream(logs).sum() / 4;
        double variance =
                DoubleStream.of(logs).map(l -> (l - mean) * (l - mean)).sum() / 4;
        double distance = (Math.log(1 + 3 / 1.25) - mean) / Math.sqrt(variance);
        assertThat(score(Score.COMBINED, 7, 4))
                .isCloseTo(Math.log(Math.exp(error) + 2 * Math.exp(distance)), within(1e-5));
    }

    @Test
    void softMaximumNeitherOverflowsNorLosesInfinity() {
        assertThat(Scorer.softMaximum(1000, 1000)).isCloseTo(1000 + Math.log(2), within(1e-9));
        assertThat(Scorer.softMaximum(0, Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void noiseAddsItsVarianceToTheError() {
        float[][] rows = new float[4000][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new float[] {i, 0};
        }
        try (Autoencoder model = LinearModel.withNoise(0.6)) {
            // The first column comes back with its noise: a squared error of 0.36 in one of two columns.
            assertThat(Arrays.stream(new RowErrors(model, Samples.of(rows)).corrupted())
                            .average())
                    .hasValueCloseTo(0.36 / 2, within(0.005));
        }
    }

    @Test
    void withoutCodesTheDefaultIsTheErrorAndOthersAreRefused() {
        try (Autoencoder bare = LinearModel.plain();
                Autoencoder model = bare.withReference(Reference.of(bare, Samples.of(TRAIN), 0, 1))) {
            assertThat(Score.defaultFor(model)).isEqualTo(Score.ERROR);
            assertThat(model.reference()).isEmpty();
            assertThatThrownBy(() -> AnomalyDetector.uncalibrated(model, Score.COMBINED))
                    .isInstanceOf(IncompatibleDataException.class)
                    .hasMessage(
                            "the score 'combined' needs at least 2 training codes, the model keeps 0; train with more"
                                    + " reference codes, or choose 'error'");
            assertThatThrownBy(() -> AnomalyDetector.uncalibrated(bare, Score.MAHALANOBIS))
                    .isInstanceOf(IncompatibleDataException.class)
                    .hasMessage(
                            "the score 'mahalanobis' needs the covariance of the training residuals, which the model"
                                    + " does not keep; choose 'error' or 'combined'");
        }
    }

    @Test
    void unknownNamesAreRefused() {
        assertThat(Score.named("neighbours")).isEqualTo(Score.NEIGHBOURS);
        assertThatThrownBy(() -> Score.named("neighbors"))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("there is no score 'neighbors'; did you mean 'neighbours'? (known: error, mahalanobis,"
                        + " neighbours, combined)");
    }

    private static double score(Score score, float... row) {
        try (Autoencoder bare = LinearModel.plain()) {
            Optional<Reference> reference = Reference.of(bare, Samples.of(TRAIN), 10, 1);
            var detector = AnomalyDetector.uncalibrated(bare.withReference(reference), score);
            return detector.detect(Samples.of(new float[][] {row})).scores()[0];
        }
    }
}
