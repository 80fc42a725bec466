package org.ae4j.engine.kernel;

import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Single precision on the CPU: element-wise work in Java, matrix products by a native library where there is one. */
public final class FloatDevice implements Device {
    private static final Logger LOG = LoggerFactory.getLogger(FloatDevice.class);

    private final String name;
    private final Supplier<Gemm> products;
    private final boolean convolutions;

    FloatDevice(String name, Supplier<Gemm> products, boolean convolutions) {
        this.name = name;
        this.products = products;
        this.convolutions = convolutions;
    }

    /** The fastest for this machine: oneDNN's products and convolutions, or plain Java's where oneDNN has no build. */
    public static FloatDevice fastest() {
        return Fastest.DEVICE;
    }

    /** Nothing native but the memory; slow, for machines without oneDNN. */
    public static FloatDevice plainJava() {
        return new FloatDevice("plain Java", JavaGemm::new, false);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Memory allocate(long length) {
        return FloatMemory.allocate(length);
    }

    @Override
    public Memory allocateState(long length) {
        return new BlockMemory(length);
    }

    @Override
    public Memory wrap(INDArray array) {
        return FloatMemory.wrap(array);
    }

    @Override
    public Kernels kernels(int widest, int rows) {
        return new FloatKernels(products.get(), convolutions, widest, rows);
    }

    /** Chosen once, when first asked for. */
    private static final class Fastest {
        static final FloatDevice DEVICE = choose();

        private static FloatDevice choose() {
            if (OneDnnGemm.isAvailable()) {
                return new FloatDevice("oneDNN", OneDnnGemm::new, true);
            }
            LOG.info("oneDNN is not there for this platform or not on the class path: matrix products run in plain Java"
                    + " (README, \"Import\")");
            return plainJava();
        }
    }
}
