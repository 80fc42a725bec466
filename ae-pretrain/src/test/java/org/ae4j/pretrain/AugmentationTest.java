package org.ae4j.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Samples;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.Corruption;
import org.ae4j.spec.Penalties;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.learning.config.Sgd;

class AugmentationTest {
    private static final Samples GLYPHS = Samples.glyphs(60, 2);
    private static final TrainingPlan PLAN = Fixtures.plan().epochs(2).threads(1);
    private static PretrainedEncoder encoder;

    @BeforeAll
    static void train() {
        var spec = Presets.dense(GLYPHS.schema()).hidden(16).code(8);
        try (Autoencoder model = Trainer.of(spec, PLAN).fit(GLYPHS).model()) {
            encoder = PretrainedEncoder.of(model);
        }
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    static Stream<Corruption> augmentations() {
        return Stream.of(
                Corruption.affine(),
                Corruption.gaussian(0.3),
                Corruption.masking(0.2),
                Corruption.affine().then(Corruption.gaussian(0.1)));
    }

    @ParameterizedTest
    @MethodSource("augmentations")
    void theSeedFixesWhatIsDrawn(Corruption augmentation) {
        for (Freeze freeze : new Freeze[] {Freeze.none(), Freeze.firstBlocks(1), Freeze.all()}) {
            FineTuning<Classifier> plain = encoder.fineTune().freeze(freeze).plan(PLAN);
            float[][] augmented = probabilities(plain.augment(augmentation));
            assertThat(probabilities(plain.augment(augmentation))).isDeepEqualTo(augmented);
            assertThat(probabilities(plain)[0]).isNotEqualTo(augmented[0]);
        }
    }

    @Test
    void fromScratchKeepsTheAugmentationAndThePenalties() {
        FineTuning<Classifier> scratch = encoder.fineTune()
                .augment(Corruption.affine())
                .penalties(Penalties.none().weightDecay(0.1))
                .fromScratch();
        assertThat(scratch.recipe().augmentation()).isEqualTo(Corruption.affine());
        assertThat(scratch.recipe().penalties().weightDecay()).isEqualTo(0.1);
        assertThat(probabilities(scratch.plan(PLAN))[0])
                .isNotEqualTo(probabilities(encoder.fineTune()
                        .penalties(Penalties.none().weightDecay(0.1))
                        .fromScratch()
                        .plan(PLAN))[0]);
    }

    @Test
    void validationRowsStayAsTheyAre() {
        TrainingPlan standing = PLAN.epochs(1).updater(new Sgd(1e-30));
        FineTuning<Classifier> plain = encoder.fineTune()
                .freeze(Freeze.firstBlocks(1))
                .head(Head.softmax().batchNorm(false))
                .plan(standing);
        FineTuned<Classifier> clean = plain.fit(GLYPHS, GLYPHS);
        FineTuned<Classifier> augmented = plain.augment(Corruption.affine()).fit(GLYPHS, GLYPHS);
        assertThat(augmented.history().last().validationLoss())
                .isEqualTo(clean.history().last().validationLoss());
        assertThat(augmented.history().last().trainLoss())
                .isNotEqualTo(clean.history().last().trainLoss());
        clean.model().close();
        augmented.model().close();
    }

    @Test
    void weightDecayShrinksWhatIsTrained() {
        // Sgd: each step takes rate · decay off every weight, whatever the gradient.
        TrainingPlan plan = PLAN.epochs(1).batchSize(60).updater(new Sgd(1e-6));
        FineTuning<Classifier> tuning = encoder.fineTune().plan(plan);
        float[] before = encoder.parameters();
        try (Classifier decayed = tuning.penalties(Penalties.none().weightDecay(1e5))
                        .fit(GLYPHS)
                        .model();
                PretrainedEncoder inside = decayed.encoder()) {
            float weight = before[0];
            assertThat(inside.parameters()[0]).isCloseTo(0.9f * weight, within(1e-4f));
            assertThat(Math.abs(weight)).isGreaterThan(1e-2f);
            assertThat(decayed.spec().penalties()).isEqualTo(encoder.spec().penalties());
        }
    }

    static Stream<Corruption> ruinous() {
        return Stream.of(
                Corruption.patches(0.5, 4),
                Corruption.saltAndPepper(0.1),
                Corruption.affine().then(Corruption.saltAndPepper(0.1)));
    }

    @ParameterizedTest
    @MethodSource("ruinous")
    void whatMayRuinALabelIsRefused(Corruption augmentation) {
        assertThatThrownBy(() -> encoder.fineTune().augment(augmentation))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage(
                        "augmentation leaves the label right: take affine, gaussian or masking, found " + augmentation);
    }

    @Test
    void rowsWithoutPixelsCannotBeMoved() {
        try (PretrainedEncoder table = Fixtures.encoder(Fixtures.plain())) {
            assertThatThrownBy(() -> table.fineTune().augment(Corruption.affine()))
                    .isInstanceOf(InvalidSpecException.class)
                    .hasMessage("an affine corruption moves the pixels of images, and these are "
                            + table.spec().schema().describe() + ": use masking or gaussian");
        }
    }

    @Test
    void penaltiesThatFineTuningDoesNotKnowAreRefused() {
        Penalties contractive = Penalties.none().contractive(1);
        assertThatThrownBy(() -> encoder.fineTune().penalties(contractive))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("fine-tuning knows the penalties l1, l2 and weight decay alone, found " + contractive);
    }

    private static float[][] probabilities(FineTuning<Classifier> tuning) {
        try (Classifier classifier = tuning.fit(GLYPHS).model()) {
            return classifier.probabilities(GLYPHS);
        }
    }
}
