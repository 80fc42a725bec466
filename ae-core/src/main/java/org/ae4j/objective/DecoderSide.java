package org.ae4j.objective;

import java.util.Arrays;
import java.util.Optional;
import org.ae4j.engine.Batch;
import org.ae4j.engine.TrainableNetwork;
import org.ae4j.layer.Step;

/** The decoder with what it is told beside the code, its loss, and the critic of what it gives. */
final class DecoderSide implements AutoCloseable {
    private final TrainableNetwork network;
    private final int size;
    private final Optional<LearnedVariance> variance;
    private final Optional<CriticTerm> critic;
    private double[] input = new double[0];
    private double[] output = new double[0];
    private double[] inputGradient = new double[0];
    private float[] target = new float[0];
    private float[] weights = new float[0];

    /**
     * Takes the network over.
     *
     * @param size numbers of a code; what the network takes beyond them tells the class
     */
    DecoderSide(TrainableNetwork network, int size, Optional<LearnedVariance> variance, Optional<CriticTerm> critic) {
        this.network = network;
        this.size = size;
        this.variance = variance;
        this.critic = critic;
    }

    TrainableNetwork network() {
        return network;
    }

    /** The variance in use, where it is learnt. */
    Optional<LearnedVariance> variance() {
        return variance;
    }

    /** Loss of the batch's codes in training, summed over the rows; the critic's part with it. */
    double forward(Batch batch, double[] codes, long seed, Step step) {
        int drawn = critic.map(one -> one.draws(batch.rows())).orElse(0);
        int rows = batch.rows() + drawn;
        join(codes, batch, rows);
        critic.ifPresent(one -> one.draw(input, batch.rows(), drawn, network.inputs(), step.random()));
        network.forward(input, rows, seed);
        double loss = likelihood(batch, rows);
        return loss + critic.map(one -> one.judge(network, batch, rows, seed)).orElse(0.0);
    }

    /** The critic's part of what {@link #forward} returned; 0 without one. */
    double played() {
        return critic.map(CriticTerm::lastLoss).orElse(0.0);
    }

    /** Loss of the batch's codes in use, summed over the rows. */
    double use(Batch batch, double[] codes) {
        join(codes, batch, batch.rows());
        network.use(input, batch.rows());
        if (variance.isEmpty()) {
            return network.loss(batch.target(), batch.weights(), 1);
        }
        double inUse = variance.get().inUse();
        float[] weighed = variance.get().weights(batch.weights(), batch.rows(), inUse);
        return network.loss(batch.target(), weighed, 1)
                + variance.get().normalizer(batch.weights(), batch.rows(), inUse);
    }

    /** Goes back to parameters and codes: {@code codeGradient} gets {@code [rows, size]}. */
    void backward(double[] codeGradient, int rows) {
        network.backward();
        network.readInputGradient(inputGradient);
        for (int i = 0; i < rows; i++) {
            System.arraycopy(inputGradient, i * network.inputs(), codeGradient, i * size, size);
        }
    }

    double update(int rows) {
        critic.ifPresent(CriticTerm::update);
        return network.update(rows);
    }

    boolean hasCritic() {
        return critic.isPresent();
    }

    @Override
    public void close() {
        network.close();
        critic.ifPresent(CriticTerm::close);
    }

    private double likelihood(Batch batch, int rows) {
        if (rows > batch.rows()) { // draws from the prior have no target
            extend(batch, rows);
        }
        float[] wanted = rows > batch.rows() ? target : batch.target();
        float[] counted = rows > batch.rows() ? weights : batch.weights();
        if (variance.isEmpty()) {
            return network.loss(wanted, counted, 1);
        }
        output = output.length >= rows * network.outputs() ? output : new double[rows * network.outputs()];
        network.readOutput(output);
        variance.get().learn(output, wanted, counted, rows);
        double ofBatch = variance.get().ofBatch();
        return network.loss(wanted, variance.get().weights(counted, rows, ofBatch), 1)
                + variance.get().normalizer(counted, rows, ofBatch);
    }

    private void extend(Batch batch, int rows) {
        int length = rows * network.outputs();
        if (target.length != length) {
            target = new float[length];
            weights = new float[length];
        }
        int own = batch.target().length;
        System.arraycopy(batch.target(), 0, target, 0, own);
        Arrays.fill(weights, 0, own, 1);
        if (batch.weights() != null) {
            System.arraycopy(batch.weights(), 0, weights, 0, own);
        }
    }

    private void join(double[] codes, Batch batch, int rows) {
        int width = network.inputs();
        if (input.length < rows * width) {
            input = new double[rows * width];
            inputGradient = new double[rows * width];
        }
        for (int i = 0; i < rows; i++) {
            int row = i % batch.rows();
            System.arraycopy(codes, row * size, input, i * width, size);
            ClassCode.write(batch.classes(), row, input, i * width + size, width - size);
        }
    }
}
