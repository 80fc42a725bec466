package org.ae4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "+7",
                "1.5",
                ".5",
                "5.",
                "-1e3",
                "1E-3",
                "2.5e+10",
                "123456789012345678",
                "12345678901234567890",
                "9007199254740993",
                "0.1",
                "1e22",
                "1e23",
                "1e-22",
                "1e-23",
                "4.9e-324",
                "1e308",
                "1e400",
                "0e9999999999",
                "0.00000000000000000000000000001"
            })
    void readsWhatJavaReads(String text) {
        assertThat(NumberText.parse(text)).isEqualTo(Double.parseDouble(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "-", "+", ".", "e5", "1e", "1e+", "1.2.3", "1,5", "1f", "1d", "0x10", "1 2", "--1", "abc", "in"
            })
    void whatIsNoNumberIsNaN(String text) {
        assertThat(NumberText.parse(text)).isNaN();
    }

    @Test
    void infinitiesAreInfinite() {
        assertThat(NumberText.parse("inf")).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(NumberText.parse("-Infinity")).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void randomNumbersAreReadToTheLastBit() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertThat(NumberText.parse(Double.toString(value))).isEqualTo(value);
            }
            String decimal = Float.toString(random.nextInt() / 1000f);
            assertThat(NumberText.parse(decimal)).isEqualTo(Double.parseDouble(decimal));
        }
    }
}
