package org.ae4j.engine;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import org.ae4j.layer.OutputGroup;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The implementations of {@link TrainableNetwork} that keep one contract. */
enum NetworkMaker {
    FASTEST(TestDevice.FASTEST, 1),
    TWO_THREADS(TestDevice.FASTEST, 2),
    PLAIN_JAVA(TestDevice.PLAIN_JAVA, 2),
    DOUBLES(TestDevice.DOUBLES, 1),
    DOUBLES_OF_TWO_THREADS(TestDevice.DOUBLES, 2),
    DL4J(DataType.FLOAT),
    DL4J_DOUBLES(DataType.DOUBLE);

    private final TestDevice device; // null for DL4J
    private final DataType type;
    private final int threads;

    NetworkMaker(TestDevice device, int threads) {
        this.device = device;
        this.type = device.type();
        this.threads = threads;
    }

    NetworkMaker(DataType type) {
        this.device = null;
        this.type = type;
        this.threads = 1;
    }

    DataType type() {
        return type;
    }

    /** As {@link TestDevice#precision}. */
    double precision() {
        return type == DataType.FLOAT ? 1e-5 : 1e-10;
    }

    /** A network without a loss. */
    TrainableNetwork part(NetworkCase network) {
        return make(network, List.of());
    }

    /** A network with the case's loss. */
    TrainableNetwork withLoss(NetworkCase network) {
        return make(network, network.groups());
    }

    private TrainableNetwork make(NetworkCase network, List<OutputGroup> loss) {
        if (device == null) {
            var dl4j = new Dl4jNetwork(network.configuration(type), loss, network.parameters(), threads);
            return type == DataType.DOUBLE && network.hasSteps() ? inDoubles(dl4j) : dl4j;
        }
        INDArray own = Nd4j.createFromArray(network.parameters()).castTo(type);
        return new CompiledNetwork(network.configuration(type), loss, own, threads, device.device());
    }

    /** The same with {@link DefaultPrecision} in every call. */
    private static TrainableNetwork inDoubles(TrainableNetwork network) {
        InvocationHandler handler = (proxy, method, arguments) -> DefaultPrecision.of(DataType.DOUBLE, () -> {
            try {
                return method.invoke(network, arguments);
            } catch (InvocationTargetException e) {
                throw e.getTargetException();
            }
        });
        return (TrainableNetwork) Proxy.newProxyInstance(
                NetworkMaker.class.getClassLoader(), new Class<?>[] {TrainableNetwork.class}, handler);
    }
}
