package org.ae4j.cli;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Set;
import org.ae4j.data.Samples;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Likelihood;
import org.ae4j.spec.Scaling;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** What an autoencoder is, as flags; a flag that is absent changes nothing. */
final class SpecOptions {
    private static final String LEARNED = "gaussian:learned";
    private static final List<String> LIKELIHOODS =
            List.of("gaussian", "gaussian:SIGMA", LEARNED, "unitGaussian", "bernoulli", "laplace");
    private static final List<String> SCALINGS = List.of("none", "standard", "minmax", "divide:C");

    /** Where the flags of a specification are declared. */
    private static final Set<Class<?>> PARTS = Set.of(
            SpecOptions.class,
            LayerOptions.class,
            ArchitectureOptions.class,
            CodeOptions.class,
            CorruptionOption.class,
            PenaltyOptions.class,
            KnowledgeOptions.class);

    @Option(
            names = "--preset",
            paramLabel = "P",
            completionCandidates = PresetNames.class,
            description = "What to start from: ${COMPLETION-CANDIDATES}; `ae presets` says what each is for. Default:"
                    + " that of --config, else dense.")
    private String preset;

    @Mixin
    private LayerOptions layers;

    @Mixin
    private CodeOptions code;

    @Option(
            names = "--likelihood",
            paramLabel = "NAME",
            description = "gaussian, gaussian:SIGMA, gaussian:learned (one SIGMA, learnt), unitGaussian, bernoulli or"
                    + " laplace. Default: where the scaling maps onto 0..1 unitGaussian, of variational codes bernoulli;"
                    + " elsewhere gaussian, of variational codes gaussian:learned.")
    private String likelihood;

    @Option(
            names = "--scaling",
            paramLabel = "NAME",
            description = "none, standard, minmax or divide:C. Default: images divide:255, tables standard.")
    private String scaling;

    @Mixin
    private CorruptionOption corruption;

    @Mixin
    private PenaltyOptions penalties;

    @Mixin
    private KnowledgeOptions knowledge;

    /** Whether a flag belongs to the specification. */
    static boolean declares(OptionSpec option) {
        return option.userObject() instanceof Field field && PARTS.contains(field.getDeclaringClass());
    }

    /** The preset that was asked for, or null. */
    String preset() {
        return preset;
    }

    /**
     * The specification with what the flags change.
     *
     * @param rows whose labels are the classes, where a flag needs them
     */
    AutoencoderSpec apply(AutoencoderSpec base, Samples rows) {
        AutoencoderSpec spec = penalties.uncontracted(layers.untied(base));
        spec = scaling == null ? spec : rescaled(spec);
        spec = likelihood == null ? spec : spec.likelihood(likelihood());
        spec = spec.corruption(corruption.apply(spec.corruption()));
        spec = spec.bottleneck(code.apply(spec.bottleneck()));
        spec = spec.knowledge(knowledge.apply(spec.knowledge(), rows));
        return penalties.apply(layers.apply(spec));
    }

    /** Scaling and likelihood change together where both are flags: either alone may not fit the other's default. */
    private AutoencoderSpec rescaled(AutoencoderSpec spec) {
        return likelihood == null
                ? spec.scaling(scaling())
                : spec.likelihood(Likelihood.byScaling()).scaling(scaling());
    }

    private Scaling scaling() {
        Choice choice = Choice.of("--scaling", scaling, SCALINGS);
        return switch (choice.name()) {
            case "none" -> Scaling.none();
            case "standard" -> Scaling.standard();
            case "minmax" -> Scaling.minMax();
            default -> Scaling.divide(choice.number());
        };
    }

    private Likelihood likelihood() {
        if (likelihood.equals(LEARNED)) {
            return Likelihood.gaussian().learnedSigma();
        }
        Choice choice = Choice.of("--likelihood", likelihood, LIKELIHOODS);
        return switch (choice.name()) {
            case "gaussian" -> choice.number() == null ? Likelihood.gaussian() : Likelihood.gaussian(choice.number());
            case "unitGaussian" -> Likelihood.unitGaussian();
            case "bernoulli" -> Likelihood.bernoulli();
            default -> Likelihood.laplace();
        };
    }
}
