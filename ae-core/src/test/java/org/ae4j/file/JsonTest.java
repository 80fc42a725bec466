package org.ae4j.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.FloatNode;
import java.util.Random;
import org.ae4j.AutoencoderException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void everyFiniteFloatComesBackBitForBit() {
        var random = new Random(7);
        for (int i = 0; i < 200_000; i++) {
            int bits = random.nextInt();
            assertFloatComesBack(Float.intBitsToFloat(bits));
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {0f, -0f, 0.1f, 1e10f, 7.038531E-26f, Float.MIN_VALUE, Float.MIN_NORMAL, Float.MAX_VALUE})
    void edgesOfTheFloatRangeComeBackBitForBit(float value) {
        assertFloatComesBack(value);
    }

    /** Shows why a float needs more than its shortest decimal: read as a double, this one rounds to its neighbour. */
    @Test
    void shortestDecimalOfAFloatIsNotAlwaysEnough() {
        float value = 7.038531E-26f;
        assertThat((float) Double.parseDouble(Float.toString(value))).isNotEqualTo(value);
    }

    private static void assertFloatComesBack(float value) {
        if (Float.isFinite(value)) {
            String text = Json.write(FloatNode.valueOf(value));
            float back = (float) Json.parse(text, "number").doubleValue();
            if (Float.floatToRawIntBits(back) != Float.floatToRawIntBits(value)) {
                throw new AssertionError(value + " was written " + text + " and came back as " + back);
            }
        }
    }

    @Test
    void everyFiniteDoubleComesBackBitForBit() {
        var random = new Random(7);
        for (int i = 0; i < 200_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                var json = Json.object().put("x", value);
                double back =
                        Json.parseObject(Json.write(json), "object").path("x").doubleValue();
                if (Double.doubleToRawLongBits(back) != Double.doubleToRawLongBits(value)) {
                    throw new AssertionError(value + " came back as " + back);
                }
            }
        }
    }

    @Test
    void textIsCompactKeepsItsOrderAndSurvivesReading() {
        var json = Json.object().put("z", 0.2f).put("a", "é\n\"").put("m", 1L << 40);
        json.putArray("list").add(1).add(1e10).addNull();
        String text = Json.write(json);
        assertThat(text).isEqualTo("{\"z\":0.2,\"a\":\"é\\n\\\"\",\"m\":1099511627776,\"list\":[1,1.0E10,null]}");
        assertThat(Json.write(Json.parse(text, "text"))).isEqualTo(text);
    }

    @Test
    void prettyTextHasOneNameALineEverywhere() {
        var json = Json.object().put("a", 1);
        json.putObject("b").put("c", true);
        assertThat(Json.pretty(json)).isEqualTo("{\n  \"a\" : 1,\n  \"b\" : {\n    \"c\" : true\n  }\n}");
    }

    @Test
    void numberThatIsNotFiniteIsRefusedWithItsPlace() {
        var json = Json.object();
        json.putObject("metrics").put("auroc", Double.NaN);
        assertThatThrownBy(() -> Json.write(json))
                .isInstanceOf(AutoencoderException.class)
                .hasMessage(
                        "cannot write JSON: NaN at /metrics/auroc, numbers must be finite; leave out what is unknown");
        JsonNode infinite = FloatNode.valueOf(Float.NEGATIVE_INFINITY);
        assertThatThrownBy(() -> Json.write(Json.object().set("loss", infinite)))
                .isInstanceOf(AutoencoderException.class)
                .hasMessage("cannot write JSON: -Infinity at /loss, numbers must be finite; leave out what is unknown");
    }

    @Test
    void sameNameTwiceIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> Json.parse("{\"code\": 1,\n \"code\": 2}", "spec.json"))
                .isInstanceOf(AutoencoderException.class)
                .hasMessage("spec.json is not valid JSON: line 2, column 8: Duplicate field 'code'");
    }

    @Test
    void emptyTextIsRefused() {
        assertThatThrownBy(() -> Json.parse(" ", "spec.json"))
                .isInstanceOf(AutoencoderException.class)
                .hasMessage("spec.json is empty, expected JSON");
    }

    @Test
    void otherThanAnObjectIsRefused() {
        assertThatThrownBy(() -> Json.parseObject("[1]", "spec.json"))
                .isInstanceOf(AutoencoderException.class)
                .hasMessage("spec.json is a JSON array, expected an object: {…}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{} {}",
                "{}x",
                "{\"a\": NaN}",
                "{\"a\": 1,}",
                "{'a': 1}",
                "{/* */}",
                "{",
                "nul",
                "01",
                "1e99999999999x"
            })
    void textThatIsNotStrictlyJsonIsRefused(String text) {
        assertThatThrownBy(() -> Json.parse(text, "spec.json"))
                .isInstanceOf(AutoencoderException.class)
                .hasMessageStartingWith("spec.json is not valid JSON: line 1, column ");
    }

    @Test
    void bottomlessNestingIsRefused() {
        assertThatThrownBy(() -> Json.parse("[".repeat(100_000), "spec.json"))
                .isInstanceOf(AutoencoderException.class)
                .hasMessageStartingWith("spec.json is not valid JSON: ");
    }
}
