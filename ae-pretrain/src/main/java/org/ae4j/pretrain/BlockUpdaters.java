package org.ae4j.pretrain;

import java.util.List;
import org.ae4j.InvalidSpecException;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * The updater of each of an encoder's blocks.
 *
 * @param base the plan's, with its schedule
 * @param factors on its rate, one a block
 * @param starts the step at which each block is thawed
 * @param offset steps done before the engine that is told these counted its first
 */
record BlockUpdaters(IUpdater base, List<Double> factors, List<Integer> starts, int offset) {
    BlockUpdaters {
        factors = List.copyOf(factors);
        starts = List.copyOf(starts);
        if (!base.hasLearningRate() && factors.stream().anyMatch(factor -> factor != 1)) {
            throw new InvalidSpecException("rates by block scale the learning rate, and "
                    + base.getClass().getSimpleName() + " has none; choose another updater");
        }
    }

    /** The same for an engine that begins to count steps here. */
    BlockUpdaters offset(int steps) {
        return new BlockUpdaters(base, factors, starts, steps);
    }

    /** The updater of what is no block of the encoder. */
    IUpdater ofHead() {
        return updater(1, 0);
    }

    /** Tells a block's layer its updater; nothing where it is the head's. */
    void set(Layer layer, int block) {
        boolean differs = factors.get(block) != 1 || starts.get(block) > offset;
        if (differs) {
            set(layer, updater(factors.get(block), Math.max(0, starts.get(block) - offset)));
        }
    }

    private static void set(Layer layer, IUpdater updater) {
        if (layer instanceof BaseLayer base) {
            base.setIUpdater(updater);
        } else if (layer instanceof Bidirectional both) {
            set(both.getFwd(), updater);
            set(both.getBwd(), updater);
        } else if (layer instanceof BaseWrapperLayer wrapper) {
            set(wrapper.getUnderlying(), updater);
        }
    }

    private IUpdater updater(double factor, int start) {
        IUpdater updater = base.clone();
        if (!updater.hasLearningRate() || factor == 1 && start == 0 && offset == 0) {
            return updater;
        }
        double rate = updater.getLearningRate(0, 0);
        boolean isConstant = updater instanceof AdaGrad; // whose schedule DL4J drops; the plan refuses one
        if (isConstant) {
            updater.setLrAndSchedule(factor * rate, null);
        } else {
            updater.setLrAndSchedule(rate, new BlockRate(base.clone(), factor, start, offset));
        }
        return updater;
    }
}
