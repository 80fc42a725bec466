package org.ae4j.engine.kernel;

/** A matrix product in plain Java: rows of op(B) are copied to the heap once, and added up in loops that vectorise. */
final class JavaGemm implements Gemm {
    @Override
    public void enter() {}

    @Override
    public void multiply(
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
            int cStride) {
        throw new UnsupportedOperationException("in the works");
    }
}
