package org.ae4j.pretrain.semi;

import java.util.random.RandomGenerator;
import org.ae4j.InvalidSpecException;
import org.ae4j.train.TargetRows;

/**
 * Rows reached by random walks from one nearest neighbour to the next.
 *
 * @param graph of the training rows
 * @param longest most steps of a walk, at least 1: each walk has 1 … {@code longest}, all as likely
 */
record NeighbourWalks(NeighbourGraph graph, int longest) implements TargetRows {
    NeighbourWalks {
        if (longest < 1) {
            throw new InvalidSpecException("a walk has at least 1 step, found " + longest);
        }
    }

    @Override
    public int of(int row, RandomGenerator random) {
        int reached = row;
        for (int steps = 1 + random.nextInt(longest); steps > 0; steps--) {
            reached = graph.nearest(reached, random.nextInt(graph.neighbours()));
        }
        return reached;
    }
}
