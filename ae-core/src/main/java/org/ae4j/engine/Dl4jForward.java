package org.ae4j.engine;

import org.ae4j.compile.NetworkPlan;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The forward pass by {@link MultiLayerNetwork#output}; one call at a time, as DL4J's networks hold state. */
public final class Dl4jForward implements ForwardPass {
    private MultiLayerNetwork network;

    /**
     * A network over given parameters.
     *
     * @param parameters in the order of DL4J's flat view, copied
     */
    public Dl4jForward(MultiLayerConfiguration configuration, float[] parameters) {
        network = NetworkPlan.network(configuration, parameters);
    }

    @Override
    public synchronized float[] apply(float[] input, int rows) {
        if (network == null) {
            throw new IllegalStateException("the model is closed");
        }
        Threads.use(Threads.forWork(network.numParams(), rows));
        try (INDArray in = Dl4jEngine.array(input, rows);
                INDArray out = network.output(in, false)) {
            return out.ordering() == 'c'
                    ? out.data().asFloat()
                    : out.dup('c').data().asFloat();
        }
    }

    @Override
    public synchronized void close() {
        if (network != null) {
            network.params().close();
            network = null;
        }
    }
}
