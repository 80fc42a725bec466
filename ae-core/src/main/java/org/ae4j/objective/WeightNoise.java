package org.ae4j.objective;

import java.util.List;
import org.ae4j.compile.ParameterArray;
import org.ae4j.layer.Step;

/**
 * Noise on parameters between epochs: each number of an array gets N(0, (σ · r)²), r being the array's root mean square. In
 * front of a step, so that the last epoch's weights stay as they were trained.
 */
final class WeightNoise implements ParameterRule {
    private final List<LearntArrays> disturbed;
    private final double sigma;
    private final long period;
    private final List<ParameterRule> restoring;
    private final double[] values;

    /**
     * On all arrays of some networks.
     *
     * @param sigma share of the root mean square, above 0
     * @param period steps from one noise to the next, at least 1
     * @param restoring rules on parameters that noise would break
     */
    WeightNoise(List<LearntArrays> disturbed, double sigma, long period, List<ParameterRule> restoring) {
        this.disturbed = disturbed;
        this.sigma = sigma;
        this.period = period;
        this.restoring = restoring;
        this.values = new double
                [disturbed.stream().mapToInt(LearntArrays::longest).max().orElse(0)];
    }

    @Override
    public void beforeForward(Step step) {
        if (step.number() == 0 || step.number() % period != 0) {
            return;
        }
        for (LearntArrays one : disturbed) {
            for (ParameterArray array : one.arrays()) {
                one.network().readParameters(array.from(), array.length(), values);
                disturb(array.length(), step);
                one.network().writeParameters(array.from(), array.length(), values);
            }
        }
        restoring.forEach(rule -> rule.afterUpdate(step));
    }

    private void disturb(int count, Step step) {
        double squares = 0;
        for (int i = 0; i < count; i++) {
            squares += values[i] * values[i];
        }
        double deviation = sigma * Math.sqrt(squares / count);
        for (int i = 0; i < count; i++) {
            values[i] += deviation * step.random().nextGaussian();
        }
    }
}
