package org.ae4j.spec;

import java.util.Arrays;
import java.util.List;
import org.ae4j.InvalidSpecException;
import org.ae4j.Suggestion;
import org.ae4j.data.ImageSchema;
import org.ae4j.data.Schema;
import org.ae4j.data.SequenceSchema;
import org.nd4j.linalg.activations.Activation;

/**
 * Named combinations of parts with defaults that work. Unless one says otherwise: images are divided by 255, tables
 * standardised; the likelihood follows from that (see {@link Likelihood#byScaling}); hidden layers are those of
 * {@link #dense}.
 */
public final class Presets {
    /** Inputs up to which two small hidden layers do. */
    private static final int FEW = 64;

    private Presets() {}

    /** All of them, for listings. */
    public static List<Preset> all() {
        return List.of(Preset.values());
    }

    /** Those whose layers go over rows of a schema. */
    public static List<Preset> suiting(Schema schema) {
        return all().stream().filter(preset -> preset.suits(schema)).toList();
    }

    /** The names that {@link #named} knows. */
    public static List<String> names() {
        return Arrays.stream(Preset.values()).map(Preset::label).toList();
    }

    /**
     * The preset of this name with its defaults for this schema.
     *
     * @throws InvalidSpecException if there is none
     */
    public static AutoencoderSpec named(String name, Schema schema) {
        return Arrays.stream(Preset.values())
                .filter(preset -> preset.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidSpecException(
                        "there is no preset '" + name + "'" + Suggestion.forUnknown(name, names())))
                .spec(schema);
    }

    /**
     * The plain autoencoder: dense layers, a linear code, no corruption. Use it to compress and embed.
     *
     * <p>Defaults: hidden layers 64-32 for up to 64 inputs, else 256; a code of a third of the inputs, at most 64.
     *
     * @see <a href="https://doi.org/10.1126/science.1127647">Hinton and Salakhutdinov 2006</a>
     */
    public static AutoencoderSpec dense(Schema schema) {
        return plain(Preset.DENSE, schema, hiddenOf(schema), HiddenLayers.defaults());
    }

    /**
     * One sigmoid layer whose weights the decoder shares: inputs · code + code + inputs parameters. Use it for features
     * that can be looked at.
     *
     * <p>Defaults: a sigmoid code of as many numbers as {@link #dense}.
     *
     * @see <a href="https://www.jmlr.org/papers/v11/vincent10a.html">Vincent et al. 2010, section 2.1</a>
     */
    public static AutoencoderSpec tied(Schema schema) {
        return dense(schema)
                .preset(Preset.TIED.label())
                .architecture(Architecture.dense().tied(true))
                .bottleneck(Bottleneck.plain(third(schema)).activation(Activation.SIGMOID));
    }

    /**
     * Sigmoid units that are seldom active: use it for features that each stand for something.
     *
     * <p>Defaults: no hidden layers, a code of twice the inputs, at most 256, mean activation 0.05 at a weight of 1, L2
     * 1e-4.
     *
     * @see <a href="https://web.stanford.edu/class/cs294a/sparseAutoencoder.pdf">Ng 2011</a>
     */
    public static AutoencoderSpec sparse(Schema schema) {
        return dense(schema)
                .preset(Preset.SPARSE.label())
                .hidden()
                .bottleneck(Bottleneck.sparse(wide(schema), 0.05, 1))
                .l2(1e-4);
    }

    /**
     * A linear code of which the largest numbers are kept: use it for features, and before a linear classifier.
     *
     * <p>Defaults: no hidden layers, a code of twice the inputs, at most 256, of which a tenth is active, after a warm-up of
     * 10 epochs; L2 1e-4.
     *
     * @see <a href="https://arxiv.org/abs/1312.5663">Makhzani and Frey 2013</a>
     */
    public static AutoencoderSpec kSparse(Schema schema) {
        int size = wide(schema);
        return dense(schema)
                .preset(Preset.K_SPARSE.label())
                .hidden()
                .bottleneck(Bottleneck.kSparse(size, Math.max(1, size / 10)).warmUp(10))
                .l2(1e-4);
    }

    /**
     * Learns to undo noise, and so the relations between columns: use it to detect anomalies and to pretrain.
     *
     * <p>Defaults: Gaussian noise of 0.6 on standardised tables, masking of 0.3 on images; one wide hidden layer of 256 with
     * SWISH, a code of 64, weight decay 1e-4.
     *
     * @see <a href="https://www.jmlr.org/papers/v11/vincent10a.html">Vincent et al. 2010</a>
     */
    public static AutoencoderSpec denoising(Schema schema) {
        return dense(schema)
                .preset(Preset.DENOISING.label())
                .hidden(256)
                .activation(Activation.SWISH)
                .code(64)
                .corruption(schema instanceof ImageSchema ? Corruption.masking(0.3) : Corruption.gaussian(0.6))
                .weightDecay(1e-4);
    }

