package org.ae4j.engine;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.ae4j.AutoencoderException;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/** What computes: the CPU, or the GPU where ND4J's CUDA backend is on the class path. */
public final class Backend {
    private static final String CUDA = "org/nd4j/linalg/jcublas/JCublasBackend.class";

    private Backend() {}

    /**
     * Starts ND4J and says what it runs on, such as {@code "CPU, AVX-512, 2 cores"}.
     *
     * @throws AutoencoderException if no backend is on the class path, or the CUDA backend is and no GPU can be used,
     *     unless the environment says {@code AE_BACKEND=cpu}
     */
    public static String start() {
        Optional<Gpu> gpu = usable(hasCuda(), System.getenv(), Gpu::find);
        String executioner;
        try {
            executioner = Nd4j.getBackend().getClass().getSimpleName();
        } catch (ExceptionInInitializerError | NoClassDefFoundError e) {
            throw new AutoencoderException(
                    "ND4J found no backend: add org.nd4j:nd4j-native-platform to the class path (README, \"Import\")",
                    e);
        }
        return gpu.isPresent() && !executioner.equals("CpuBackend")
                ? "GPU, %s, compute capability %s"
                        .formatted(gpu.get().name(), gpu.get().capability())
                : "CPU, %s, %d cores".formatted(vectors(), Runtime.getRuntime().availableProcessors());
    }

    /** Whether ND4J's CUDA backend is on the class path, which is asked for its GPU before ND4J starts. */
    static boolean hasCuda() {
        return Backend.class.getClassLoader().getResource(CUDA) != null;
    }

    /** Whether ND4J computes on the CPU. */
    static boolean isCpu() {
        return Nd4j.getBackend().getClass().getSimpleName().equals("CpuBackend");
    }

    /** The GPU to be used; empty for the CPU. */
    static Optional<Gpu> usable(boolean cuda, Map<String, String> environment, Supplier<Optional<Gpu>> find) {
        if (!cuda || "cpu".equalsIgnoreCase(environment.get("AE_BACKEND"))) {
            return Optional.empty();
        }
        Gpu gpu = find.get()
                .orElseThrow(() -> new AutoencoderException(
                        "the CUDA backend is on the class path, but no NVIDIA driver with a GPU was found; install the"
                                + " driver, or set AE_BACKEND=cpu to run on the CPU"));
        if (!gpu.isSupported()) {
            throw new AutoencoderException(
                    ("%s has compute capability %s, but the CUDA backend of DL4J 1.0.0-M2.1 runs on"
                                    + " 3.7 to 8.9; set AE_BACKEND=cpu to run on the CPU")
                            .formatted(gpu.name(), gpu.capability()));
        }
        return Optional.of(gpu);
    }

    /** The vector extension that this processor offers to ND4J. */
    private static String vectors() {
        NativeOps operations = NativeOpsHolder.getInstance().getDeviceNativeOps();
        return switch (operations.optimalLevel()) {
            case 3 -> "AVX-512";
            case 2 -> "AVX2";
            case 1 -> "AVX";
            default -> System.getProperty("os.arch");
        };
    }
}
