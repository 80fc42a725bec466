package org.ae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.ae4j.IncompatibleDataException;
import org.junit.jupiter.api.Test;

class SimpleClassifiersTest {
    private static final float[][] KNOWN = {{-2, 0}, {-6, 9}, {-6, -9}, {2, 0}, {3, 0}, {4, 0}};
    private static final List<String> LABELS = List.of("left", "left", "left", "right", "right", "right");

    @Test
    void aLineDividesWhatTheNearestRowCannot() {
        float[][] asked = {{-1.5f, 0}, {1.5f, 9}};
        List<String> truth = List.of("left", "right");
        assertThat(SimpleClassifiers.logistic(KNOWN, LABELS, asked, truth)).isEqualTo(1);
        // (1.5, 9) lies nearer to (−6, 9) than to (2, 0).
        assertThat(SimpleClassifiers.nearest(KNOWN, LABELS, asked, truth)).isEqualTo(.5);
    }

    @Test
    void aLabelThatNoKnownRowHasIsMissed() {
        float[][] asked = {{-3, 0}, {3, 0}};
        List<String> truth = List.of("left", "above");
        assertThat(SimpleClassifiers.logistic(KNOWN, LABELS, asked, truth)).isEqualTo(.5);
        assertThat(SimpleClassifiers.nearest(KNOWN, LABELS, asked, truth)).isEqualTo(.5);
    }

    @Test
    void tooLittleIsRefused() {
        assertThatThrownBy(() -> SimpleClassifiers.nearest(KNOWN, LABELS, new float[0][], List.of()))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("a classifier needs at least 1 row and a label of each, found 0 rows and 0 labels");
        assertThatThrownBy(() -> SimpleClassifiers.logistic(KNOWN, List.of("left"), KNOWN, LABELS))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("a classifier needs at least 1 row and a label of each, found 6 rows and 1 labels");
        assertThatThrownBy(() -> SimpleClassifiers.logistic(
                        new float[][] {{1}, {2}}, List.of("a", "a"), new float[][] {{1}}, List.of("a")))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("logistic regression needs at least 2 classes, found [a]");
    }
}
