package org.ae4j.pretrain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.ae4j.InvalidSpecException;
import org.ae4j.Suggestion;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.engine.RowWidths;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Penalties;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;

/**
 * The layers of an encoder, all of them or those up to one of its blocks.
 *
 * @param spec of the autoencoder that it comes from
 * @param names of its blocks, from the input on
 */
record EncoderPlan(AutoencoderSpec spec, List<String> names) {
    private static final String CUT = "cutAfter";

    /** All blocks, the code last. */
    static EncoderPlan whole(AutoencoderSpec spec) {
        return new EncoderPlan(spec, new NetworkPlan(spec).encoderNames());
    }

    /**
     * The blocks up to one of these.
     *
     * @throws InvalidSpecException if there is none of this name, or rows cannot be had from it
     */
    EncoderPlan cutAfter(String block) {
        int place = names.indexOf(block);
        if (place < 0) {
            throw new InvalidSpecException(
                    "the encoder has no block '" + block + "'" + Suggestion.forUnknown(block, names));
        }
        var cut = new EncoderPlan(spec, names.subList(0, place + 1));
        cut.configuration();
        return cut;
    }

    /** The same layers with other penalties. */
    EncoderPlan penalties(Penalties penalties) {
        return new EncoderPlan(spec.penalties(penalties), names);
    }

    int blocks() {
        return names.size();
    }

    /** From scaled input to what the last block gives, for use. */
    MultiLayerConfiguration configuration() {
        return new NetworkPlan(spec).encoder(blocks());
    }

    /** How many numbers the last block gives. */
    int width() {
        return RowWidths.outputs(configuration());
    }

    /** Says in a manifest where the encoder is cut; nothing where it is whole. */
    void put(ObjectNode manifest) {
        if (!equals(whole(spec))) {
            manifest.put(CUT, names.get(blocks() - 1));
        }
    }

    /** What {@link #put} said. */
    static EncoderPlan read(JsonNode manifest, AutoencoderSpec spec) {
        EncoderPlan whole = whole(spec);
        return manifest.has(CUT) ? whole.cutAfter(manifest.path(CUT).asText()) : whole;
    }
}
