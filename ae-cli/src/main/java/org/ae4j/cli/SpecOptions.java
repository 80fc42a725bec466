package org.ae4j.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.ae4j.Suggestion;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Corruption;
import org.ae4j.spec.Likelihood;
import org.ae4j.spec.Scaling;
import org.nd4j.linalg.activations.Activation;
import picocli.CommandLine.Option;

/** What an autoencoder is, as flags; a flag that is absent changes nothing. */
final class SpecOptions {
    private static final List<String> LIKELIHOODS =
            List.of("gaussian", "gaussian:SIGMA", "unitGaussian", "bernoulli", "laplace");
    private static final List<String> CORRUPTIONS = List.of("none", "masking:P", "gaussian:SIGMA");
    private static final List<String> SCALINGS = List.of("none", "standard", "minmax", "divide:C");

    @Option(
            names = "--preset",
            paramLabel = "P",
            description =
                    "What to start from: dense (compress, embed) or denoising (detect, pretrain). Default: that of --config,"
                            + " else dense.")
    private String preset;

    @Option(
            names = "--hidden",
            split = ",",
            paramLabel = "A",
            description =
                    "Widths of the encoder's hidden layers, mirrored in the decoder. Default: denoising 256, dense"
                            + " 64,32 for up to 64 inputs, else 256.")
    private int[] hidden;

    @Option(
            names = "--code",
            paramLabel = "K",
            description = "Numbers in a code. Default: denoising 64, dense a third of the inputs, at most 64.")
    private Integer code;

    @Option(
            names = "--activation",
            paramLabel = "NAME",
            description = "Of the hidden layers: relu, tanh, swish, elu, … Default: dense relu, denoising swish.")
    private String activation;

    @Option(
            names = "--likelihood",
            paramLabel = "NAME",
            description = "gaussian, gaussian:SIGMA, unitGaussian, bernoulli or laplace. Default: unitGaussian where"
                    + " the scaling maps onto 0..1, else gaussian.")
    private String likelihood;

    @Option(
            names = "--scaling",
            paramLabel = "NAME",
            description = "none, standard, minmax or divide:C. Default: images divide:255, tables standard.")
    private String scaling;

    @Option(
            names = "--corruption",
            paramLabel = "NAME:X",
            description = "What training does to the scaled input and the network learns to undo: none,"
                    + " masking:PROBABILITY or gaussian:SIGMA. Default: dense none, denoising gaussian:0.6, images"
                    + " masking:0.3.")
    private String corruption;

    @Option(
            names = "--dropout",
            paramLabel = "P",
            description = "Probability of dropping a hidden unit in training, in [0, 1). Default: 0.")
    private Double dropout;

    @Option(
            names = "--batch-norm",
            negatable = true,
            description = "Normalise each hidden layer over the batch. Default: no.")
    private Boolean batchNorm;

    @Option(names = "--l1", paramLabel = "W", description = "Weight of the L1 penalty. Default: 0.")
    private Double l1;

    @Option(names = "--l2", paramLabel = "W", description = "Weight of the L2 penalty. Default: 0.")
    private Double l2;

    @Option(
            names = "--weight-decay",
            paramLabel = "R",
            description =
                    "Share of each weight taken off per step, times the learning rate. Default: dense 0, denoising"
                            + " 1e-4.")
    private Double weightDecay;

    /** The preset that was asked for, or null. */
    String preset() {
        return preset;
    }

    /** The specification with what the flags change. */
    AutoencoderSpec apply(AutoencoderSpec base) {
        AutoencoderSpec spec = base;
        spec = scaling == null ? spec : rescaled(spec);
        spec = likelihood == null ? spec : spec.likelihood(likelihood());
        spec = corruption == null ? spec : spec.corruption(corruption());
        spec = hidden == null ? spec : spec.hidden(hidden);
        spec = code == null ? spec : spec.code(code);
        spec = activation == null ? spec : spec.activation(activation());
        spec = dropout == null ? spec : spec.dropout(dropout);
        spec = batchNorm == null ? spec : spec.batchNorm(batchNorm);
        spec = l1 == null ? spec : spec.l1(l1);
        spec = l2 == null ? spec : spec.l2(l2);
        return weightDecay == null ? spec : spec.weightDecay(weightDecay);
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

    private Corruption corruption() {
        Choice choice = Choice.of("--corruption", corruption, CORRUPTIONS);
        return switch (choice.name()) {
            case "none" -> Corruption.none();
            case "masking" -> Corruption.masking(choice.number());
            default -> Corruption.gaussian(choice.number());
        };
    }

    private Likelihood likelihood() {
        Choice choice = Choice.of("--likelihood", likelihood, LIKELIHOODS);
        return switch (choice.name()) {
            case "gaussian" -> choice.number() == null ? Likelihood.gaussian() : Likelihood.gaussian(choice.number());
            case "unitGaussian" -> Likelihood.unitGaussian();
            case "bernoulli" -> Likelihood.bernoulli();
            default -> Likelihood.laplace();
        };
    }

    private Activation activation() {
        List<String> known = Arrays.stream(Activation.values())
                .map(a -> a.name().toLowerCase(Locale.ROOT))
                .toList();
        if (!known.contains(activation.toLowerCase(Locale.ROOT))) {
            throw new WrongInput(
                    "there is no activation '" + activation + "'" + Suggestion.forUnknown(activation, known));
        }
        return Activation.valueOf(activation.toUpperCase(Locale.ROOT));
    }
}
