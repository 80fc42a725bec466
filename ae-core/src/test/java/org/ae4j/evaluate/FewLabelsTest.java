package org.ae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.data.Samples;
import org.ae4j.model.FittedScaling;
import org.ae4j.spec.Scaling;
import org.junit.jupiter.api.Test;

class FewLabelsTest {
    private static final Samples BLOBS = Samples.blobs(300, 3, 3, 0.5, 4);

    private static FewLabels measured(Samples known, Samples asked) {
        return FewLabels.of(FittedScaling.fit(Scaling.standard(), BLOBS), known, asked);
    }

    @Test
    void separateClustersAreToldApartByThreeLabelsEach() {
        assertThat(measured(BLOBS.perLabel(3, 1), BLOBS)).isEqualTo(new FewLabels(1, 1));
    }

    @Test
    void whatNoKnownRowIsCalledCountsAsMissed() {
        Samples two = BLOBS.select(
                IntStream.range(0, 300).filter(i -> !BLOBS.label(i).equals("2")).toArray());
        assertThat(measured(two, BLOBS)).isEqualTo(new FewLabels(2 / 3.0, 2 / 3.0));
    }

    @Test
    void wrongRowsAreRefused() {
        refused(BLOBS.only("1"), BLOBS, "features are measured by at least 2 classes, blobs has [1]");
        refused(BLOBS, BLOBS.select(), "features are measured on at least 1 row, found none in blobs");
        refused(BLOBS.withoutLabels(), BLOBS, "blobs has no labels; name the label column");
        refused(BLOBS, BLOBS.withoutLabels(), "blobs has no labels; name the label column");
        Samples narrow = Samples.of(new float[][] {{1, 2}}).labels("label", List.of("1"));
        refused(BLOBS, narrow, "model expects 3 features, array has 2");
    }

    private static void refused(Samples known, Samples asked, String message) {
        assertThatThrownBy(() -> measured(known, asked))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage(message);
    }
}
