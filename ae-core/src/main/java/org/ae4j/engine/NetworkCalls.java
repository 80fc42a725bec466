package org.ae4j.engine;

import java.util.List;
import org.ae4j.layer.GridToRows;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.StepsToRows;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/** What may be asked of a {@link TrainableNetwork} and when: says what is wrong before anything is touched. */
final class NetworkCalls {
    private final int inputs;
    private final int outputs;
    private final int parameters;
    private final boolean hasLoss;
    private final boolean hasInputGradient;
    private int rows; // of the last pass, 0 before the first
    private boolean isTraining;
    private boolean hasOutputGradient;
    private boolean isBackDone;
    private boolean closed;

    /**
     * Of a network.
     *
     * @param hasInputGradient whether its first layers are trained
     */
    NetworkCalls(int inputs, int outputs, long parameters, boolean hasLoss, boolean hasInputGradient) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.parameters = Math.toIntExact(parameters);
        this.hasLoss = hasLoss;
        this.hasInputGradient = hasInputGradient;
    }

    /**
     * Refuses a network whose end does not suit.
     *
     * @param loss the output groups; empty for none
     * @throws IllegalArgumentException if the network does not end in a dense layer or in rows, or if the loss does not fit
     */
    static void checkEnd(MultiLayerConfiguration configuration, List<OutputGroup> loss) {
        Layer last = configuration.getConf(configuration.getConfs().size() - 1).getLayer();
        boolean isRows = last instanceof GridToRows || last instanceof StepsToRows;
        if (!isRows && !(last instanceof DenseLayer)) {
            throw new IllegalArgumentException(
                    "a network that is trained in parts ends in a dense layer or in rows and is given its loss beside it,"
                            + " found " + last.getClass().getSimpleName());
        }
        if (loss.isEmpty()) {
            return;
        }
        checkLinear(configuration);
        int covered = loss.get(loss.size() - 1).to();
        int outputs = RowWidths.outputs(configuration);
        if (covered != outputs) {
            throw new IllegalArgumentException(
                    "the loss covers %d columns, the network gives %d".formatted(covered, outputs));
        }
    }

    /** Refuses a loss that is not given what a layer gives as it is. */
    private static void checkLinear(MultiLayerConfiguration configuration) {
        int at = configuration.getConfs().size() - 1;
        while (at > 0 && isMerelyMoving(configuration.getConf(at).getLayer())) {
            at--;
        }
        Layer layer = configuration.getConf(at).getLayer();
        if (!(layer instanceof DenseLayer || layer instanceof ConvolutionLayer)) {
            throw new IllegalArgumentException("the layer in front of a loss is a dense one or a convolution, found "
                    + layer.getClass().getSimpleName());
        }
        IActivation activation = ((BaseLayer) layer).getActivationFn();
        if (!(activation instanceof ActivationIdentity)) {
            throw new IllegalArgumentException(
                    "the layer in front of a loss has the activation identity, found " + activation);
        }
    }

    private static boolean isMerelyMoving(Layer layer) {
        return layer instanceof GridToRows || layer instanceof StepsToRows || layer instanceof Cropping2D;
    }

    int parameters() {
        return parameters;
    }

    /** Rows of the last pass. */
    int rows() {
        return rows;
    }

    /** Whether the last pass was as in training. */
    boolean isTraining() {
        return isTraining;
    }

    /** A pass over rows begins. */
    void pass(int length, int newRows, boolean inTraining) {
        checkOpen();
        if (newRows < 1) {
            throw new IllegalArgumentException("a pass takes at least one row, found " + newRows);
        }
        checkLength("input", length, newRows, inputs);
        rows = newRows;
        isTraining = inTraining;
        hasOutputGradient = false;
        isBackDone = false;
    }

    /** The output is read into an array. */
    void output(int length) {
        checkHasOutput();
        checkLength("output", length, rows, outputs);
    }

    /**
     * The loss is asked for.
     *
     * @param weights null for none
     */
    void loss(float[] target, float[] weights) {
        checkHasOutput();
        if (!hasLoss) {
            throw new IllegalStateException("the network has no loss of its own");
        }
        checkLength("target", target.length, rows, outputs);
        if (weights != null) {
            checkLength("weight", weights.length, rows, outputs);
        }
        hasOutputGradient = isTraining;
    }

    /** The output's gradient is given. */
    void outputGradient(int length) {
        checkOpen();
        if (!isTraining) {
            throw new IllegalStateException("there is no gradient before a forward as in training");
        }
        checkLength("gradient", length, rows, outputs);
        hasOutputGradient = true;
    }

    /** Something is added to the output's gradient. */
    void addOutputGradient(int length) {
        checkOpen();
        checkHasOutputGradient();
        outputGradient(length);
    }

    /** A backward begins. */
    void backward() {
        checkOpen();
        checkHasOutputGradient();
        isBackDone = true;
    }

    /** The gradient with respect to the input is read into an array. */
    void inputGradient(int length) {
        checkOpen();
        if (!hasInputGradient) {
            throw new IllegalStateException("frozen layers have no gradient");
        }
        if (!isBackDone) {
            throw new IllegalStateException("the gradient of the input is there between a backward and the update");
        }
        checkLength("gradient", length, rows, inputs);
    }

    /** Parameters are about to move. */
    void update(int summedRows) {
        checkOpen();
        if (summedRows < 1) {
            throw new IllegalArgumentException("gradients are a sum over at least one row, found " + summedRows);
        }
        isBackDone = false;
    }

    /** Some parameters or gradients go to or come from an array. */
    void part(int from, int count, int length) {
        checkOpen();
        if (from < 0 || count < 0 || from > parameters - count) {
            throw new IllegalArgumentException(
                    "the network has %d parameters, asked for %d from %d on".formatted(parameters, count, from));
        }
        if (length < count) {
            throw new IllegalArgumentException("an array of %d numbers cannot hold %d".formatted(length, count));
        }
    }

    void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the network is closed");
        }
    }

    /** Refuses everything from now on; whether it did not before. */
    boolean close() {
        boolean wasOpen = !closed;
        closed = true;
        return wasOpen;
    }

    private void checkHasOutput() {
        checkOpen();
        if (rows == 0) {
            throw new IllegalStateException("there is no output before a forward");
        }
    }

    private void checkHasOutputGradient() {
        if (!hasOutputGradient) {
            throw new IllegalStateException(
                    "there is no gradient of the output: a forward comes first, then a loss or an output gradient");
        }
    }

    private static void checkLength(String what, int length, int rows, int width) {
        if (length < (long) rows * width) {
            throw new IllegalArgumentException(
                    "%d rows take %d numbers of %s, found %d".formatted(rows, (long) rows * width, what, length));
        }
    }
}
