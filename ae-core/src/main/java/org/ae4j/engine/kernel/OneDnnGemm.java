package org.ae4j.engine.kernel;

import static org.bytedeco.dnnl.global.dnnl.dnnl_sgemm;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** oneDNN's {@code dnnl_sgemm}, which takes the processor's own vector instructions. */
final class OneDnnGemm implements Gemm {
    private static final byte PLAIN = 'N';
    private static final byte TRANSPOSED = 'T';

    private final FloatMemory.Address left = new FloatMemory.Address();
    private final FloatMemory.Address right = new FloatMemory.Address();
    private final FloatMemory.Address result = new FloatMemory.Address();

    /** Whether oneDNN's natives are on the class path and load. */
    static boolean isAvailable() {
        return Loaded.OK;
    }

    /**
     * Each thread that computes has its own number of OpenMP's threads, and needs 1: work is shared out before, and threads
     * of two pools that wait for each other spin.
     */
    @Override
    public void enter() {
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
    }

    @Override
    public void multiply(
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
            int cStride) {
        if (m == 0 || n == 0) {
            return;
        }
        long aSize = span(transposeA ? k : m, transposeA ? m : k, aStride);
        long bSize = span(transposeB ? n : k, transposeB ? k : n, bStride);
        long cSize = span(m, n, cStride);
        int status = dnnl_sgemm(
                transposeA ? TRANSPOSED : PLAIN,
                transposeB ? TRANSPOSED : PLAIN,
                m,
                n,
                k,
                1,
                left.at(a.address(aAt, aSize), aSize),
                aStride,
                right.at(b.address(bAt, bSize), bSize),
                bStride,
                adds ? 1 : 0,
                result.at(c.address(cAt, cSize), cSize),
                cStride);
        if (status != dnnl_success) {
            throw new IllegalStateException(
                    "oneDNN refused a product of %d×%d×%d: status %d".formatted(m, n, k, status));
        }
    }

    private static long span(int rows, int columns, int stride) {
        return (rows - 1L) * stride + columns;
    }

    /** Loads oneDNN once, when it is first asked for. */
    private static final class Loaded {
        static final boolean OK = load();

        private static boolean load() {
            Nd4j.getBackend(); // before its natives are asked for anything: a failure there would last
            try {
                org.bytedeco.javacpp.Loader.load(org.bytedeco.dnnl.global.dnnl.class);
                return true;
            } catch (LinkageError e) { // no build for this platform, or none on the class path
                return false;
            }
        }
    }
}
