package org.ae4j.objective;

import java.util.Arrays;
import org.ae4j.engine.TrainableNetwork;
import org.ae4j.layer.CodeTerm;
import org.ae4j.layer.LossPart;
import org.ae4j.layer.Step;

/** A softmax head on the code whose cross-entropy guides it; rows without a class do not count. */
final class GuidanceTerm implements CodeTerm {
    private final TrainableNetwork head;
    private final double weight;
    private float[] targets = new float[0];
    private double[] inputGradient = new double[0];
    private int seen;

    /**
     * Takes the head over.
     *
     * @param head from a code to one number a class, with the loss of a softmax
     */
    GuidanceTerm(TrainableNetwork head, double weight) {
        this.head = head;
        this.weight = weight;
    }

    @Override
    public LossPart part() {
        return LossPart.GUIDANCE;
    }

    @Override
    public double add(double[] code, int rows, int[] classes, double[] gradient, Step step) {
        int count = head.outputs();
        seen = rows;
        targets = targets.length == rows * count ? targets : new float[rows * count];
        inputGradient = inputGradient.length >= rows * head.inputs() ? inputGradient : new double[rows * head.inputs()];
        Arrays.fill(targets, 0); // a row of zeros has neither loss nor gradient
        for (int i = 0; classes != null && i < rows; i++) {
            if (classes[i] >= 0) {
                targets[i * count + classes[i]] = 1;
            }
        }
        head.forward(code, rows, step.number());
        double loss = head.loss(targets, null, weight);
        head.backward();
        head.readInputGradient(inputGradient);
        for (int i = 0; i < rows * head.inputs(); i++) {
            gradient[i] += inputGradient[i];
        }
        return loss;
    }

    @Override
    public void update() {
        head.update(seen);
    }

    @Override
    public void close() {
        head.close();
    }
}
