package org.ae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.data.Parts;
import org.ae4j.data.Samples;
import org.ae4j.data.Split;
import org.junit.jupiter.api.Test;

class FeatureClassifierTest {
    private static final Parts GLYPHS = Samples.glyphs(1500, 1)
            .split(Split.train(0.6).test(0.4).stratified().seed(1));

    @Test
    void glyphsAreToldApartInTheSpaceOfTheFeatures() {
        try (FeatureClassifier classifier = FeatureClassifier.train(GLYPHS.train(), 1)) {
            assertThat(classifier.accuracy(GLYPHS.test())).isGreaterThan(0.9);
            float[][] features = classifier.features(GLYPHS.test());
            assertThat(features).hasDimensions(600, FeatureClassifier.FEATURES);
            float[][] raw = IntStream.range(0, 600).mapToObj(GLYPHS.test()::row).toArray(float[][]::new);
            assertThat(classifier.features(raw)).isDeepEqualTo(features);

            float[][] train = classifier.features(GLYPHS.train());
            float[][] ones = classifier.features(GLYPHS.test().only("1"));
            SampleQuality whole = SampleQuality.of(train, features);
            SampleQuality oneClass = SampleQuality.of(train, ones);
            assertThat(whole.frechetDistance()).isLessThan(oneClass.frechetDistance() / 5);
            assertThat(oneClass.recall()).isLessThan(0.2).isLessThan(whole.recall());
        }
    }

    @Test
    void seedFixesTheFeatures() {
        Samples few = GLYPHS.train().select(IntStream.range(0, 64).toArray());
        try (FeatureClassifier first = FeatureClassifier.train(few, 3);
                FeatureClassifier second = FeatureClassifier.train(few, 3);
                FeatureClassifier other = FeatureClassifier.train(few, 4)) {
            assertThat(second.features(few)).isDeepEqualTo(first.features(few));
            assertThat(other.features(few)[0]).isNotEqualTo(first.features(few)[0]);
        }
    }

    @Test
    void tablesHaveFeaturesToo() {
        Parts blobs = Samples.blobs(600, 4, 3, 1, 1)
                .split(Split.train(0.5).test(0.5).stratified().seed(1));
        try (FeatureClassifier classifier = FeatureClassifier.train(blobs.train(), 1)) {
            assertThat(classifier.accuracy(blobs.test())).isGreaterThan(0.95);
        }
    }

    @Test
    void rowsWithoutClassesAreRefused() {
        assertThatThrownBy(() -> FeatureClassifier.train(GLYPHS.train().only("1"), 1))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("features are learnt from at least 2 classes, glyphs has [1]");
        assertThatThrownBy(() -> FeatureClassifier.train(Samples.of(new float[4][2]), 1))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("array has no labels; name the label column");
    }
}
