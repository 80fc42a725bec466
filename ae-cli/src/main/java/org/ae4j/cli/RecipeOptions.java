package org.ae4j.cli;

import java.nio.file.Path;
import org.ae4j.data.Samples;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Presets;
import org.ae4j.train.TrainingPlan;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is trained and how, as flags and by {@code --config}; what is absent changes nothing. */
final class RecipeOptions {
    private static final String DEFAULT_PRESET = "dense";

    @Option(
            names = "--config",
            paramLabel = "F.json",
            description =
                    "Specification and plan, whole or in part, as `ae info --json` prints them: {\"spec\": {…}, \"plan\":"
                            + " {…}}. Merged over the defaults; flags override it; its schema is ignored.")
    private Path config;

    @Mixin
    private SpecOptions spec;

    @Mixin
    private PlanOptions plan;

    @Mixin
    private RemedyOptions remedies;

    private Configuration configuration;

    /** The file of {@code --config}, or null. */
    Path config() {
        return config;
    }

    PlanOptions planFlags() {
        return plan;
    }

    /** What {@code --config} says, read once. */
    Configuration configuration() {
        if (configuration == null) {
            configuration = config == null ? Configuration.none() : Configuration.read(config);
        }
        return configuration;
    }

    /** The plan over a base. */
    TrainingPlan plan(TrainingPlan base) {
        return remedies.apply(plan.apply(configuration().plan(base)));
    }

    /** The specification for rows like these. */
    AutoencoderSpec spec(Samples samples) {
        String preset =
                spec.preset() != null ? spec.preset() : configuration().preset().orElse(DEFAULT_PRESET);
        AutoencoderSpec defaults = Presets.named(preset, samples.schema());
        AutoencoderSpec decaying = defaults.penalties(plan.withDecay(defaults.penalties()));
        return spec.apply(configuration().spec(decaying), samples);
    }
}
