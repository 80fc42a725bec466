package org.ae4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ae4j.IncompatibleDataException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every built-in generator promises. */
class GeneratorsTest {
    record Generator(String name, BiFunction<Integer, Long, Samples> draw, String tooFewRows) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Generator> generators() {
        return Stream.of(
                new Generator(
                        "blobs",
                        (rows, seed) -> Samples.blobs(rows, 3, 4, 1, seed),
                        "blobs: rows, features and centers are at least 1, found 0, 3 and 4"),
                new Generator("sensors", Samples::sensors, "sensors: rows is at least 1, found 0"),
                new Generator("glyphs", Samples::glyphs, "glyphs: rows is at least 1, found 0"));
    }

    @ParameterizedTest
    @MethodSource("generators")
    void oneSeedGivesTheSameRows(Generator generator) {
        assertThat(generator.draw.apply(200, 7L).fingerprint())
                .isEqualTo(generator.draw.apply(200, 7L).fingerprint());
    }

    @ParameterizedTest
    @MethodSource("generators")
    void anotherSeedGivesOtherRows(Generator generator) {
        assertThat(generator.draw.apply(200, 7L).fingerprint())
                .isNotEqualTo(generator.draw.apply(200, 8L).fingerprint());
    }

    @ParameterizedTest
    @MethodSource("generators")
    void rowsAreAsManyAsAskedFor(Generator generator) {
        assertThat(generator.draw.apply(1, 7L).rows()).isEqualTo(1);
        assertThat(generator.draw.apply(123, 7L).rows()).isEqualTo(123);
    }

    @ParameterizedTest
    @MethodSource("generators")
    void sourceIsTheBuiltInsName(Generator generator) {
        assertThat(generator.draw.apply(5, 7L).source()).isEqualTo(generator.name);
    }

    @ParameterizedTest
    @MethodSource("generators")
    void labelsAreShuffledByTheSeed(Generator generator) {
        Samples one = generator.draw.apply(400, 7L);
        Samples other = generator.draw.apply(400, 8L);
        assertThat(labels(one)).isNotEqualTo(labels(other)).containsExactlyInAnyOrderElementsOf(labels(other));
    }

    @ParameterizedTest
    @MethodSource("generators")
    void noRowsIsRefused(Generator generator) {
        assertThatThrownBy(() -> generator.draw.apply(0, 7L))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage(generator.tooFewRows);
    }

    private static List<String> labels(Samples samples) {
        return IntStream.range(0, samples.rows()).mapToObj(samples::label).toList();
    }
}
