package org.ae4j.pretrain.foreign;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.ae4j.ModelFileException;
import org.ae4j.compile.NetworkPlan;

/**
 * The flat parameters of another network as those of its encoder. DL4J lays them layer after layer, as it does those of the same
 * layers in ours; what differs is normalisation that keeps log₁₀ σ, whose σ² is 10^(2 log₁₀ σ), and the code layer.
 */
final class ForeignParameters {
    private ForeignParameters() {}

    /**
     * Refuses a count of parameters that the layers do not have.
     *
     * @param what where they come from, for messages
     * @param found how many there are
     */
    static void check(String what, List<ForeignLayer> layers, long found) {
        long at = 0;
        for (ForeignLayer layer : layers) {
            OptionalLong count = layer.parameters();
            if (count.isEmpty()) {
                return;
            }
            if (at + count.getAsLong() > found) {
                throw new ModelFileException(
                        "%s: layer '%s' (%s) needs %d parameters, found %d behind those of the layers before"
                                .formatted(what, layer.name(), layer.kind(), count.getAsLong(), found - at));
            }
            at += count.getAsLong();
        }
        if (at < found) {
            throw new ModelFileException("%s: its layers have %d parameters, found %d".formatted(what, at, found));
        }
    }

    /** The parameters of the encoder, a new array. */
    static float[] of(EncoderCut cut, List<ForeignLayer> layers, float[] all) {
        var configuration = new NetworkPlan(cut.spec()).encoder();
        float[] own = new float[Math.toIntExact(NetworkPlan.parameterCount(configuration))];
        int at = 0;
        for (ForeignLayer layer : layers) {
            int count = Math.toIntExact(layer.parameters().orElseThrow());
            System.arraycopy(all, at, own, at, count);
            at += count;
            if (layer.kind().equals("BatchNormalization")
                    && layer.fields().path("useLogStd").asBoolean()) {
                int width = layer.fields().path("nout").asInt();
                for (int i = at - width; i < at; i++) {
                    own[i] = (float) Math.pow(10, 2.0 * all[i]);
                }
            }
        }
        if (cut.hasIdentity()) {
            int size = cut.spec().bottleneck().size();
            for (int i = 0; i < size; i++) {
                own[at + i * (size + 1)] = 1;
            }
        } // else what is left is the bias of a code layer that had none: 0
        return own;
    }

    /** Refuses numbers that are not finite. */
    static float[] finite(String what, float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new ModelFileException(
                        "%s: parameter %d is %s, every one must be finite".formatted(what, i, values[i]));
            }
        }
        return Arrays.copyOf(values, values.length);
    }
}