    /**
     * A code that hardly moves where rows do not: use it to pretrain for few labels.
     *
     * <p>Defaults: as {@link #tied}, with the contractive penalty at 0.1.
     *
     * @see <a href="https://icml.cc/2011/papers/455_icmlpaper.pdf">Rifai et al. 2011</a>
     */
    public static AutoencoderSpec contractive(Schema schema) {
        return tied(schema).preset(Preset.CONTRACTIVE.label()).contractive(0.1);
    }

    /**
     * Denoising layers, each trained on the codes of the one below before all are trained together: use it for deep encoders
     * of few rows.
     *
     * <p>Defaults: as {@link #denoising} with hidden layers 256-128; its plan pretrains each layer.
     *
     * @see <a href="https://www.jmlr.org/papers/v11/vincent10a.html">Vincent et al. 2010, section 3</a>
     */
    public static AutoencoderSpec stackedDenoising(Schema schema) {
        return denoising(schema).preset(Preset.STACKED_DENOISING.label()).hidden(256, 128);
    }

    /**
     * A code that is drawn, near a standard normal: use it to generate, and for a smooth code.
     *
     * <p>Defaults: images a hidden layer of 400, bernoulli, a code of 20; tables hidden layers as {@link #dense}, gaussian with
     * a learned σ, a code of a third of the inputs, at most 20; β 1.
     *
     * @see <a href="https://arxiv.org/abs/1312.6114">Kingma and Welling 2014</a>
     */
    public static AutoencoderSpec variational(Schema schema) {
        AutoencoderSpec dense = dense(schema).preset(Preset.VARIATIONAL.label());
        AutoencoderSpec hidden = schema.inputs() <= FEW ? dense : dense.hidden(400);
        return hidden.bottleneck(Bottleneck.variational(Math.min(20, third(schema))));
    }

    /**
     * A code of vectors out of a codebook, so of few bits: use it to compress.
     *
     * <p>Defaults: images 16 vectors of 8 numbers out of 512; tables a vector of 4 numbers for each 4 inputs, at most 16, out
     * of 64; SWISH.
     *
     * @see <a href="https://arxiv.org/abs/1711.00937">van den Oord et al. 2017</a>
     */
    public static AutoencoderSpec vectorQuantized(Schema schema) {
        int vectors = Math.max(1, Math.min(16, schema.inputs() / 4));
        return dense(schema)
                .preset(Preset.VECTOR_QUANTIZED.label())
                .activation(Activation.SWISH)
                .bottleneck(
                        schema instanceof ImageSchema
                                ? Bottleneck.vectorQuantized(vectors, 512, 8)
                                : Bottleneck.vectorQuantized(vectors, 64, 4));
    }

    /**
     * Codes that a discriminator cannot tell from a standard normal: use it to generate, and for priors of a given shape.
     *
     * <p>Defaults: a code of a third of the inputs, at most 8; the game at a weight of 1. Where rows cost much, as images do, and the
     * prior matters more than the error, take 10.
     *
     * @see <a href="https://arxiv.org/abs/1511.05644">Makhzani et al. 2016</a>
     */
    public static AutoencoderSpec adversarial(Schema schema) {
        return dense(schema)
                .preset(Preset.ADVERSARIAL.label())
                .bottleneck(Bottleneck.adversarial(Math.min(8, third(schema)), Prior.gaussian()));
    }

    /**
     * A variational autoencoder whose reconstructions and draws a critic judges as well: use it to generate sharper rows.
     *
     * <p>Defaults: as {@link #variational}, with a critic of two layers of 256 at a weight of 5 on images of 750 numbers and more, of
     * less in proportion on smaller ones, of 0.1 on other rows: a row of few numbers has few nats to hold against it, and the
     * likelihood gets worse, not better.
     *
     * @see <a href="https://arxiv.org/abs/1512.09300">Larsen et al. 2016</a>
     */
    public static AutoencoderSpec vaeGan(Schema schema) {
        return variational(schema)
                .preset(Preset.VAE_GAN.label())
                .critic(Critic.weighing(schema instanceof ImageSchema ? Math.min(5, schema.inputs() / 150.0) : 0.1));
    }

