package org.ae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.ae4j.compile.Perturbation;
import org.ae4j.train.TrainingPlan;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class RemedyOptionsTest {
    @Command
    private static final class Flags {
        @Mixin
        private final RemedyOptions remedies = new RemedyOptions();
    }

    private static TrainingPlan plan(TrainingPlan base, String... words) {
        var flags = new Flags();
        new CommandLine(flags).parseArgs(words);
        return flags.remedies.apply(base);
    }

    @Test
    void flagsBecomeTheirPartsOfThePlan() {
        TrainingPlan plan = plan(
                TrainingPlan.defaults(),
                "--gradient-noise",
                "0.3",
                "--weight-perturbation",
                "0.01",
                "--restarts",
                "3",
                "--pretraining",
                "10");
        assertThat(plan)
                .isEqualTo(TrainingPlan.defaults()
                        .perturbation(new Perturbation(0.3, 0.55, 0.01, 1))
                        .restarts(3)
                        .pretraining(10));
    }

    @Test
    void absentFlagsChangeNothing() {
        TrainingPlan base =
                TrainingPlan.defaults().gradientNoise(1, 1).restarts(2).pretraining(5);
        assertThat(plan(base)).isEqualTo(base);
    }
}
