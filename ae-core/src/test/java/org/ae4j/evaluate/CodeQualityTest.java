package org.ae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.TestData;
import org.ae4j.data.CsvFormat;
import org.ae4j.data.Samples;
import org.junit.jupiter.api.Test;

class CodeQualityTest {
    @Test
    void separateClustersAreToldApartByAllThree() {
        assertThat(measured(Samples.blobs(600, 4, 3, 0.1, 5), 1)).isEqualTo(new CodeQuality(1, 1, 1));
    }

    @Test
    void labelsThatAreChanceAreGuessedByChance() {
        Samples blobs = Samples.blobs(4000, 3, 1, 1, 1);
        var random = new SplittableRandom(2);
        List<String> labels =
                Stream.generate(() -> "" + random.nextInt(4)).limit(4000).toList();
        CodeQuality quality = CodeQuality.of(codes(blobs), labels, 1);
        assertThat(quality.probeAccuracy()).isCloseTo(0.25, within(0.04));
        assertThat(quality.knnAccuracy()).isCloseTo(0.25, within(0.04));
        assertThat(quality.nmi()).isBetween(0.0, 0.01);
    }

    @Test
    void labelsThatNoLineSeparatesAreFoundByNeighboursAlone() {
        float[][] codes = codes(Samples.blobs(2000, 2, 1, 1, 1));
        float[] centre = codes(Samples.blobs(2000, 2, 1, 0, 1))[0];
        List<String> quadrants = Stream.of(codes)
                .map(code -> (code[0] > centre[0]) == (code[1] > centre[1]) ? "even" : "odd")
                .toList();
        CodeQuality quality = CodeQuality.of(codes, quadrants, 1);
        assertThat(quality.probeAccuracy()).isLessThan(0.6);
        assertThat(quality.knnAccuracy()).isGreaterThan(0.95);
    }

    @Test
    void digitsPixelsKnowMuchOfTheDigit() {
        Samples digits = Samples.csv(
                TestData.require("sklearn/digits.csv.gz"), CsvFormat.defaults().label("last"));
        CodeQuality quality = measured(digits, 1);
        assertThat(quality.probeAccuracy()).isGreaterThan(0.93);
        assertThat(quality.knnAccuracy()).isGreaterThan(0.95);
        assertThat(quality.nmi()).isBetween(0.65, 0.80);
    }

    @Test
    void oneSeedGivesOneResult() {
        Samples blobs = Samples.blobs(500, 2, 6, 2, 3);
        assertThat(measured(blobs, 1)).isEqualTo(measured(blobs, 1)).isNotEqualTo(measured(blobs, 2));
    }

    @Test
    void manyRowsAreMeasuredOnADraw() {
        Samples blobs = Samples.blobs(2 * CodeQuality.NEIGHBOUR_ROWS, 2, 3, 0.1, 5);
        assertThat(measured(blobs, 1)).isEqualTo(new CodeQuality(1, 1, 1));
    }

    @Test
    void codeThatIsAlwaysTheSameDoesNoHarm() {
        float[][] codes = codes(Samples.blobs(300, 2, 3, 0.1, 5));
        float[][] longer =
                Stream.of(codes).map(code -> new float[] {code[0], 7, code[1]}).toArray(float[][]::new);
        Samples blobs = Samples.blobs(300, 2, 3, 0.1, 5);
        assertThat(CodeQuality.of(longer, labels(blobs), 1)).isEqualTo(measured(blobs, 1));
    }

    @Test
    void otherNumberOfLabelsIsRefused() {
        assertThatThrownBy(() -> CodeQuality.of(new float[3][2], List.of("a", "b"), 1))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("array has 3 rows but there are 2 labels");
    }

    @Test
    void oneLabelIsRefused() {
        assertThatThrownBy(() -> CodeQuality.of(new float[3][2], Collections.nCopies(3, "a"), 1))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage(
                        "codes are measured by at least 2 labels, one of them on 2 rows; found 3 rows and the labels"
                                + " [a]");
    }

    @Test
    void labelsWithoutASecondRowAreRefused() {
        assertThatThrownBy(() -> CodeQuality.of(new float[2][2], List.of("a", "b"), 1))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage(
                        "codes are measured by at least 2 labels, one of them on 2 rows; found 2 rows and the labels"
                                + " [a, b]");
    }

    private static CodeQuality measured(Samples samples, long seed) {
        return CodeQuality.of(codes(samples), labels(samples), seed);
    }

    private static float[][] codes(Samples samples) {
        return IntStream.range(0, samples.rows()).mapToObj(samples::row).toArray(float[][]::new);
    }

    private static List<String> labels(Samples samples) {
        return IntStream.range(0, samples.rows()).mapToObj(samples::label).toList();
    }
}
