package org.ae4j.examples;

import static org.ae4j.examples.PureNoiseExample.FEW;
import static org.ae4j.examples.PureNoiseExample.FLOOR;
import static org.ae4j.examples.PureNoiseExample.MANY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.ae4j.report.HtmlReport;
import org.junit.jupiter.api.Test;

class PureNoiseExampleTest {
    @Test
    void sigmoidIsRefusedAndWideCodeWarnedOf() {
        assertThat(PureNoiseExample.refusal())
                .startsWith("array: row 0, column 'x0' is -")
                .endsWith(" after scaling, but the unitGaussian likelihood needs 0..1; scale with minMax, divide by the"
                        + " largest value, or use gaussian");
        assertThat(PureNoiseExample.spec().code(32).warnings())
                .containsExactly("the code has 32 numbers and the input 10: without a constraint the network may copy"
                        + " its input; choose a smaller code");
    }

    /** The worst PCA is better on fresh rows than the best network, whatever the seed. */
    @Test
    void oneHundredRowsAreLearntByHeartAndNothingElse() {
        List<PureNoiseExample.Result> results = LongStream.rangeClosed(1, 3)
                .mapToObj(seed -> PureNoiseExample.run(FEW, seed))
                .toList();
        double worstPca = results.stream()
                .mapToDouble(PureNoiseExample.Result::pcaTestMse)
                .max()
                .orElseThrow();
        assertThat(results).allSatisfy(result -> {
            assertThat(result.trainMse()).isLessThan(result.pcaTrainMse() / 2);
            assertThat(result.testMse()).isGreaterThan(worstPca);
            assertThat(result.pcaTestMse()).isCloseTo(FLOOR, within(0.05));
        });
    }

    @Test
    void manyRowsBringTheNetworkALittleBelowPcaThoughThereIsNoStructure() {
        PureNoiseExample.Result result = PureNoiseExample.run(MANY, 1);
        assertThat(result.pcaTestMse()).isCloseTo(FLOOR, within(0.01));
        assertThat(result.testMse()).isBetween(0.8 * FLOOR, result.pcaTestMse());
    }

    @Test
    void reportSaysThatFreshRowsAreLearntWorseThanByPca() {
        HtmlReport report = PureNoiseExample.report();
        assertThat(report.verdict())
                .startsWith("On 4,000 test rows it reconstructs ")
                .contains("× worse than PCA with 5 dimensions", "over-fitting: the validation loss rises");
    }
}
