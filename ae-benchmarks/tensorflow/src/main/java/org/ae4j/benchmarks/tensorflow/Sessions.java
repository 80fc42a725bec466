package org.ae4j.benchmarks.tensorflow;

import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;

/** How graphs are run. */
final class Sessions {
    private Sessions() {}

    static Session of(Graph graph, int threads) {
        var config = ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(threads)
                .setInterOpParallelismThreads(Integer.getInteger("inter", 1));
        String executor = System.getProperty("executor");
        if (executor != null) config.getExperimentalBuilder().setExecutorType(executor);
        if (Boolean.getBoolean("jit")) config.getGraphOptionsBuilder().getOptimizerOptionsBuilder().setGlobalJitLevel(org.tensorflow.proto.OptimizerOptions.GlobalJitLevel.ON_1);
        return new Session(graph, config.build());
    }
}
