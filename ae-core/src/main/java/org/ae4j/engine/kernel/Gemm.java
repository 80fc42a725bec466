package org.ae4j.engine.kernel;

/** A matrix product in single precision, on one thread; see {@link Kernels#multiply}. Not safe for several threads. */
interface Gemm {
    /** Called by the thread that is about to multiply. */
    void enter();

    /**
     * C = op(A)·op(B), after the places were checked.
     *
     * @param adds whether C is added to
     */
    void multiply(
            boolean adds,
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            FloatMemory a,
            long aAt,
            int aStride,
            FloatMemory b,
            long bAt,
            int bStride,
            FloatMemory c,
            long cAt,
            int cStride);
}
