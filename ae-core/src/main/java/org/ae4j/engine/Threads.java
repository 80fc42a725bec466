package org.ae4j.engine;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** How many threads a network is worth. */
final class Threads {
    /**
     * Multiply-adds of one batch from which a second thread pays DL4J: below, its threads, which spin, cost more than they
     * bring.
     */
    private static final long DL4J_WORK = 1L << 29;

    /** The same for the compiled engine, whose threads meet twice a step: about half a millisecond of work. */
    private static final long COMPILED_WORK = 1L << 25;

    private Threads() {}

    static int forDl4j(long parameters, int batchSize) {
        return forWork(parameters * batchSize / DL4J_WORK);
    }

    static int forCompiled(long workOfARow, int batchSize) {
        return forWork(workOfARow * batchSize / COMPILED_WORK);
    }

    /** One thread for small work, up to all cores for large. */
    private static int forWork(long more) {
        return (int) Math.min(1 + more, Runtime.getRuntime().availableProcessors());
    }

    /**
     * Sets the threads of ND4J's own operations, for this Java thread, and of its BLAS, for the process: each has a pool
     * of its own, and the second one's default is all cores whatever the first is told.
     */
    static void use(int threads) {
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
        Nd4j.factory().blas().setMaxThreads(threads);
    }
}
