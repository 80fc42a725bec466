package org.ae4j.cli;

import org.ae4j.spec.Architecture;
import org.ae4j.spec.AutoencoderSpec;
import org.nd4j.linalg.activations.Activation;
import picocli.CommandLine.Option;

/** What kind of layers there are, as flags; a flag that is absent changes nothing. */
final class ArchitectureOptions {
    @Option(
            names = "--hidden",
            split = ",",
            paramLabel = "A",
            description =
                    "Widths of the encoder's dense hidden layers, mirrored in the decoder. Default: the preset's, mostly"
                            + " 64,32 for up to 64 inputs, else 256; `ae presets --data D` shows them.")
    private int[] hidden;

    @Option(
            names = "--filters",
            split = ",",
            paramLabel = "A",
            description =
                    "Convolutions of so many filters over images or sequences, mirrored in the decoder; in place of"
                            + " dense layers where the preset has such. Default: convolutional presets 16,32.")
    private int[] filters;

    @Option(
            names = "--kernel",
            paramLabel = "K",
            description = "Side of the convolutions' kernels, 2 to 15. Default: images 3, sequences 7.")
    private Integer kernel;

    @Option(
            names = "--pooling",
            negatable = true,
            description = "Halve by the maximum of 2×2 in place of convolutions of stride 2. Default: no.")
    private Boolean pooling;

    @Option(
            names = "--units",
            paramLabel = "N",
            description =
                    "LSTM layers of so many units over sequences; in place of other layers where the preset has such."
                            + " Default: recurrent presets 64.")
    private Integer units;

    @Option(
            names = "--recurrent-layers",
            paramLabel = "N",
            description = "LSTM layers of encoder and decoder each, 1 to 8. Default: 1.")
    private Integer layers;

    @Option(
            names = "--bidirectional",
            negatable = true,
            description = "LSTM layers that see both directions. Default: no.")
    private Boolean bidirectional;

    /** The specification with what the flags change. */
    AutoencoderSpec apply(AutoencoderSpec base) {
        AutoencoderSpec spec = base;
        spec = hidden == null ? spec : dense(spec);
        spec = filters == null ? spec : spec.filters(filters);
        spec = kernel == null
                ? spec
                : spec.architecture(convolutional(spec, "--kernel").kernel(kernel));
        spec = pooling == null
                ? spec
                : spec.architecture(convolutional(spec, "--pooling").pooling(pooling));
        spec = units == null ? spec : recurrent(spec);
        spec = layers == null
                ? spec
                : spec.architecture(recurrent(spec, "--recurrent-layers").layers(layers));
        return bidirectional == null
                ? spec
                : spec.architecture(recurrent(spec, "--bidirectional").bidirectional(bidirectional));
    }

    private AutoencoderSpec dense(AutoencoderSpec spec) {
        if (filters != null || units != null) {
            throw new WrongInput(
                    "--hidden is the widths of dense layers, --filters and --units make other layers: leave"
                            + " one of them out");
        }
        if (spec.architecture() instanceof Architecture.Convolutional) {
            throw new WrongInput("--hidden is the widths of dense layers, and these are convolutions: set --filters");
        }
        if (spec.architecture() instanceof Architecture.Recurrent) {
            throw new WrongInput("--hidden is the widths of dense layers, and these are recurrent: set --units");
        }
        return spec.hidden(hidden);
    }

    private AutoencoderSpec recurrent(AutoencoderSpec spec) {
        if (filters != null) {
            throw new WrongInput("--filters makes convolutions and --units recurrent layers: leave one of them out");
        }
        Architecture.Recurrent fresh = Architecture.recurrent(units);
        return spec.architecture() instanceof Architecture.Recurrent old
                ? spec.architecture(fresh.layers(old.layers()).bidirectional(old.bidirectional()))
                : spec.activation(Activation.TANH).architecture(fresh);
    }

    private static Architecture.Convolutional convolutional(AutoencoderSpec spec, String flag) {
        if (spec.architecture() instanceof Architecture.Convolutional convolutional) {
            return convolutional;
        }
        throw new WrongInput(flag + " belongs to convolutions: choose a convolutional preset, or set --filters");
    }

    private static Architecture.Recurrent recurrent(AutoencoderSpec spec, String flag) {
        if (spec.architecture() instanceof Architecture.Recurrent recurrent) {
            return recurrent;
        }
        throw new WrongInput(flag + " belongs to recurrent layers: choose a recurrent preset, or set --units");
    }
}
