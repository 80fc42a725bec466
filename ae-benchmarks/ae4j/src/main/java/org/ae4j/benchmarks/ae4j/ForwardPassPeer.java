package org.ae4j.benchmarks.ae4j;

import org.ae4j.benchmarks.DenseNetwork;
import org.ae4j.benchmarks.Encoding;
import org.ae4j.benchmarks.Peer;
import org.ae4j.benchmarks.RowBatch;
import org.ae4j.benchmarks.Training;
import org.ae4j.benchmarks.Worker;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.engine.Engines;
import org.ae4j.engine.ForwardPass;

/** AE4J's forward pass without what the public interface does around it: checks, scaling, rows of their own. */
public final class ForwardPassPeer implements Peer {
    /** Measures this engine. */
    public static void main(String[] arguments) {
        Worker.run(new ForwardPassPeer(), arguments);
    }

    @Override
    public Training training(DenseNetwork network, int batchSize, int threads) {
        throw new UnsupportedOperationException("a forward pass does not train");
    }

    @Override
    public Encoding encoding(DenseNetwork network, int batchSize, int threads) {
        return encoding(Engines.forward(
                new NetworkPlan(Specification.of(network)).encoder(), FlatParameters.of(network.encoder())));
    }

    /** Codes by a forward pass, which is closed with them. */
    static Encoding encoding(ForwardPass pass) {
        return new Encoding() {
            @Override
            public float[] encode(RowBatch batch) {
                return pass.apply(batch.flat(), batch.size());
            }

            @Override
            public void close() {
                pass.close();
            }
        };
    }
}
