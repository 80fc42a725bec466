package org.ae4j.objective;

import java.util.List;
import java.util.SplittableRandom;
import org.ae4j.engine.Batch;
import org.ae4j.engine.TrainableNetwork;
import org.ae4j.engine.TrainingEngine;
import org.ae4j.engine.kernel.SplitMix;
import org.ae4j.layer.Step;

/** Trains the small autoencoder of one layer: by its own loss, or by half the squared error of what it gives. */
final class LayerTraining implements TrainingEngine {
    private final TrainableNetwork network;
    private final boolean hasLoss;
    private final List<ParameterRule> rules;
    private final double stepsPerEpoch;
    private final long seed;
    private double[] output = new double[0];
    private long number;

    /**
     * Takes the network over.
     *
     * @param hasLoss whether the network has one
     * @param rules in the order in which they hold
     * @param seed of dropout
     */
    LayerTraining(TrainableNetwork network, boolean hasLoss, List<ParameterRule> rules, int stepsPerEpoch, long seed) {
        this.network = network;
        this.hasLoss = hasLoss;
        this.rules = List.copyOf(rules);
        this.stepsPerEpoch = stepsPerEpoch;
        this.seed = seed;
        Step start = step();
        rules.forEach(rule -> rule.afterUpdate(start));
    }

    @Override
    public String name() {
        return network.engine();
    }

    @Override
    public double step(Batch batch) {
        Step step = step();
        network.forward(batch.input(), batch.rows(), SplitMix.bits(seed, number));
        double loss = measured(batch);
        if (!hasLoss) {
            network.outputGradient(output);
        }
        network.backward();
        rules.forEach(rule -> rule.afterBackward(step, batch.rows()));
        double penalties = network.update(batch.rows());
        rules.forEach(rule -> rule.afterUpdate(step));
        number++;
        return loss / batch.rows() + penalties;
    }

    @Override
    public double loss(Batch batch) {
        network.use(batch.input(), batch.rows());
        return measured(batch);
    }

    /** The loss of the rows, summed; without one of its own the network's output turns into its gradient. */
    private double measured(Batch batch) {
        if (hasLoss) {
            return network.loss(batch.target(), batch.weights(), 1);
        }
        if (output.length < batch.target().length) {
            output = new double[batch.target().length];
        }
        network.readOutput(output);
        double sum = 0;
        for (int i = 0; i < batch.target().length; i++) {
            output[i] -= batch.target()[i];
            sum += output[i] * output[i] / 2;
        }
        return sum;
    }

    @Override
    public double learningRate() {
        return network.learningRate();
    }

    @Override
    public void scaleLearningRate(double factor) {
        network.scaleLearningRate(factor);
    }

    @Override
    public float[] parameters() {
        return network.parameters();
    }

    @Override
    public void close() {
        network.close();
    }

    private Step step() {
        return new Step(number, number / stepsPerEpoch, new SplittableRandom(SplitMix.bits(seed, number)));
    }
}
