package org.ae4j.engine;

import java.util.List;
import java.util.Optional;
import org.ae4j.engine.kernel.DoubleDevice;
import org.ae4j.layer.OutputGroup;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Networks in double precision for the tests of other packages; fresh weights are those of single precision. */
public final class TestNetworks {
    private TestNetworks() {}

    /** On the kernels of the compiled engine. */
    public static TrainableNetwork compiled(
            MultiLayerConfiguration configuration, List<OutputGroup> loss, Optional<float[]> parameters) {
        INDArray own = start(configuration, parameters).castTo(DataType.DOUBLE);
        return new CompiledNetwork(inDoubles(configuration), loss, own, 1, new DoubleDevice());
    }

    /** By DL4J. */
    public static TrainableNetwork dl4j(
            MultiLayerConfiguration configuration, List<OutputGroup> loss, Optional<float[]> parameters) {
        return new Dl4jNetwork(
                inDoubles(configuration), loss, start(configuration, parameters).toFloatVector(), 1);
    }

    private static INDArray start(MultiLayerConfiguration configuration, Optional<float[]> parameters) {
        return parameters.map(Nd4j::createFromArray).orElseGet(() -> CompiledEngine.fresh(configuration.clone()));
    }

    private static MultiLayerConfiguration inDoubles(MultiLayerConfiguration configuration) {
        MultiLayerConfiguration own = configuration.clone();
        own.getConfs().forEach(layer -> layer.setDataType(DataType.DOUBLE));
        own.setDataType(DataType.DOUBLE);
        return own;
    }
}
