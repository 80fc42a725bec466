package org.ae4j.engine;

import java.util.function.Supplier;
import org.ae4j.engine.kernel.Device;
import org.ae4j.engine.kernel.DoubleDevice;
import org.ae4j.engine.kernel.FloatDevice;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The devices that the equivalence tests run on. */
enum TestDevice {
    FASTEST(DataType.FLOAT, FloatDevice::fastest),
    PLAIN_JAVA(DataType.FLOAT, FloatDevice::plainJava),
    DOUBLES(DataType.DOUBLE, DoubleDevice::new);

    private final DataType type;
    private final Supplier<Device> device;

    TestDevice(DataType type, Supplier<Device> device) {
        this.type = type;
        this.device = device;
    }

    /** Largest relative distance of gradients and losses from DL4J's. */
    double precision() {
        return type == DataType.FLOAT ? 1e-5 : 1e-10;
    }

    DataType type() {
        return type;
    }

    Device device() {
        return device.get();
    }

    CompiledEngine engine(NetworkCase network, float[] parameters, int threads) {
        INDArray own = Nd4j.createFromArray(parameters).castTo(type);
        return new CompiledEngine(network.configuration(type), own, 7, threads, device.get());
    }
}
