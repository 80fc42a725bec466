package org.ae4j.objective;

import java.util.List;
import org.ae4j.compile.WeightBlock;
import org.ae4j.engine.TrainableNetwork;
import org.ae4j.layer.Step;

/** Bounds on a network's weights, restored after each step: none below 0, none of a unit's longer than a norm. */
final class WeightBounds implements ParameterRule {
    private final TrainableNetwork network;
    private final List<WeightBlock> blocks;
    private final boolean nonNegative;
    private final double maxNorm;
    private final double[] weights;

    /**
     * Of a network's fully connected layers.
     *
     * @param maxNorm largest L2 norm of the weights into a unit; 0 for none
     */
    WeightBounds(TrainableNetwork network, List<WeightBlock> blocks, boolean nonNegative, double maxNorm) {
        this.network = network;
        this.blocks = blocks;
        this.nonNegative = nonNegative;
        this.maxNorm = maxNorm;
        this.weights =
                new double[blocks.stream().mapToInt(WeightBlock::length).max().orElse(0)];
    }

    @Override
    public void afterUpdate(Step step) {
        for (WeightBlock block : blocks) {
            network.readParameters(block.from(), block.length(), weights);
            for (int i = 0; nonNegative && i < block.length(); i++) {
                weights[i] = Math.max(0, weights[i]);
            }
            for (int unit = 0; maxNorm > 0 && unit < block.outputs(); unit++) {
                shorten(unit * block.inputs(), block.inputs());
            }
            network.writeParameters(block.from(), block.length(), weights);
        }
    }

    private void shorten(int from, int count) {
        double squares = 0;
        for (int i = from; i < from + count; i++) {
            squares += weights[i] * weights[i];
        }
        double factor = maxNorm / Math.sqrt(squares);
        for (int i = from; factor < 1 && i < from + count; i++) {
            weights[i] *= factor;
        }
    }
}
