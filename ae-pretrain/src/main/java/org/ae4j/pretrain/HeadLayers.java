package org.ae4j.pretrain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.ae4j.InvalidSpecException;
import org.ae4j.Suggestion;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.layer.StableActivation;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.Activation;

/**
 * What stands between code and output: an activation of the code, its batch normalisation, then hidden blocks.
 *
 * @param onCode default the identity, which is no layer
 * @param batchNorm whether the code, activated, is normalised
 * @param hidden widths of blocks in the encoder's style, default none
 */
record HeadLayers(Activation onCode, boolean batchNorm, List<Integer> hidden) {
    private static final String ACTIVATION = "activation";
    private static final String BATCH_NORM = "batchNorm";
    private static final String HIDDEN = "hidden";

    HeadLayers {
        hidden = List.copyOf(hidden);
        for (int width : hidden) {
            if (width < 1) {
                throw new InvalidSpecException("a head's hidden layer has a width of at least 1, found " + width);
            }
        }
    }

    /** The normalised code: a linear head on codes of any scale learns at the same rates. */
    static HeadLayers defaults() {
        return none().batchNorm(true);
    }

    static HeadLayers none() {
        return new HeadLayers(Activation.IDENTITY, false, List.of());
    }

    HeadLayers onCode(Activation activation) {
        return new HeadLayers(activation, batchNorm, hidden);
    }

    HeadLayers batchNorm(boolean on) {
        return new HeadLayers(onCode, on, hidden);
    }

    HeadLayers hidden(List<Integer> widths) {
        return new HeadLayers(onCode, batchNorm, widths);
    }

    /** The layer that activates the code, if any. */
    List<Layer> activation() {
        return onCode == Activation.IDENTITY
                ? List.of()
                : List.of(new ActivationLayer.Builder()
                        .name("head.activation")
                        .activation(StableActivation.of(onCode))
                        .build());
    }

    /** The layers behind the activation: {@code [rows, code] → [rows, outputs]}. */
    List<Layer> blocks(NetworkPlan plan, int code) {
        var layers = new ArrayList<Layer>();
        if (batchNorm) {
            layers.add(NetworkPlan.normalization("head.norm", code));
        }
        int in = code;
        for (int i = 0; i < hidden.size(); i++) {
            layers.addAll(plan.block("head" + i, in, hidden.get(i)));
            in = hidden.get(i);
        }
        return layers;
    }

    /** How many numbers the output layer takes. */
    int outputs(int code) {
        return hidden.isEmpty() ? code : hidden.get(hidden.size() - 1);
    }

    /** Adds what differs from none, and the widths, to what a file says of the head. */
    void write(ObjectNode json) {
        hidden.forEach(json.putArray(HIDDEN)::add);
        if (onCode != Activation.IDENTITY) {
            json.put(ACTIVATION, onCode.name());
        }
        if (batchNorm) {
            json.put(BATCH_NORM, true);
        }
    }

    /** Reads what {@link #write} wrote. */
    static HeadLayers read(JsonNode json) {
        List<Integer> widths = StreamSupport.stream(json.path(HIDDEN).spliterator(), false)
                .map(JsonNode::intValue)
                .toList();
        String name = json.path(ACTIVATION).asText(Activation.IDENTITY.name());
        List<String> known =
                Arrays.stream(Activation.values()).map(Activation::name).toList();
        if (!known.contains(name)) {
            throw new InvalidSpecException(
                    "there is no activation '" + name + "'" + Suggestion.forUnknown(name, known));
        }
        return new HeadLayers(Activation.valueOf(name), json.path(BATCH_NORM).asBoolean(), widths);
    }
}
