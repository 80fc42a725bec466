package org.ae4j.objective;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.ae4j.engine.Batch;
import org.ae4j.engine.TrainableNetwork;
import org.ae4j.layer.CodePrior;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.OutputKind;

/** Decoded rows, reconstructions as well as draws from the prior, that pass for real ones (Larsen et al. 2016). */
final class CriticTerm implements AutoCloseable {
    private final Discriminator discriminator;
    private final CodePrior prior;
    private final List<OutputGroup> groups;
    private final double weight;
    private double[] draws = new double[0];
    private double[] real = new double[0];
    private double[] rows = new double[0];
    private double[] gradient = new double[0];

    /**
     * Takes the discriminator over.
     *
     * @param prior to draw codes from; null to judge reconstructions alone
     * @param groups of the decoder's outputs
     */
    CriticTerm(Discriminator discriminator, CodePrior prior, List<OutputGroup> groups, double weight) {
        this.discriminator = discriminator;
        this.prior = prior;
        this.groups = groups;
        this.weight = weight;
    }

    /** How many draws go through the decoder with a batch. */
    int draws(int batchRows) {
        return prior == null ? 0 : batchRows;
    }

    /** Writes drawn codes behind those of the batch: row {@code i} of {@code input} starts at {@code i · width}. */
    void draw(double[] input, int batchRows, int count, int width, RandomGenerator random) {
        if (count == 0) {
            return;
        }
        draws = draws.length >= count * prior.size() ? draws : new double[count * prior.size()];
        prior.sample(draws, count, random);
        for (int i = 0; i < count; i++) {
            System.arraycopy(draws, i * prior.size(), input, (batchRows + i) * width, prior.size());
        }
    }

    /** Plays a round with what the decoder has given for {@code count} rows, and adds its gradient to the decoder's. */
    double judge(TrainableNetwork decoder, Batch batch, int count, long seed) {
        int width = decoder.outputs();
        reserve(batch.target().length, count * width);
        for (int i = 0; i < batch.target().length; i++) {
            real[i] = batch.target()[i];
        }
        decoder.readOutput(rows);
        for (int i = 0; i < count; i++) {
            activate(i * width);
        }
        Arrays.fill(gradient, 0, count * width, 0);
        double loss = discriminator.round(real, batch.rows(), rows, count, weight, gradient, seed);
        for (int i = 0; i < count; i++) {
            chain(i * width);
        }
        decoder.addOutputGradient(gradient);
        return loss;
    }

    double lastLoss() {
        return discriminator.lastLoss();
    }

    void update() {
        discriminator.update();
    }

    @Override
    public void close() {
        discriminator.close();
    }

    /** Outputs in place of what comes before their activation, of one row. */
    private void activate(int at) {
        for (OutputGroup group : groups) {
            if (group.kind() == OutputKind.SOFTMAX) {
                softmax(at + group.from(), at + group.to());
            } else if (isSigmoid(group)) {
                for (int i = at + group.from(); i < at + group.to(); i++) {
                    rows[i] = 1 / (1 + Math.exp(-rows[i]));
                }
            }
        }
    }

    /** The gradient with respect to outputs becomes that in front of their activation, of one row. */
    private void chain(int at) {
        for (OutputGroup group : groups) {
            double mean = 0;
            for (int i = at + group.from(); group.kind() == OutputKind.SOFTMAX && i < at + group.to(); i++) {
                mean += rows[i] * gradient[i];
            }
            for (int i = at + group.from(); i < at + group.to(); i++) {
                if (group.kind() == OutputKind.SOFTMAX) {
                    gradient[i] = rows[i] * (gradient[i] - mean);
                } else if (isSigmoid(group)) {
                    gradient[i] *= rows[i] * (1 - rows[i]);
                }
            }
        }
    }

    private static boolean isSigmoid(OutputGroup group) {
        return group.kind() == OutputKind.SQUARED_SIGMOID || group.kind() == OutputKind.CROSS_ENTROPY;
    }

    private void softmax(int from, int to) {
        double largest = rows[from];
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, rows[i]);
        }
        double sum = 0;
        for (int i = from; i < to; i++) {
            rows[i] = Math.exp(rows[i] - largest);
            sum += rows[i];
        }
        for (int i = from; i < to; i++) {
            rows[i] /= sum;
        }
    }

    private void reserve(int realLength, int length) {
        real = real.length >= realLength ? real : new double[realLength];
        if (rows.length < length) {
            rows = new double[length];
            gradient = new double[length];
        }
    }
}
