package org.ae4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.ae4j.data.Samples;
import org.ae4j.data.SequenceSchema;
import org.junit.jupiter.api.Test;

class SequenceExampleTest {
    @Test
    void faultsThatOnlyTheOrderInTimeTellsAreFound() {
        assertThat(SequenceExample.run(1)).isGreaterThan(0.9);
    }

    @Test
    void runsAreAsLongAsTheyTook() {
        Samples runs = SequenceExample.runs(200, true, 1);
        var schema = (SequenceSchema) runs.schema();
        int[] steps = new int[runs.rows()];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = schema.length(runs.row(i));
        }
        assertThat(steps).contains(8, 20).doesNotContain(7, 21);
        assertThat(runs.only("fault").rows()).isEqualTo(20);
    }
}
