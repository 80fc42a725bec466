package org.ae4j.layer;

import java.util.Optional;

/**
 * What stands between encoder and decoder: makes the code of what the encoder gives. Arrays are row-major and may be longer
 * than {@code rows} rows need. An object serves one training at a time; {@link #use} is safe for many threads while nothing
 * trains.
 */
public interface CodeFunction {
    /** How many numbers of a row come in. */
    int inputs();

    /** How many numbers a code has. */
    int outputs();

    /**
     * The codes in training. What {@link #backward} needs is kept until the next call.
     *
     * @param given {@code [rows, inputs]}
     * @param code gets {@code [rows, outputs]}
     * @param step where the run is, and its noise
     * @return what this function adds to the loss, summed over the rows
     */
    double forward(double[] given, int rows, double[] code, Step step);

    /** Which part of the loss {@link #forward} returns; empty where that is always 0. */
    default Optional<LossPart> part() {
        return Optional.empty();
    }

    /**
     * The gradient of the summed loss with respect to what was given, this function's own part included.
     *
     * @param codeGradient {@code [rows, outputs]}, that of the summed loss behind the code
     * @param givenGradient gets {@code [rows, inputs]}
     */
    void backward(double[] codeGradient, double[] givenGradient);

    /** The codes in use, without noise: {@code [rows, inputs] → [rows, outputs]}. */
    void use(double[] given, int rows, double[] code);

    /** What is learnt otherwise than by gradients, such as a codebook; a copy; empty where there is nothing. */
    default float[] state() {
        return new float[0];
    }

    /** This function as text, such as {@code "kSparse 64 8"}, its state included: {@link #parse} reads it. */
    String text();

    /**
     * The function of a text; a new object.
     *
     * @throws org.ae4j.InvalidSpecException if it is no function's text
     */
    static CodeFunction parse(String text) {
        return CodeText.parse(text);
    }
}
