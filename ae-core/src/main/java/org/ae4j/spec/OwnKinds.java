package org.ae4j.spec;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.ae4j.InvalidSpecException;

/** Which kinds of layers an own architecture may have, and why not the others. */
final class OwnKinds {
    private static final String PACKAGE = "org.deeplearning4j.nn.conf.layers.";
    private static final String RESHAPING = "org.ae4j.layer.";

    /** What to do instead, by a part of the class's name. */
    private static final Map<String, String> REASONS = Map.of(
            "variational.VariationalAutoencoder",
            "cannot be fitted in DL4J 1.0.0-M2.1 but by pretraining: use hidden layers and Bottleneck.variational(k)",
            "AutoEncoder",
            "trains against its gradient in DL4J 1.0.0-M2.1: use a DenseLayer, and Corruption for noise",
            "misc.FrozenLayer",
            "holds weights fixed: give the layer itself, and freeze blocks when fine-tuning",
            "misc.FrozenLayerWithBackprop",
            "moves under penalties in DL4J 1.0.0-M2.1: give the layer itself, and freeze blocks when fine-tuning");

    private static final String DOUBLED = "has twice its gradient in DL4J 1.0.0-M2.1: use a DenseLayer";
    private static final String ENDS = "ends a network with a loss: leave it out; the code layer and the output with"
            + " its loss, by the likelihood, are added";

    private OwnKinds() {}

    /** What an encoder or a decoder may have: grids and sequences are made of rows, and decoders give vectors alone. */
    static Set<String> of(String part) {
        return part.equals("decoder") ? OwnFields.OF_VECTORS : OwnFields.KEPT.keySet();
    }

    /**
     * A layer's class behind DL4J's package of layers; of a layer of AE4J the whole name.
     *
     * @param known what can be trained
     * @throws InvalidSpecException if it is another
     */
    static String check(String place, String className, Set<String> known) {
        if (className.startsWith(RESHAPING) && known.contains(className)) {
            return className;
        }
        if (!className.startsWith(PACKAGE)) {
            throw className.isEmpty()
                    ? new InvalidSpecException(place + " names no class of a layer")
                    : OwnClasses.refused(place, className);
        }
        String kind = className.substring(PACKAGE.length());
        if (known.contains(kind)) {
            return kind;
        }
        String simple = OwnClasses.simpleName(kind);
        String reason = reason(kind);
        if (!reason.isEmpty()) {
            throw new InvalidSpecException(place + " is of the kind " + simple + ", which " + reason);
        }
        throw new InvalidSpecException(place + " is of the kind " + simple
                + ", which is no layer that an autoencoder of ours can train yet; known: "
                + known.stream().map(OwnClasses::simpleName).sorted().collect(Collectors.joining(", ")));
    }

    private static String reason(String kind) {
        if (kind.contains("SameDiff") || kind.contains("SelfAttention") || kind.startsWith("samediff.")) {
            return DOUBLED;
        }
        boolean hasLoss = kind.endsWith("OutputLayer") || kind.endsWith("LossLayer");
        return hasLoss ? ENDS : REASONS.getOrDefault(kind, "");
    }
}
