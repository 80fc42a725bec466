package org.ae4j.cli;

import static java.util.Objects.requireNonNullElse;

import java.util.List;
import org.ae4j.spec.Bottleneck;
import org.ae4j.spec.Prior;
import picocli.CommandLine.Option;

/** What a code is, as flags; a flag that is absent changes nothing, one that another kind of code needs is refused. */
final class CodeOptions {
    private static final List<String> PRIORS = List.of("gaussian", "mixture:MODES:RADIUS:SIGMA");

    @Option(
            names = "--code",
            paramLabel = "K",
            description = "Numbers in a code, of a vector-quantized one vectors. Default: the preset's, mostly a third"
                    + " of the inputs, at most 64; `ae presets --data D` shows it.")
    private Integer code;

    @Option(
            names = "--code-activation",
            paramLabel = "NAME",
            description = "Of a plain code. Default: identity; tied and contractive sigmoid.")
    private String activation;

    @Option(
            names = "--rho",
            paramLabel = "R",
            description = "Mean activation of a sparse code's units, in (0, 1). Default: 0.05.")
    private Double rho;

    @Option(
            names = "--sparsity",
            paramLabel = "W",
            description = "Weight of a sparse code's penalty for other means. Default: 1.")
    private Double sparsity;

    @Option(
            names = "--active",
            paramLabel = "N",
            description =
                    "Numbers of a k-sparse code that are kept in each row. Default: a tenth of the preset's code.")
    private Integer active;

    @Option(
            names = "--beta",
            paramLabel = "B",
            description = "Weight of a variational code's divergence from its prior. Default: 1.")
    private Double beta;

    @Option(
            names = "--kl-warm-up",
            paramLabel = "EPOCHS",
            description = "Raise that weight evenly from 0 over so many epochs. Default: 0.")
    private Double klWarmUp;

    @Option(
            names = "--codes",
            paramLabel = "N",
            description = "Vectors in the codebook of a vector-quantized code. Default: tables 64, images 512.")
    private Integer codes;

    @Option(
            names = "--dimensions",
            paramLabel = "N",
            description = "Numbers in each vector of a vector-quantized code. Default: tables 4, images 8.")
    private Integer dimensions;

    @Option(
            names = "--prior",
            paramLabel = "NAME",
            description = "What adversarial and wasserstein codes are spread like: gaussian, or"
                    + " mixture:MODES:RADIUS:SIGMA, normals around a circle. Default: gaussian.")
    private String prior;

    @Option(
            names = "--prior-weight",
            paramLabel = "W",
            description = "Weight of that. Default: adversarial 1, wasserstein 10.")
    private Double priorWeight;

    /** The code with what the flags change, all at once: one number alone may not fit the others' defaults. */
    Bottleneck apply(Bottleneck base) {
        checkKind(base);
        if (base instanceof Bottleneck.Plain plain) {
            return new Bottleneck.Plain(
                    requireNonNullElse(code, plain.size()),
                    activation == null ? plain.activation() : LayerOptions.activation(activation));
        } else if (base instanceof Bottleneck.Sparse sparse) {
            return new Bottleneck.Sparse(
                    requireNonNullElse(code, sparse.size()),
                    requireNonNullElse(rho, sparse.rho()),
                    requireNonNullElse(sparsity, sparse.weight()));
        } else if (base instanceof Bottleneck.KSparse sparse) {
            Bottleneck.KSparse sized = code == null ? sparse : sparse.size(code);
            return active == null ? sized : sized.active(active);
        } else if (base instanceof Bottleneck.Variational variational) {
            return new Bottleneck.Variational(
                    requireNonNullElse(code, variational.size()),
                    requireNonNullElse(beta, variational.beta()),
                    requireNonNullElse(klWarmUp, variational.warmUp()));
        } else if (base instanceof Bottleneck.VectorQuantized quantized) {
            return new Bottleneck.VectorQuantized(
                    requireNonNullElse(code, quantized.vectors()),
                    requireNonNullElse(codes, quantized.codes()),
                    requireNonNullElse(dimensions, quantized.dimensions()));
        }
        return nearPrior(base);
    }

    private Bottleneck nearPrior(Bottleneck base) {
        if (base instanceof Bottleneck.Adversarial adversarial) {
            return new Bottleneck.Adversarial(
                    requireNonNullElse(code, adversarial.size()),
                    prior == null ? adversarial.prior() : prior(),
                    requireNonNullElse(priorWeight, adversarial.weight()),
                    adversarial.hidden());
        }
        var wasserstein = (Bottleneck.Wasserstein) base;
        return new Bottleneck.Wasserstein(
                requireNonNullElse(code, wasserstein.size()),
                prior == null ? wasserstein.prior() : prior(),
                requireNonNullElse(priorWeight, wasserstein.weight()));
    }

    private void checkKind(Bottleneck base) {
        CodeKind.require("--code-activation", activation, base, CodeKind.PLAIN);
        CodeKind.require("--rho", rho, base, CodeKind.SPARSE);
        CodeKind.require("--sparsity", sparsity, base, CodeKind.SPARSE);
        CodeKind.require("--active", active, base, CodeKind.K_SPARSE);
        CodeKind.require("--beta", beta, base, CodeKind.VARIATIONAL);
        CodeKind.require("--kl-warm-up", klWarmUp, base, CodeKind.VARIATIONAL);
        CodeKind.require("--codes", codes, base, CodeKind.VECTOR_QUANTIZED);
        CodeKind.require("--dimensions", dimensions, base, CodeKind.VECTOR_QUANTIZED);
        CodeKind.require("--prior", prior, base, CodeKind.ADVERSARIAL, CodeKind.WASSERSTEIN);
        CodeKind.require("--prior-weight", priorWeight, base, CodeKind.ADVERSARIAL, CodeKind.WASSERSTEIN);
    }

    private Prior prior() {
        Choice choice = Choice.of("--prior", prior, PRIORS);
        return choice.name().equals("gaussian")
                ? Prior.gaussian()
                : Prior.mixture(
                        choice.whole(0, "--prior", "modes", prior),
                        choice.numbers().get(1),
                        choice.numbers().get(2));
    }
}
