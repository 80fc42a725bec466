package org.ae4j.spec;

import java.util.List;
import org.ae4j.InvalidSpecException;
import org.ae4j.Suggestion;
import org.ae4j.data.ImageSchema;
import org.ae4j.data.Schema;

/** Named combinations of parts with defaults that work. */
public final class Presets {
    private static final String DENSE = "dense";

    private Presets() {}

    /** The names that {@link #named} knows. */
    public static List<String> names() {
        return List.of(DENSE);
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
        return dense(schema);
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
                Penalties.none());
        int inputs = spec.inputs();
        AutoencoderSpec sized = inputs <= 64 ? spec.hidden(64, 32) : spec.hidden(256);
        return sized.code(Math.max(1, Math.min(64, Math.round(inputs / 3f))));
    }
}
