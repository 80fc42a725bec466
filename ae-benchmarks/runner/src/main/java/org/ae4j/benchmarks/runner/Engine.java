package org.ae4j.benchmarks.runner;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ae4j.benchmarks.ConvolutionalNetwork;
import org.ae4j.benchmarks.DenseNetwork;
import org.ae4j.benchmarks.RecurrentNetwork;
import org.ae4j.benchmarks.Workload;

/** What is measured against what: each is a main class on the class path of a module. */
enum Engine {
    AE4J("ae4j", "ae4j", "ae4j.Ae4jPeer", Threads.GIVEN),
    /** AE4J without what its public interface does around a forward pass; elsewhere {@link #AE4J} does nothing around it. */
    AE4J_PASS("ae4j-pass", "ae4j", "ae4j.ForwardPassPeer", Threads.OWN_CHOICE) {
        @Override
        boolean runs(Workload workload) {
            boolean encodes = workload.kind() == Workload.Kind.LATENCY || workload.kind() == Workload.Kind.ENCODING;
            return encodes && workload.trained() instanceof DenseNetwork;
        }
    },
    DL4J("dl4j", "ae4j", "ae4j.Dl4jPeer", Threads.OWN_CHOICE),
    DL4J_1("dl4j1", "ae4j", "ae4j.Dl4jPeer", Threads.ONE),
    /** Without convolutional layers here. */
    DJL("djl", "djl", "djl.DjlPeer", Threads.GIVEN) {
        @Override
        boolean runs(Workload workload) {
            return !(workload.trained() instanceof ConvolutionalNetwork);
        }
    },
    /** Without recurrent layers, which TensorFlow-Java leaves to its users. */
    TENSORFLOW("tensorflow", "tensorflow", "tensorflow.TensorFlowPeer", Threads.GIVEN) {
        @Override
        boolean runs(Workload workload) {
            return !(workload.trained() instanceof RecurrentNetwork);
        }
    };

    /** Who says how many threads there are. */
    enum Threads {
        GIVEN,
        OWN_CHOICE,
        ONE
    }

    private final String title;
    private final String module;
    private final String mainClass;
    private final Threads threads;

    Engine(String title, String module, String mainClass, Threads threads) {
        this.title = title;
        this.module = module;
        this.mainClass = mainClass;
        this.threads = threads;
    }

    /** As on the command line. */
    String title() {
        return title;
    }

    String module() {
        return module;
    }

    String mainClass() {
        return "org.ae4j.benchmarks." + mainClass;
    }

    /** Whether it can. */
    boolean runs(Workload workload) {
        return true;
    }

    /** The thread counts to run it with, of those asked for; 0 is its own choice. */
    List<Integer> threads(List<Integer> asked) {
        return switch (threads) {
            case GIVEN -> asked;
            case OWN_CHOICE -> List.of(0);
            case ONE -> List.of(1);
        };
    }

    /**
     * What the environment tells it. Ours gets nothing: a library cannot ask its users for variables. PyTorch is told to
     * let waiting threads sleep, as its experts do: with two that spin on two cores it is many times slower than with one.
     */
    Map<String, String> environment(int contenderThreads) {
        String count = Integer.toString(contenderThreads);
        return switch (this) {
            case AE4J, AE4J_PASS, DL4J -> Map.of();
            case DL4J_1, TENSORFLOW -> Map.of("OMP_NUM_THREADS", count);
            case DJL -> Map.of("OMP_NUM_THREADS", count, "OMP_WAIT_POLICY", "PASSIVE", "DJL_OFFLINE", "true");
        };
    }

    /** All titles. */
    static List<String> titles() {
        return Arrays.stream(values()).map(Engine::title).toList();
    }

    /** The engine of this title. */
    static Optional<Engine> titled(String title) {
        return Arrays.stream(values())
                .filter(engine -> engine.title.equals(title))
                .findFirst();
    }
}
