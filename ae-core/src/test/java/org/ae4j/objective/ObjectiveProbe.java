package org.ae4j.objective;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.compile.Optimization;
import org.ae4j.compile.WeightBlock;
import org.ae4j.engine.Batch;
import org.ae4j.engine.TestNetworks;
import org.ae4j.engine.TrainableNetwork;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.Step;
import org.ae4j.spec.AutoencoderSpec;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;

/** The joint training of a specification in double precision, with the networks that it is made of. */
final class ObjectiveProbe implements AutoCloseable {
    private static final double STEP = 1e-5;
    private static final long NOISE = 5;

    private final NetworkSource source;
    private final NetworkPlan plan;
    private final double epoch;
    private final List<TrainableNetwork> learning = new ArrayList<>();
    private final List<TrainableNetwork> playing = new ArrayList<>();
    private final JointTraining training;

    /** Networks of the compiled engine with drawn weights and biases, at some epoch of a run. */
    ObjectiveProbe(AutoencoderSpec spec, double epoch) {
        this(spec, epoch, TestNetworks::compiled);
    }

    /** Networks of any engine. */
    ObjectiveProbe(AutoencoderSpec spec, double epoch, NetworkSource source) {
        this.source = source;
        this.plan = new NetworkPlan(spec);
        this.epoch = epoch;
        this.training =
                new JointNetworks(spec, Optimization.none().seed(7), Optional.empty(), this::network).training(3, 10);
        var random = new SplittableRandom(11);
        for (TrainableNetwork network : learning) {
            for (int i = 0; i < network.parameterCount(); i++) {
                write(network, i, 0.5 * random.nextGaussian());
            }
        }
    }

    private TrainableNetwork network(
            MultiLayerConfiguration configuration, List<OutputGroup> loss, Optional<float[]> parameters) {
        TrainableNetwork network = source.network(configuration, loss, parameters);
        boolean isPlaying = learning.size() >= 2 && loss.isEmpty();
        (isPlaying ? playing : learning).add(network);
        return network;
    }

    JointTraining training() {
        return training;
    }

    TrainableNetwork encoder() {
        return learning.get(0);
    }

    TrainableNetwork decoder() {
        return learning.get(1);
    }

    /** Those whose gradients are the whole loss's: all but discriminators, which play against it. */
    List<TrainableNetwork> learning() {
        return learning;
    }

    /** Discriminators. */
    List<TrainableNetwork> playing() {
        return playing;
    }

    /** The summed loss, with the same noise each time; leaves the gradients in the networks. */
    double backward(Batch batch) {
        return training.backward(batch, new Step(3, epoch, new SplittableRandom(NOISE)));
    }

    double[] gradients(TrainableNetwork network) {
        double[] values = new double[network.parameterCount()];
        network.readGradients(0, values.length, values);
        return values;
    }

    /** Central differences of a loss with respect to a network's parameters. */
    double[] slopes(TrainableNetwork network, Loss loss) {
        double[] values = new double[network.parameterCount()];
        network.readParameters(0, values.length, values);
        double[] slopes = new double[values.length];
        for (int i = 0; i < slopes.length; i++) {
            write(network, i, values[i] + STEP);
            double up = loss.value();
            write(network, i, values[i] - STEP);
            slopes[i] = (up - loss.value()) / (2 * STEP);
            write(network, i, values[i]);
        }
        return slopes;
    }

    /** A loss as a function of the parameters that are there. */
    interface Loss {
        double value();
    }

    /** Which of the decoder's parameters are its own: not the copies of tied weights. */
    boolean isOwn(TrainableNetwork network, int parameter) {
        return network != decoder() || !plan.isTied() || mirrored(decoderBlocks(), parameter, encoderBlocks()) < 0;
    }

    /** Writes one parameter, and its copy where weights are tied. */
    private void write(TrainableNetwork network, int parameter, double value) {
        if (!isOwn(network, parameter)) {
            return;
        }
        network.writeParameters(parameter, 1, new double[] {value});
        int copy = network == encoder() && plan.isTied() ? mirrored(encoderBlocks(), parameter, decoderBlocks()) : -1;
        if (copy >= 0) {
            decoder().writeParameters(copy, 1, new double[] {value});
        }
    }

    /** Where a weight's transposed copy lies among the blocks of the other network; −1 for what is no weight. */
    private static int mirrored(List<WeightBlock> blocks, int parameter, List<WeightBlock> others) {
        for (int b = 0; b < blocks.size(); b++) {
            WeightBlock block = blocks.get(b);
            int at = parameter - block.from();
            if (at >= 0 && at < block.length()) {
                WeightBlock other = others.get(others.size() - 1 - b);
                return other.from() + at % block.inputs() * other.inputs() + at / block.inputs();
            }
        }
        return -1;
    }

    private List<WeightBlock> encoderBlocks() {
        return WeightBlock.of(plan.givingEncoder(Optimization.none()));
    }

    private List<WeightBlock> decoderBlocks() {
        return WeightBlock.of(plan.linearDecoder(Optimization.none()));
    }

    @Override
    public void close() {
        training.close();
    }
}
