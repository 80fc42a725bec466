package org.ae4j.benchmarks.runner;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.ae4j.benchmarks.Measurement;

/**
 * What one process gave.
 *
 * @param measurement null where it failed
 * @param failure why, null where it did not
 */
record Outcome(Measurement measurement, String failure) {
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

    static Outcome failed(String why) {
        return new Outcome(null, why);
    }

    /** Reads the last line of a worker's output. */
    static Outcome of(String output) {
        String text = output.strip();
        String line = text.substring(text.lastIndexOf('\n') + 1);
        try {
            return new Outcome(JSON.readValue(line, Measurement.class), null);
        } catch (IOException e) {
            return failed("expected one line of JSON, found '" + line + "'");
        }
    }

    /** The same with another value. */
    Outcome value(double value) {
        Measurement m = measurement;
        return m == null
                ? this
                : new Outcome(
                        new Measurement(value, m.steps(), m.check(), m.learnt(), m.lastLoss(), m.peakMemory()), null);
    }

    /** The measured value, null where it failed. */
    Double value() {
        return measurement == null ? null : measurement.value();
    }
}
