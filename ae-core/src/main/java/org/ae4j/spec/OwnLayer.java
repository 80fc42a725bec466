package org.ae4j.spec;

/**
 * One layer of the user's own, checked.
 *
 * @param name unique in encoder and decoder together
 * @param kind the simple name of DL4J's configuration class, such as {@code DenseLayer}
 * @param takes how many numbers it takes; 0 for any count
 * @param width how many numbers it gives; 0 for as many as it takes
 * @param json DL4J's, holding no class but those that {@link Architecture#of} allows
 */
public record OwnLayer(String name, String kind, int takes, int width, String json) {
    private static final String DENSE = "DenseLayer";

    /** Whether it is fully connected. */
    public boolean isDense() {
        return kind.equals(DENSE);
    }

    /** Whether what it makes of a row in training depends on chance or on other rows. */
    boolean isNoisy() {
        return kind.equals("BatchNormalization") || kind.equals("DropoutLayer") || json.contains("\"idropout\":{");
    }

    /** How many numbers it gives when it takes this many. */
    public int outputs(int inputs) {
        return isDense() ? width : inputs;
    }
}
