package org.ae4j.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import org.ae4j.TestData;
import org.ae4j.data.Samples;
import org.ae4j.data.Split;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.Presets;
import org.ae4j.spec.Scaling;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;
import org.junit.jupiter.api.Test;

/** Ten labels per class on scikit-learn's digits, the encoder having seen the training rows without labels. */
class DigitsTransferTest {
    @Test
    void fewLabelsAreEnough() {
        Samples digits = Samples.csv(TestData.require("sklearn/digits.csv.gz")).label("last");
        var parts = digits.split(Split.train(.7).test(.3).stratified().seed(1));
        Samples few = parts.train().perLabel(10, 1);
        var spec = Presets.denoising(digits.schema())
                .scaling(Scaling.divide(16))
                .hidden(128)
                .code(32);
        try (Autoencoder model = Trainer.of(spec, TrainingPlan.defaults().epochs(30))
                        .fit(parts.train().withoutLabels())
                        .model();
                PretrainedEncoder encoder = PretrainedEncoder.of(model);
                Classifier tuned = encoder.fineTune().fit(few).model();
                Classifier frozen =
                        encoder.fineTune().freeze(Freeze.all()).fit(few).model();
                Classifier scratch = encoder.fineTune().fromScratch().fit(few).model()) {
            // Chance is 0.1. One run: fine-tuned 0.926, frozen 0.913, from scratch 0.933: 8×8 digits need no
            // pretraining.
            assertThat(tuned.accuracy(parts.test())).isGreaterThan(0.8);
            assertThat(frozen.accuracy(parts.test())).isGreaterThan(0.7);
            assertThat(scratch.accuracy(parts.test())).isGreaterThan(0.7);
        }
    }
}
