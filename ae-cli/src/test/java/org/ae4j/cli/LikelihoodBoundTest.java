package org.ae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LikelihoodBoundTest {
    @TempDir
    Path folder;

    private Path data;
    private Path model;

    @BeforeEach
    void writeData() {
        data = Tables.mixed(folder, 120);
        model = folder.resolve("m.st");
    }

    private Object[] words(Object... words) {
        List<Object> all = new ArrayList<>(Arrays.asList(words));
        all.addAll(List.of("--data", data, "--label-column", "label", "--json"));
        return all.toArray();
    }

    private Run train(Object... more) {
        List<Object> all = new ArrayList<>(List.of("train", "--out", model, "--epochs", 20, "--code", 2, "--force"));
        all.addAll(Arrays.asList(more));
        return Run.good(words(all.toArray()));
    }

    private Run evaluate(Object... more) {
        List<Object> all = new ArrayList<>(List.of("evaluate", "--model", model));
        all.addAll(Arrays.asList(more));
        return Run.of(words(all.toArray()));
    }

    @Test
    void trainingReportsTheBoundOnTestRows() {
        Run run = train("--preset", "variational");
        ObjectNode json = run.json();
        double kl = json.path("testKl").doubleValue();
        assertThat(kl).isPositive();
        assertThat(json.path("testReconstruction").doubleValue() - kl)
                .isCloseTo(json.path("testElbo").doubleValue(), within(1e-9));
        assertThat(run.err()).contains("evidence lower bound ");
        ObjectNode metrics =
                (ObjectNode) Run.good("info", model, "--json").json().path("metrics");
        for (String figure : List.of("testElbo", "testReconstruction", "testKl")) {
            assertThat(metrics.path(figure).doubleValue())
                    .isEqualTo(json.path(figure).doubleValue());
        }
    }

    @Test
    void withoutTestRowsThereIsNoBound() {
        ObjectNode json = train("--preset", "variational", "--test-fraction", 0).json();
        for (String figure : List.of("testElbo", "testReconstruction", "testKl")) {
            assertThat(json.get(figure).isNull()).isTrue();
        }
    }

    @Test
    void evaluationMeasuresBoundsWhereAskedTo() {
        train("--preset", "variational");
        ObjectNode json = evaluate("--importance-samples", 200).json();
        double elbo = json.path("elbo").doubleValue();
        assertThat(json.path("reconstruction").doubleValue() - json.path("kl").doubleValue())
                .isCloseTo(elbo, within(1e-9));
        assertThat(json.path("iwae").doubleValue()).isGreaterThan(elbo);
        assertThat(evaluate().json().has("elbo")).isFalse();
    }

    @Test
    void importanceSamplesThatCannotBeAreRefused() {
        train();
        Run plain = evaluate("--importance-samples", 5);
        assertThat(plain.code()).isEqualTo(2);
        assertThat(plain.error())
                .isEqualTo(
                        "ae: --importance-samples: the model's code is plain; only a variational one has a posterior;"
                                + " leave it out");
        Run negative = evaluate("--importance-samples", -1);
        assertThat(negative.code()).isEqualTo(2);
        assertThat(negative.error()).isEqualTo("ae: --importance-samples expects 0 or more, found -1");
    }
}
