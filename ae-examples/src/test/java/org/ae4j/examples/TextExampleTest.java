package org.ae4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextExampleTest {
    /** Chance is about 0.003 for 1000 texts and 4 topics. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void codesOfFourNumbersPutTextsOfOneTopicTogetherAsTheBagsThemselvesDo(long seed) {
        TextExample.Result result = TextExample.run(seed);
        assertThat(result.codes()).isGreaterThan(0.8).isGreaterThan(result.bags() - 0.05);
    }

    @Test
    void bagHoldsEachWordOfItsTextOnce() {
        assertThat(TextExample.bags(50, 1).row(0)).containsOnly(0, 1);
    }
}
