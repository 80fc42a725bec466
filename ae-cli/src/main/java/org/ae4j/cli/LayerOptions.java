package org.ae4j.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.ae4j.Suggestion;
import org.ae4j.spec.Architecture;
import org.ae4j.spec.AutoencoderSpec;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The layers around a code, as flags; a flag that is absent changes nothing. */
final class LayerOptions {
    @Mixin
    private ArchitectureOptions architecture;

    @Option(
            names = "--tied",
            negatable = true,
            description = "The decoder's weights are the encoder's, transposed. Default: tied and contractive yes,"
                    + " else no.")
    private Boolean tied;

    @Option(
            names = "--activation",
            paramLabel = "NAME",
            description = "Of the hidden layers: relu, tanh, swish, elu, … Default: relu; denoising, stacked-denoising,"
                    + " masked and vector-quantized swish; recurrent tanh.")
    private String activation;

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

    @Option(
            names = "--init",
            paramLabel = "NAME",
            description = "Of the weights: xavier, xavier_uniform, relu (He), relu_uniform, lecun_normal, … Default:"
                    + " xavier.")
    private String init;

    /** Free of the tie where a flag speaks of it: what else changes may not fit the default. */
    AutoencoderSpec untied(AutoencoderSpec base) {
        return tied == null ? base : tied(base, false);
    }

    /** The specification with what the flags change. */
    AutoencoderSpec apply(AutoencoderSpec base) {
        AutoencoderSpec spec = architecture.apply(base);
        spec = activation == null ? spec : spec.activation(activation(activation));
        spec = init == null ? spec : spec.weightInit(init(init));
        spec = dropout == null ? spec : spec.dropout(dropout);
        spec = batchNorm == null ? spec : spec.batchNorm(batchNorm);
        return tied == null ? spec : tied(spec, tied);
    }

    private static AutoencoderSpec tied(AutoencoderSpec spec, boolean on) {
        return spec.architecture() instanceof Architecture.Dense dense ? spec.architecture(dense.tied(on)) : spec;
    }

    /** The activation of this name. */
    static Activation activation(String name) {
        return named("activation", name, Activation.class);
    }

    private static WeightInit init(String name) {
        return named("initialisation", name, WeightInit.class);
    }

    private static <E extends Enum<E>> E named(String what, String name, Class<E> type) {
        List<String> known = Arrays.stream(type.getEnumConstants())
                .map(a -> a.name().toLowerCase(Locale.ROOT))
                .toList();
        if (!known.contains(name.toLowerCase(Locale.ROOT))) {
            throw new WrongInput("there is no " + what + " '" + name + "'" + Suggestion.forUnknown(name, known));
        }
        return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
    }
}
