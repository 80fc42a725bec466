package org.ae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.ae4j.IncompatibleDataException;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.data.Column;
import org.ae4j.data.Imputation;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.model.Autoencoder;
import org.ae4j.model.FittedScaling;
import org.ae4j.model.Provenance;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Presets;
import org.junit.jupiter.api.Test;

class ReconstructionTest {
    private static final Column LEVEL = Column.numeric("level");
    private static final Column KIND = Column.categorical("kind", List.of("a", "b", "c", "d"));

    /** Without weights every standardised number comes back as 0 and every category with the same probability. */
    @Test
    void numbersAndCategoriesCountAsTheNetworkSeesThem() {
        Samples samples =
                Samples.of(Schema.table(List.of(LEVEL, KIND)), new float[][] {{0, 0}, {4, 3}, {0, 2}, {4, 2}});
        try (Autoencoder model = withoutWeights(samples)) {
            Reconstruction result = Reconstruction.of(model, samples);
            double category = (0.75 * 0.75 + 3 * 0.25 * 0.25) / 4;
            assertThat(result.featureErrors()).containsExactly(new double[] {1, category}, within(1e-6));
            assertThat(result.mse()).isCloseTo((1 + 4 * category) / 5, within(1e-6));
            assertThat(result.rowErrors()).hasSize(4).containsOnly(new double[] {result.mse()}, within(1e-6));
            assertThat(result.mseRaw()).hasValueCloseTo(4.0, within(1e-6));
        }
    }

    @Test
    void categoriesAloneHaveNoRawError() {
        Samples samples = Samples.of(Schema.table(List.of(KIND)), new float[][] {{0}, {1}});
        try (Autoencoder model = withoutWeights(samples)) {
            assertThat(Reconstruction.of(model, samples).mseRaw()).isEmpty();
        }
    }

    @Test
    void everyRowOfManyChunksHasItsOwnError() {
        Samples samples = Samples.blobs(2 * Reconstruction.CHUNK + 7, 3, 4, 1, 1);
        try (Autoencoder model = withoutWeights(samples)) {
            double[] errors = Reconstruction.of(model, samples).rowErrors();
            assertThat(errors).hasSize(samples.rows());
            for (int i = 0; i < errors.length; i++) {
                double row = Reconstruction.of(model, samples.select(i)).mse();
                assertThat(errors[i]).as("row %d", i).isCloseTo(row, within(1e-6));
            }
        }
    }

    @Test
    void meanOfRowsAndMeanOfColumnsAreTheWhole() {
        Samples samples = Samples.blobs(500, 3, 4, 1, 1);
        try (Autoencoder model = withoutWeights(samples)) {
            Reconstruction result = Reconstruction.of(model, samples.select(1, 5, 9));
            assertThat(Arrays.stream(result.rowErrors()).average()).hasValueCloseTo(result.mse(), within(1e-9));
            assertThat(Arrays.stream(result.featureErrors()).average()).hasValueCloseTo(result.mse(), within(1e-9));
        }
    }

    @Test
    void columnsInAnotherOrderAreTheSame() {
        float[][] rows = {{0, 1}, {4, 8}, {2, 2}};
        float[][] swapped = {{1, 0}, {8, 4}, {2, 2}};
        Samples samples = Samples.of(List.of("a", "b"), rows);
        try (Autoencoder model = withoutWeights(samples)) {
            assertThat(Reconstruction.of(model, Samples.of(List.of("b", "a"), swapped))
                            .featureErrors())
                    .isEqualTo(Reconstruction.of(model, samples).featureErrors());
        }
    }

    /** Without weights what comes back is the mean, and every category with the same probability. */
    @Test
    void missingCellsAreMeasuredNowhere() {
        Samples samples = Samples.of(
                Schema.table(List.of(LEVEL, KIND)),
                new float[][] {{0, Float.NaN}, {4, 3}, {Float.NaN, Float.NaN}},
                Imputation.keep());
        try (Autoencoder model = withoutWeights(samples)) {
            Reconstruction result = Reconstruction.of(model, samples);
            double category = (0.75 * 0.75 + 3 * 0.25 * 0.25) / 4;
            assertThat(result.featureErrors()).containsExactly(new double[] {1, category}, within(1e-6));
            assertThat(result.mse()).isCloseTo((2 + 4 * category) / 6, within(1e-6));
            assertThat(result.rowErrors()).containsExactly(new double[] {1, (1 + 4 * category) / 5, 0}, within(1e-6));
            assertThat(result.mseRaw()).hasValueCloseTo(4.0, within(1e-6));
            assertThatThrownBy(() -> Reconstruction.of(model, samples.select(2)))
                    .isInstanceOf(IncompatibleDataException.class)
                    .hasMessage("an error is measured on cells that are there, but every cell of array is missing");
        }
    }

    @Test
    void noRowsAreRefused() {
        Samples samples = Samples.blobs(10, 3, 4, 1, 1);
        try (Autoencoder model = withoutWeights(samples)) {
            assertThatThrownBy(() -> Reconstruction.of(model, samples.select()))
                    .isInstanceOf(IncompatibleDataException.class)
                    .hasMessage("an error is measured on at least 1 row, found none in blobs");
        }
    }

    private static Autoencoder withoutWeights(Samples train) {
        AutoencoderSpec spec = Presets.dense(train.schema()).hidden(4).code(1);
        var plan = new NetworkPlan(spec);
        long size = NetworkPlan.parameterCount(plan.encoder()) + NetworkPlan.parameterCount(plan.decoder());
        var provenance = new Provenance(train.fingerprint(), train.rows(), "{}", "none", "");
        return new Autoencoder(spec, FittedScaling.fit(spec.scaling(), train), new float[(int) size], provenance);
    }
}
