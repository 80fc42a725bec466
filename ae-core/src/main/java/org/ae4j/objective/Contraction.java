package org.ae4j.objective;

import java.util.random.RandomGenerator;

/** A penalty on how much the encoder's output follows its input: λ‖∂h/∂x‖², the squared Frobenius norm, of each row. */
interface Contraction extends ParameterRule {
    /** How many times as many rows the encoder is to see. */
    int copies();

    /**
     * Fills in the further copies of the rows.
     *
     * @param input {@code [copies · rows, width]}, of which the first {@code rows} are there
     * @param columns of a row that are input; those behind tell the class
     */
    void extend(float[] input, int rows, int width, int columns, RandomGenerator random);

    /**
     * The penalty of the rows, summed, and its gradient.
     *
     * @param given {@code [copies · rows, size]}: what the encoder gave
     * @param gradient {@code [copies · rows, size]}: that of the penalty is added
     */
    double add(double[] given, int rows, int size, double[] gradient);
}
