package org.ae4j.engine;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** How many native threads a network is worth. */
public final class Threads {
    /** Multiply-adds of one batch from which a second thread pays; below, threads cost more than they bring. */
    private static final long WORK_PER_THREAD = 1L << 29;

    private Threads() {}

    /**
     * One thread for small work, up to all cores for large.
     *
     * @param parameters of the network
     * @param batchSize rows of one step
     */
    public static int forWork(long parameters, int batchSize) {
        long worth = 1 + parameters * batchSize / WORK_PER_THREAD;
        return (int) Math.min(worth, Runtime.getRuntime().availableProcessors());
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
