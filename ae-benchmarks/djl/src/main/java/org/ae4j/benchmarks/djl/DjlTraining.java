package org.ae4j.benchmarks.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.ae4j.benchmarks.RowBatch;
import org.ae4j.benchmarks.Training;

/** PyTorch's automatic gradients and DJL's Adam, one native call a parameter. */
final class DjlTraining implements Training {
    private final NDManager manager;
    private final UnaryOperator<NDArray> network;
    private final DirectInput input;
    private final List<NDArray> parameters;
    private final List<String> names;
    private final Optimizer adam = Optimizer.adam().build(); // rate 1e-3, β 0.9 and 0.999, ε 1e-8

    /**
     * A network in training.
     *
     * @param network reconstructs rows
     * @param parameters of the network
     */
    DjlTraining(NDManager manager, UnaryOperator<NDArray> network, List<NDArray> parameters, DirectInput input) {
        this.manager = manager;
        this.network = network;
        this.parameters = parameters;
        this.input = input;
        parameters.forEach(parameter -> parameter.setRequiresGradient(true));
        names = IntStream.range(0, parameters.size())
                .mapToObj(Integer::toString)
                .toList();
    }

    @Override
    public double step(RowBatch batch) {
        try (NDManager step = manager.newSubManager()) {
            NDArray rows = input.array(step, batch);
            NDArray loss;
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                loss = network.apply(rows).sub(rows).square().mean();
                collector.backward(loss);
            }
            for (int i = 0; i < parameters.size(); i++) {
                NDArray parameter = parameters.get(i);
                try (NDArray gradient = parameter.getGradient()) {
                    adam.update(names.get(i), parameter, gradient);
                }
            }
            return loss.getFloat();
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
