package org.ae4j.spec;

import java.util.Set;

/**
 * One layer of the user's own, checked.
 *
 * @param name unique in encoder and decoder together
 * @param kind the simple name of the configuration class, such as {@code DenseLayer}
 * @param json DL4J's, holding no class but those that {@link Architecture#of} allows
 */
public record OwnLayer(String name, String kind, String json) {
    private static final Set<String> WEIGHTED = Set.of("DenseLayer", "ConvolutionLayer", "LSTM", "LastTimeStep");

    /** Whether a block begins at it: it has weights, and is no normalisation. */
    public boolean beginsBlock() {
        return WEIGHTED.contains(kind);
    }

    /** Whether it works on grids or sequences, or makes or ends them. */
    public boolean isShaped() {
        return !Set.of("DenseLayer", "BatchNormalization", "ActivationLayer", "DropoutLayer")
                .contains(kind);
    }

    /** Whether it has LSTM gates. */
    boolean isRecurrent() {
        return kind.equals("LSTM") || kind.equals("LastTimeStep");
    }

    /** Whether what it makes of a row in training depends on chance or on other rows. */
    boolean isNoisy() {
        return kind.equals("BatchNormalization") || kind.equals("DropoutLayer") || json.contains("\"idropout\":{");
    }

    /**
     * What it gives when it takes this.
     *
     * @throws org.ae4j.InvalidSpecException if it cannot take it
     */
    public OwnShape outputs(OwnShape input) {
        return new OwnChain.Link(this, input).output();
    }
}
