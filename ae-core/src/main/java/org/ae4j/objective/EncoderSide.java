package org.ae4j.objective;

import java.util.Arrays;
import java.util.Optional;
import org.ae4j.engine.Batch;
import org.ae4j.engine.TrainableNetwork;
import org.ae4j.layer.Step;

/** The encoder with what it is told beside the row, and the penalty on its Jacobian. */
final class EncoderSide implements AutoCloseable {
    private final TrainableNetwork network;
    private final int columns;
    private final Optional<Contraction> contraction;
    private float[] input = new float[0];
    private double[] given = new double[0];
    private double[] gradient = new double[0];

    /**
     * Takes the network over.
     *
     * @param columns numbers of a row; what the network takes beyond them tells the class
     */
    EncoderSide(TrainableNetwork network, int columns, Optional<Contraction> contraction) {
        this.network = network;
        this.columns = columns;
        this.contraction = contraction;
    }

    TrainableNetwork network() {
        return network;
    }

    /** {@code [rows, given]} in training. */
    double[] forward(Batch batch, long seed, Step step) {
        int copies = contraction.map(Contraction::copies).orElse(1);
        float[] seen = input(batch, copies);
        contraction.ifPresent(one -> one.extend(seen, batch.rows(), network.inputs(), columns, step.random()));
        network.forward(seen, copies * batch.rows(), seed);
        return read(copies * batch.rows());
    }

    /** {@code [rows, given]} in use. */
    double[] use(Batch batch) {
        network.use(input(batch, 1), batch.rows());
        return read(batch.rows());
    }

    /** {@code [rows, given]} to be filled with the gradient of what the last {@link #forward} gave. */
    double[] gradient() {
        return gradient;
    }

    /** Adds the penalty, and goes back to the parameters; the penalty of the rows, summed. */
    double backward(int rows) {
        int size = network.outputs();
        int copies = contraction.map(Contraction::copies).orElse(1);
        Arrays.fill(gradient, rows * size, copies * rows * size, 0);
        double penalty =
                contraction.map(one -> one.add(given, rows, size, gradient)).orElse(0.0);
        network.outputGradient(gradient);
        network.backward();
        return penalty;
    }

    boolean isContracted() {
        return contraction.isPresent();
    }

    @Override
    public void close() {
        network.close();
    }

    private float[] input(Batch batch, int copies) {
        int width = network.inputs();
        if (copies == 1 && width == columns) {
            return batch.input();
        }
        if (input.length != copies * batch.rows() * width) {
            input = new float[copies * batch.rows() * width];
        }
        for (int i = 0; i < batch.rows(); i++) {
            System.arraycopy(batch.input(), i * columns, input, i * width, columns);
            ClassCode.write(batch.classes(), i, input, i * width + columns, width - columns);
        }
        return input;
    }

    private double[] read(int rows) {
        if (given.length < rows * network.outputs()) {
            given = new double[rows * network.outputs()];
            gradient = new double[given.length];
        }
        network.readOutput(given);
        return given;
    }
}
