package org.ae4j.objective;

import java.util.List;
import org.ae4j.compile.ParameterArray;
import org.ae4j.layer.Step;

/**
 * Noise on gradients that fades: step t = 0, 1, … adds N(0, η / (1 + t)^γ) to each component of the mean gradient
 * (Neelakantan et al. 2015, section 2).
 */
final class GradientNoise implements ParameterRule {
    private final List<LearntArrays> disturbed;
    private final double eta;
    private final double gamma;
    private final double[] gradients;

    /**
     * On all arrays of some networks.
     *
     * @param eta variance in the first step, above 0
     * @param gamma how fast it falls, at least 0
     */
    GradientNoise(List<LearntArrays> disturbed, double eta, double gamma) {
        this.disturbed = disturbed;
        this.eta = eta;
        this.gamma = gamma;
        this.gradients = new double
                [disturbed.stream().mapToInt(LearntArrays::longest).max().orElse(0)];
    }

    @Override
    public void afterBackward(Step step, int rows) {
        double deviation =
                rows * Math.sqrt(eta / Math.pow(1.0 + step.number(), gamma)); // gradients are sums over the rows
        for (LearntArrays one : disturbed) {
            for (ParameterArray array : one.arrays()) {
                one.network().readGradients(array.from(), array.length(), gradients);
                for (int i = 0; i < array.length(); i++) {
                    gradients[i] += deviation * step.random().nextGaussian();
                }
                one.network().writeGradients(array.from(), array.length(), gradients);
            }
        }
    }
}
