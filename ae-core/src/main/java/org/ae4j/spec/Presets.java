package org.ae4j.spec;

import java.util.List;
import org.ae4j.InvalidSpecException;
import org.ae4j.Suggestion;
import org.ae4j.data.ImageSchema;
import org.ae4j.data.Schema;
import org.nd4j.linalg.activations.Activation;

/** Named combinations of parts with defaults that work. */
public final class Presets {
    private static final String DENSE = "dense";
    private static final String DENOISING = "denoising";

    private Presets() {}

    /** The names that {@link #named} knows. */
    public static List<String> names() {
        return List.of(DENSE, DENOISING);
    }

    /**
     * The preset of this name with its defaults for this schema.
     *
     * @throws InvalidSpecException if there is none
     */
    public static AutoencoderSpec named(String name, Schema schema) {
        if (!names().contains(name)) {
            throw new InvalidSpecException("there is no preset '" + name + "'" + Suggestion.forUnknown(name, names()));
        }
        return name.equals(DENOISING) ? denoising(schema) : dense(schema);
    }

    /**
     * The plain autoencoder: dense layers, a linear code, no corruption. Use it to compress and embed.
     *
     * <p>Defaults: images divided by 255 with unitGaussian likelihood, tables standardised with gaussian; hidden layers
     * 64-32 for up to 64 inputs, else 256; a code of a third of the inputs, at most 64.
     *
     * @see <a href="https://doi.org/10.1126/science.1127647">Hinton and Salakhutdinov 2006</a>
     */
    public static AutoencoderSpec dense(Schema schema) {
        Scaling scaling = schema instanceof ImageSchema ? Scaling.divide(255) : Scaling.standard();
        var spec = new AutoencoderSpec(
                DENSE,
                schema,
                scaling,
                Architecture.dense(),
                HiddenLayers.defaults(),
                Bottleneck.plain(1),
                Likelihood.byScaling(),
                Corruption.none(),
                Penalties.none());
        int inputs = spec.inputs();
        AutoencoderSpec sized = inputs <= 64 ? spec.hidden(64, 32) : spec.hidden(256);
        return sized.code(Math.max(1, Math.min(64, Math.round(inputs / 3f))));
    }

    /**
     * Learns to undo noise, and so the relations between columns: use it to detect anomalies and to pretrain.
     *
     * <p>Defaults: scaling and likelihood as {@link #dense}; Gaussian noise of 0.6 on standardised tables, masking of 0.3
     * on images; one wide hidden layer of 256 with SWISH, a code of 64, weight decay 1e-4.
     *
     * @see <a href="https://www.jmlr.org/papers/v11/vincent10a.html">Vincent et al. 2010</a>
     */
    public static AutoencoderSpec denoising(Schema schema) {
        AutoencoderSpec dense = dense(schema);
        return new AutoencoderSpec(
                DENOISING,
                schema,
                dense.scaling(),
                Architecture.dense(256),
                dense.layers().activation(Activation.SWISH),
                Bottleneck.plain(64),
                dense.likelihood(),
                schema instanceof ImageSchema ? Corruption.masking(0.3) : Corruption.gaussian(0.6),
                dense.penalties().weightDecay(1e-4));
    }
}
