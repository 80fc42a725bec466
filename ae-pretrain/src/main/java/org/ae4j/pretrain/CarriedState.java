package org.ae4j.pretrain;

import java.util.List;
import org.ae4j.engine.CompiledEngine;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The updater's state of a network's last parameters, carried to a network that has more in front of them. DL4J keeps it by
 * blocks of neighbours with equal updaters: in each the first state numbers of all its parameters, then the second ones.
 */
final class CarriedState {
    private CarriedState() {}

    /** Carries state and count of steps over; what is new starts as it is. */
    static void carry(CompiledEngine from, CompiledEngine to) {
        MultiLayerNetwork old = from.network();
        MultiLayerNetwork next = to.network();
        long added = next.numParams() - old.numParams();
        INDArray oldState = old.getUpdater().getStateViewArray();
        INDArray nextState = next.getUpdater().getStateViewArray();
        if (oldState != null && nextState != null) {
            float[] source = oldState.toFloatVector();
            float[] target = nextState.toFloatVector();
            List<UpdaterBlock> oldBlocks = blocks(old);
            for (UpdaterBlock block : blocks(next)) {
                for (UpdaterBlock origin : oldBlocks) {
                    copy(origin, source, block, target, added);
                }
            }
            nextState.data().setData(target);
            oldState.close();
        }
        next.setIterationCount(old.getIterationCount());
        to.continueFrom(next);
        if (nextState != null) {
            nextState.close();
        }
    }

    private static List<UpdaterBlock> blocks(MultiLayerNetwork network) {
        return ((MultiLayerUpdater) network.getUpdater()).getUpdaterBlocks();
    }

    /** Copies what two blocks share. */
    private static void copy(UpdaterBlock origin, float[] source, UpdaterBlock block, float[] target, long added) {
        int states = states(block);
        int from = (int) Math.max(origin.getParamOffsetStart() + added, block.getParamOffsetStart());
        int to = (int) Math.min(origin.getParamOffsetEnd() + added, block.getParamOffsetEnd());
        for (int k = 0; k < Math.min(states, states(origin)) && from < to; k++) {
            System.arraycopy(
                    source,
                    at(origin, k) + (int) (from - added) - origin.getParamOffsetStart(),
                    target,
                    at(block, k) + from - block.getParamOffsetStart(),
                    to - from);
        }
    }

    private static int states(UpdaterBlock block) {
        return (block.getUpdaterViewOffsetEnd() - block.getUpdaterViewOffsetStart())
                / (block.getParamOffsetEnd() - block.getParamOffsetStart());
    }

    /** Where a block's k-th state numbers start. */
    private static int at(UpdaterBlock block, int k) {
        return block.getUpdaterViewOffsetStart() + k * (block.getParamOffsetEnd() - block.getParamOffsetStart());
    }
}