    /**
     * Codes whose distribution is near a standard normal as a whole: use it to generate with a deterministic encoder.
     *
     * <p>Defaults: a code of a third of the inputs, at most 8; discrepancy at a weight of 10.
     *
     * @see <a href="https://arxiv.org/abs/1711.01558">Tolstikhin et al. 2018</a>
     */
    public static AutoencoderSpec wasserstein(Schema schema) {
        return dense(schema)
                .preset(Preset.WASSERSTEIN.label())
                .bottleneck(Bottleneck.wasserstein(Math.min(8, third(schema)), Prior.gaussian()));
    }

    /**
     * Learns to fill in hidden patches: use it to pretrain on images.
     *
     * <p>Defaults: half of the patches of 4×4 pixels are hidden; of a table's row half of the numbers, one by one; hidden
     * layers and activation as {@link #denoising}.
     *
     * @see <a href="https://arxiv.org/abs/2111.06377">He et al. 2022</a>
     */
    public static AutoencoderSpec masked(Schema schema) {
        boolean hasCategories = schema.columns().stream().anyMatch(column -> column.isCategorical());
        Corruption patches = Corruption.patches(0.5, schema instanceof ImageSchema ? 4 : 1);
        return denoising(schema)
                .preset(Preset.MASKED.label())
                .corruption(hasCategories ? Corruption.masking(0.5) : patches);
    }

    /**
     * Convolutions in place of dense layers: use it for images, and for sequences of one rhythm.
     *
     * <p>Defaults: filters 16-32 with kernels of 3×3 on images, of 7 steps on sequences; RELU; a code as {@link #dense}.
     *
     * @see <a href="https://doi.org/10.1007/978-3-642-21735-7_7">Masci et al. 2011</a>
     */
    public static AutoencoderSpec convolutional(Schema schema) {
        Architecture.Convolutional filters = Architecture.convolutional(16, 32);
        return plain(
                Preset.CONVOLUTIONAL,
                schema,
                schema instanceof SequenceSchema ? filters.kernel(7) : filters,
                HiddenLayers.defaults());
    }

    /**
     * A variational autoencoder of convolutions: use it to generate images.
     *
     * <p>Defaults: layers as {@link #convolutional}; code and likelihood as {@link #variational}.
     *
     * @see <a href="https://arxiv.org/abs/1312.6114">Kingma and Welling 2014</a>
     */
    public static AutoencoderSpec convolutionalVariational(Schema schema) {
        return convolutional(schema)
                .preset(Preset.CONVOLUTIONAL_VARIATIONAL.label())
                .bottleneck(Bottleneck.variational(Math.min(20, third(schema))));
    }

    /**
     * Memory over the steps: use it for sequences of different lengths, and for anomalies of an order in time.
     *
     * <p>Defaults: one LSTM layer of 64 units in encoder and decoder each, a code of a third of the numbers, at most 16.
     *
     * @see <a href="https://arxiv.org/abs/1502.04681">Srivastava et al. 2015</a>
     */
    public static AutoencoderSpec recurrent(Schema schema) {
        HiddenLayers layers = HiddenLayers.defaults().activation(Activation.TANH);
        return plain(Preset.RECURRENT, schema, Architecture.recurrent(64), layers)
                .code(Math.min(16, third(schema)));
    }

    /**
     * A variational autoencoder with memory: use it to generate sequences.
     *
     * <p>Defaults: layers as {@link #recurrent}, a code of a third of the numbers, at most 8, a warm-up of 10 epochs.
     *
     * @see <a href="https://arxiv.org/abs/1412.6581">Fabius and van Amersfoort 2015</a>
     */
    public static AutoencoderSpec recurrentVariational(Schema schema) {
        return recurrent(schema)
                .preset(Preset.RECURRENT_VARIATIONAL.label())
                .bottleneck(Bottleneck.variational(Math.min(8, third(schema))).warmUp(10));
    }

    private static AutoencoderSpec plain(Preset preset, Schema schema, Architecture architecture, HiddenLayers layers) {
        return AutoencoderSpec.plain(
                preset.label(),
                schema,
                schema instanceof ImageSchema ? Scaling.divide(255) : Scaling.standard(),
                architecture,
                layers,
                Bottleneck.plain(third(schema)));
    }

    private static Architecture hiddenOf(Schema schema) {
        return schema.inputs() <= FEW ? Architecture.dense(64, 32) : Architecture.dense(256);
    }

    private static int third(Schema schema) {
        return Math.max(1, Math.min(64, Math.round(schema.inputs() / 3f)));
    }

    private static int wide(Schema schema) {
        return Math.min(256, 2 * schema.inputs());
    }
}
