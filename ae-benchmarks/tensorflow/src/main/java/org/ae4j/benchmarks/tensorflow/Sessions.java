package org.ae4j.benchmarks.tensorflow;

import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;

/** How graphs are run. */
final class Sessions {
    private Sessions() {}

    /** @param threads that one operation may use */
    static Session of(Graph graph, int threads) {
        var config = ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(threads)
                .setInterOpParallelismThreads(-1); // the calling thread runs the operations: no hand-over, one by one
        return new Session(graph, config.build());
    }

    /** Runs what has to run before the first step. */
    static void initialize(Session session, Variables variables) {
        var start = session.runner();
        variables.initializers().forEach(start::addTarget);
        start.run().close();
    }
}
