package org.ae4j.engine;

/**
 * One of several networks that are trained together: it is told the gradient of its output and tells that of its input.
 * Arrays are row-major and may be longer than needed. For one thread at a time.
 *
 * <p>A step is {@link #forward}, then {@link #loss} or {@link #outputGradient}, then {@link #backward}, then
 * {@link #update}. Forward may be followed by several backwards, and a backward need not be followed by an update.
 */
public interface TrainableNetwork extends AutoCloseable {
    /** The name of the engine that results carry. */
    String engine();

    /** How many numbers of a row come in. */
    int inputs();

    /** How many numbers of a row go out. */
    int outputs();

    /** How many parameters there are. */
    int parameterCount();

    /**
     * Applies the network as in training: dropout, statistics of the batch. Keeps what {@link #backward} needs.
     *
     * @param input {@code [rows, inputs]}
     * @param seed of this step's dropout
     */
    void forward(float[] input, int rows, long seed);

    /** The same from what another network gave. */
    void forward(double[] input, int rows, long seed);

    /** Applies the network as in use: no dropout, running statistics. {@link #loss} may follow, no backward. */
    void use(float[] input, int rows);

    /** The same from what another network gave. */
    void use(double[] input, int rows);

    /** What the last {@link #forward} or {@link #use} gave: {@code [rows, outputs]}; before a loss's activation. */
    void readOutput(double[] into);

    /**
     * The loss of the last rows, summed, for a network with output groups; its gradient becomes that of the output.
     *
     * @param target {@code [rows, outputs]}
     * @param weights {@code [rows, outputs]}: a factor on each number's loss, equal over the columns of a softmax; null for
     *     1 throughout
     * @param factor on loss and gradient
     */
    double loss(float[] target, float[] weights, double factor);

    /** Sets the gradient with respect to the output: {@code [rows, outputs]}. */
    void outputGradient(double[] gradient);

    /** Adds to the gradient with respect to the output: {@code [rows, outputs]}. */
    void addOutputGradient(double[] gradient);

    /** From the output's gradient those of the parameters, summed over the rows, in place of the ones before. */
    void backward();

    /** The gradient with respect to the input after a {@link #backward}, before the update: {@code [rows, inputs]}. */
    void readInputGradient(double[] into);

    /**
     * One step of the updater from the gradients that are there.
     *
     * @param rows that they are a sum over
     * @return the penalties on weights before the step
     */
    double update(int rows);

    /** Whether weights are penalised, so that {@link #update} returns other than 0. */
    boolean isPenalized();

    /** Parameters {@code from} … {@code from + count − 1} in the order of DL4J's flat view. */
    void readParameters(int from, int count, double[] into);

    /** Sets parameters {@code from} … {@code from + count − 1}. */
    void writeParameters(int from, int count, double[] values);

    /** Gradients {@code from} … {@code from + count − 1} as {@link #backward} left them. */
    void readGradients(int from, int count, double[] into);

    /** Sets gradients {@code from} … {@code from + count − 1} before an {@link #update}. */
    void writeGradients(int from, int count, double[] values);

    /** A copy of all parameters. */
    float[] parameters();

    /** The learning rate of the next step; NaN for an updater without one. */
    double learningRate();

    /** Multiplies every learning rate from now on, beside what its schedule does. */
    void scaleLearningRate(double factor);

    /** Frees native memory; the network cannot be used afterwards. */
    @Override
    void close();
}
