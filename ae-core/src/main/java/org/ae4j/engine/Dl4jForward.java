package org.ae4j.engine;

import java.util.Arrays;
import org.ae4j.compile.NetworkPlan;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The forward pass by {@link MultiLayerNetwork#output}; one call at a time, as DL4J's networks hold state. */
public final class Dl4jForward implements ForwardPass {
    private MultiLayerNetwork network;
    private final int inputs;
    private final int outputs;

    /**
     * A network over given parameters.
     *
     * @param parameters in the order of DL4J's flat view, copied
     */
    public Dl4jForward(MultiLayerConfiguration configuration, float[] parameters) {
        network = NetworkPlan.network(configuration, parameters);
        inputs = RowWidths.inputs(configuration);
        outputs = RowWidths.outputs(configuration);
    }

    @Override
    public int outputs() {
        return outputs;
    }

    @Override
    public synchronized void apply(float[] input, int rows, float[] output) {
        if (network == null) {
            throw new IllegalStateException("the model is closed");
        }
        Threads.use(Threads.forDl4j(network.numParams(), rows));
        float[] exact = input.length == rows * inputs ? input : Arrays.copyOf(input, rows * inputs);
        try (INDArray in = Dl4jEngine.array(exact, rows);
                INDArray out = output(in)) {
            float[] values = out.ordering() == 'c'
                    ? out.data().asFloat()
                    : out.dup('c').data().asFloat();
            System.arraycopy(values, 0, output, 0, rows * outputs);
        }
    }

    private INDArray output(INDArray in) {
        SequenceMask.set(network, in);
        return network.output(in, false);
    }

    @Override
    public synchronized void close() {
        if (network != null) {
            network.params().close();
            network = null;
        }
    }
}
