package org.ae4j.objective;

import java.util.ArrayList;
import java.util.List;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.compile.WeightBlock;
import org.ae4j.engine.TrainableNetwork;
import org.ae4j.spec.AutoencoderSpec;

/** What a specification demands of weights: bounds, and a decoder that has them from the encoder. */
final class WeightRules {
    private WeightRules() {}

    /**
     * The rules in the order in which they hold.
     *
     * @param encoding the network that holds the encoder's weights
     * @param decoding the network that holds the decoder's, maybe the same one
     */
    static List<ParameterRule> of(
            AutoencoderSpec spec,
            TrainableNetwork encoding,
            List<WeightBlock> encoder,
            TrainableNetwork decoding,
            List<WeightBlock> decoder) {
        boolean tied = new NetworkPlan(spec).isTied();
        boolean positive = spec.knowledge().nonNegative();
        double maxNorm = spec.penalties().maxNorm();
        var rules = new ArrayList<ParameterRule>();
        if (positive || maxNorm > 0) {
            rules.add(new WeightBounds(encoding, encoder, positive, maxNorm));
            if (!tied) {
                rules.add(new WeightBounds(decoding, decoder, positive, maxNorm));
            }
        }
        if (tied) {
            rules.add(new TiedWeights(encoding, decoding, encoder, decoder));
        }
        return rules;
    }
}
