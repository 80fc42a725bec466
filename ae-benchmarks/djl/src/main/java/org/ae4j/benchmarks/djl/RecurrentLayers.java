package org.ae4j.benchmarks.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import java.util.ArrayList;
import java.util.List;
import org.ae4j.benchmarks.RecurrentNetwork;
import org.ae4j.benchmarks.RecurrentWeights;

/** PyTorch's LSTM, called without DJL's block around it. */
final class RecurrentLayers {
    /** Where PyTorch's gates (input, forget, candidate, output) are among the benchmark's. */
    private static final int[] ORDER = {3, 1, 0, 2};

    private final RecurrentNetwork network;
    private final List<List<NDArray>> lstms = new ArrayList<>();
    private final NDArray weights;
    private final NDArray bias;
    private final List<NDArray> trained = new ArrayList<>();
    private final NDArray zeros;

    RecurrentLayers(NDManager manager, RecurrentNetwork network, int batchSize) {
        this.network = network;
        RecurrentWeights initial = RecurrentWeights.of(network);
        int units = network.units();
        int gates = RecurrentNetwork.GATES * units;
        for (int layer = 0; layer < 2; layer++) {
            int width = layer == 0 ? network.features() : units;
            NDArray ofInput = manager.create(ordered(initial.inputs(layer), width), new Shape(gates, width));
            NDArray ofOutput = manager.create(ordered(initial.recurrent(layer), units), new Shape(gates, units));
            NDArray biases = manager.zeros(new Shape(gates));
            // PyTorch has a second bias, which stays at 0: two that learn would move twice as fast.
            lstms.add(List.of(ofInput, ofOutput, biases, manager.zeros(new Shape(gates))));
            trained.addAll(List.of(ofInput, ofOutput, biases));
        }
        weights = manager.create(initial.output(), new Shape(network.features(), units));
        bias = manager.zeros(new Shape(network.features()));
        trained.addAll(List.of(weights, bias));
        zeros = manager.zeros(new Shape(1, batchSize, units));
    }

    private float[] ordered(float[] matrix, int width) {
        float[] ordered = new float[matrix.length];
        int gate = network.units() * width;
        for (int i = 0; i < ORDER.length; i++) {
            System.arraycopy(matrix, ORDER[i] * gate, ordered, i * gate, gate);
        }
        return ordered;
    }

    /** All that learn. */
    List<NDArray> parameters() {
        return trained;
    }

    /** {@code [rows, steps · features]} as reconstructed. */
    NDArray output(NDArray rows) {
        long size = rows.getShape().get(0);
        NDArray code = code(rows).reshape(size, 1, network.units());
        NDArray decoded =
                lstm(code.broadcast(size, network.steps(), network.units()), 1).get(0);
        return Linear.linear(decoded, weights, bias).singletonOrThrow().reshape(size, network.inputs());
    }

    /** The first LSTM's last output of rows, {@code [1, rows, units]}. */
    NDArray code(NDArray rows) {
        NDArray steps = rows.reshape(rows.getShape().get(0), network.steps(), network.features());
        return lstm(steps, 0).get(1);
    }

    private NDList lstm(NDArray input, int layer) {
        NDArray state = zeros.get(":, :" + input.getShape().get(0));
        return input.getNDArrayInternal()
                .lstm(input, new NDList(state, state), new NDList(lstms.get(layer)), true, 1, 0, true, false, true);
    }
}
