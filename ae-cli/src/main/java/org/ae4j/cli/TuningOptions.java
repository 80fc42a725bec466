package org.ae4j.cli;

import java.util.List;
import java.util.stream.Stream;
import org.ae4j.pretrain.BlockRates;
import org.ae4j.pretrain.ClassWeights;
import org.ae4j.pretrain.Classifier;
import org.ae4j.pretrain.FineTuning;
import org.ae4j.pretrain.Freeze;
import org.ae4j.pretrain.Head;
import org.ae4j.pretrain.PretrainedEncoder;
import org.ae4j.pretrain.Unfreezing;
import org.ae4j.spec.Penalties;
import org.ae4j.train.TrainingPlan;
import org.nd4j.linalg.activations.Activation;
import picocli.CommandLine.Option;

/** How an encoder is fine-tuned, as flags; the plan has its own. */
final class TuningOptions {
    private static final List<String> AUGMENTATIONS =
            List.of("none", "affine", "affine:SHIFT:ROTATION:SCALE:SHEAR", "gaussian:SIGMA", "masking:P");

    @Option(
            names = "--freeze",
            paramLabel = "all|none|N|NAME",
            defaultValue = "none",
            description = "How much of the encoder stays as it is: all of it, nothing, its first N blocks, from the"
                    + " input on, or all up to the block NAME, such as encoder1. Default: ${DEFAULT-VALUE}.")
    private String freeze;

    @Option(
            names = "--freeze-norm",
            description = "Batch normalisation of the encoder stays as it is in all blocks, its statistics too.")
    private boolean freezeNorm;

    @Option(
            names = "--head",
            split = ",",
            paramLabel = "A",
            description = "Widths of hidden layers between code and output. Default: none.")
    private int[] head = {};

    @Option(
            names = "--head-activation",
            paramLabel = "NAME",
            description = "Activation of the code in front of the head. Default: none.")
    private Activation headActivation = Activation.IDENTITY;

    @Option(
            names = "--head-norm",
            negatable = true,
            description = "Batch normalisation of the code, activated, in front of the head. Default: yes.")
    private Boolean headNorm;

    @Option(
            names = "--class-weights",
            paramLabel = "none|balanced",
            defaultValue = "none",
            description = "balanced: every class counts the same, however few rows it has. Default: ${DEFAULT-VALUE}.")
    private ClassWeighing classWeights;

    @Option(
            names = "--augment",
            split = ",",
            paramLabel = "NAME:X",
            description = "Distort each training row anew in each epoch, one or several by comma, in order: for images"
                    + " affine:SHIFT:ROTATION:SCALE:SHEAR (most pixels, degrees, log of the factor, slope; affine alone"
                    + " is affine:3:15:0.12:0.15), gaussian:SIGMA, masking:P; or none. Default: none.")
    private List<String> augment = List.of("none");

    @Option(
            names = "--block-rates",
            paramLabel = "F",
            description =
                    "Factors on the learning rate of the encoder's blocks, the head having the whole: one for all,"
                            + " one each by comma from the input on, or falling:D, divided by D from block to block (ULMFiT"
                            + " has 2.6). Default: 1.")
    private String blockRates = "1";

    @Option(
            names = "--head-first",
            paramLabel = "N",
            description = "Train the head alone for N epochs before the encoder is thawed. Default: half of them; with"
                    + " --unfreeze-every as many as that says.")
    private Integer headFirst;

    @Option(
            names = "--unfreeze-every",
            paramLabel = "N",
            description = "Thaw one more block every N epochs, from the code on. Default: 0, all at once.")
    private int unfreezeEvery;

    @Option(
            names = "--weight-decay",
            paramLabel = "X",
            description =
                    "Share of each weight taken off per step, times the learning rate. Default: the encoder's; with"
                            + " adamw, where it has none, 1e-4.")
    private Double weightDecay;

    private enum ClassWeighing {
        NONE,
        BALANCED
    }

    /** The plan that suits what is frozen. */
    TrainingPlan defaultPlan() {
        return FineTuning.defaultPlan(freeze());
    }

    /**
     * Fine-tuning as the flags want it; what does not fit the encoder is refused before data are read.
     *
     * @param options of the plan, whose updater may want weight decay
     */
    FineTuning<Classifier> apply(PretrainedEncoder encoder, PlanOptions options, TrainingPlan plan) {
        Freeze frozen = freeze();
        frozen.count(encoder.blocks());
        rates().factors(encoder.blocks());
        FineTuning<Classifier> base = encoder.fineTune();
        Penalties penalties = options.withDecay(base.recipe().penalties());
        return base.penalties(weightDecay == null ? penalties : penalties.weightDecay(weightDecay))
                .augment(CorruptionOption.of("--augment", augment, AUGMENTATIONS))
                .freeze(frozen)
                .rates(rates())
                .unfreezing(unfreezing())
                .head(apply(Head.softmax()))
                .classWeights(classWeights == ClassWeighing.BALANCED ? ClassWeights.balanced() : ClassWeights.none())
                .plan(plan);
    }

    /** A head with the layers that the flags want. */
    <M> Head<M> apply(Head<M> kind) {
        return kind.activation(headActivation)
                .batchNorm(headNorm == null || headNorm)
                .hidden(head);
    }

    private Unfreezing unfreezing() {
        if (headFirst == null && unfreezeEvery == 0) {
            return Unfreezing.defaults();
        }
        return new Unfreezing(0, headFirst == null ? unfreezeEvery : headFirst, unfreezeEvery);
    }

    private BlockRates rates() {
        if (blockRates.startsWith("falling")) {
            return BlockRates.falling(
                    Choice.of("--block-rates", blockRates, List.of("falling:D")).number());
        }
        try {
            double[] factors = Stream.of(blockRates.split(","))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            return factors.length == 1 ? BlockRates.encoder(factors[0]) : BlockRates.of(factors);
        } catch (NumberFormatException e) {
            throw new WrongInput("--block-rates expects numbers by comma or falling:D, found '" + blockRates + "'", e);
        }
    }

    private Freeze freeze() {
        Freeze blocks = switch (freeze) {
            case "all" -> Freeze.all();
            case "none" -> Freeze.none();
            default ->
                freeze.matches("-?\\d{1,9}") ? Freeze.firstBlocks(Integer.parseInt(freeze)) : Freeze.upTo(freeze);
        };
        return freezeNorm ? blocks.andNormalization() : blocks;
    }
}
