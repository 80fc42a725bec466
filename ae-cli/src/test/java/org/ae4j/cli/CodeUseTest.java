package org.ae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeUseTest {
    @TempDir
    Path folder;

    private Run train(Object... more) {
        Object[] words = {
            "train",
            "--data",
            Tables.mixed(folder, 120),
            "--label-column",
            "label",
            "--out",
            folder.resolve("m.st"),
            "--force"
        };
        Object[] all = Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return Run.good(all);
    }

    @Test
    void perplexityCountsVectorsThatAreUsedAlike() {
        assertThat(CodeUse.perplexity(new long[] {5, 0, 5, 5, 5}, 20)).isEqualTo(4, within(1e-12));
        assertThat(CodeUse.perplexity(new long[] {0, 7}, 7)).isEqualTo(1, within(1e-12));
        // e to −(0.75 ln 0.75 + 0.25 ln 0.25)
        assertThat(CodeUse.perplexity(new long[] {3, 1}, 4)).isEqualTo(1.7547653506033232, within(1e-12));
    }

    @Test
    void aCodebookTellsItsPerplexity() {
        Run run = train("--epochs", 5, "--preset", "vector-quantized", "--codes", 8);
        assertThat(run.out()).containsPattern("codebook: perplexity [1-8](\\.\\d+)? of 8 vectors on the test rows");
    }

    @Test
    void aPosteriorThatBetaHasCollapsedIsWarnedOf() {
        Run run = train("--preset", "variational", "--code", 2, "--beta", 1000, "--epochs", 60, "--json");
        assertThat(run.json().path("collapsed").intValue()).isEqualTo(2);
        assertThat(run.json().path("perplexity").isNull()).isTrue();
        assertThat(run.err())
                .contains("warning: posterior collapse: 2 of 2 numbers of the code say nothing of the row");
    }

    @Test
    void withoutTestRowsNothingIsSaid() {
        Run run = train("--epochs", 2, "--test-fraction", 0, "--json");
        assertThat(run.json().path("collapsed").isNull()).isTrue();
        assertThat(run.err()).doesNotContain("warning:");
    }
}
