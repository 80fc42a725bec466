package org.ae4j.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ae4j.engine.program.Nonlinearity;
import org.ae4j.layer.FixedNormalization;
import org.ae4j.layer.GroupedActivation;
import org.ae4j.layer.LikelihoodLoss;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.OutputKind;
import org.ae4j.layer.StableActivation;
import org.ae4j.train.OneCycleSchedule;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.schedule.ISchedule;

/** Networks drawn from a seed: one to four hidden layers of 1 to 40 units, with all that training offers. */
final class RandomCases {
    private static final int WIDEST = 40;
    private static final int[] ROWS = {1, 3, 7, 33, 128};

    private final Random random;
    private final StringBuilder text = new StringBuilder();
    private boolean cubed;

    private RandomCases(long seed) {
        // The first numbers of neighbouring seeds are alike.
        random = new Random(seed * 0x9E3779B97F4A7C15L);
        text.append("seed ").append(seed).append(": ");
    }

    /** The network of this seed. */
    static NetworkCase network(long seed) {
        return new RandomCases(seed).draw(seed);
    }

    /** An odd number of rows that suits the network: batch normalisation divides by the deviation of a few rows. */
    static int rows(NetworkCase network) {
        boolean normalized = network.layers().stream().anyMatch(BatchNormalization.class::isInstance);
        return ROWS[
                (int) Math.floorMod(network.seed(), (long) ROWS.length - (normalized ? 3 : 0)) + (normalized ? 3 : 0)];
    }

    private NetworkCase draw(long seed) {
        int depth = 1 + random.nextInt(4);
        int in = width();
        boolean normalized = random.nextInt(3) == 0;
        text.append(in);
        var layers = new ArrayList<Layer>();
        for (int i = 0; i < depth; i++) {
            int out = width();
            addBlock(layers, in, out, normalized);
            in = out;
        }
        List<OutputGroup> groups = groups();
        layers.add(output(in, groups));
        ISchedule rate = rate();
        IUpdater updater = updaters(rate).get(random.nextInt(8));
        text.append(' ').append(updater.getClass().getSimpleName()).append(rate == null ? "" : " by one cycle");
        var clipping = List.of(
                        GradientNormalization.None,
                        GradientNormalization.ClipElementWiseAbsoluteValue,
                        GradientNormalization.ClipL2PerLayer)
                .get(random.nextInt(3));
        double threshold = random.nextBoolean() ? 0.05 : 1;
        text.append(' ').append(clipping).append(' ').append(threshold);
        return new NetworkCase(text.toString(), layers, groups, updater, clipping, threshold, seed);
    }

    private void addBlock(List<Layer> layers, int in, int out, boolean normalized) {
        Nonlinearity f = activation();
        boolean bias = random.nextInt(4) > 0;
        text.append(normalized ? " norm " : " ")
                .append(f)
                .append(bias ? " " : " no bias ")
                .append(out);
        layers.add(penalized(new DenseLayer.Builder()
                .nIn(in)
                .nOut(out)
                .hasBias(bias)
                .activation(normalized ? Activation.IDENTITY.getActivationFunction() : function(f))
                .build()));
        if (normalized) {
            layers.add(normalization(out));
            layers.add(new ActivationLayer.Builder().activation(function(f)).build());
        }
    }

    /** One that training leaves as it is. */
    static Layer fixedNormalization(int width) {
        return new FixedNormalization((BatchNormalization) normalization(width));
    }

    static Layer normalization(int width) {
        return new BatchNormalization.Builder()
                .useLogStd(false)
                .nIn(width)
                .nOut(width)
                .build();
    }

    /** DL4J's function of ours. */
    static IActivation function(Nonlinearity f) {
        return StableActivation.of(Activation.valueOf(f.name()));
    }

    /** An output layer without penalties. */
    static OutputLayer plainOutput(int in, List<OutputGroup> groups) {
        return new OutputLayer.Builder(new LikelihoodLoss(groups))
                .nIn(in)
                .nOut(groups.get(groups.size() - 1).to())
                .activation(groups.size() == 1 ? groups.get(0).kind().activation() : new GroupedActivation(groups))
                .build();
    }

    private Layer output(int in, List<OutputGroup> groups) {
        text.append(" → ").append(groups);
        return penalized(plainOutput(in, groups));
    }

    private Layer penalized(BaseLayer layer) {
        var penalties = new ArrayList<Regularization>();
        if (random.nextInt(4) == 0) {
            penalties.add(new L1Regularization(0.01));
            text.append(" l1");
        }
        if (random.nextInt(4) == 0) {
            penalties.add(new L2Regularization(0.02));
            text.append(" l2");
        }
        if (random.nextInt(4) == 0) {
            penalties.add(new WeightDecay(0.03, true));
            text.append(" decay");
        }
        layer.setRegularization(penalties);
        return layer;
    }

    /** Cubes of cubes leave single precision. */
    private Nonlinearity activation() {
        Nonlinearity f = Nonlinearity.values()[random.nextInt(Nonlinearity.values().length - (cubed ? 1 : 0))];
        cubed |= f == Nonlinearity.CUBE;
        return f;
    }

    private List<OutputGroup> groups() {
        var groups = new ArrayList<OutputGroup>();
        int count = random.nextBoolean() ? 1 : 2 + random.nextInt(3);
        int from = 0;
        for (int i = 0; i < count; i++) {
            var kind = OutputKind.values()[random.nextInt(OutputKind.values().length)];
            int least = kind == OutputKind.SOFTMAX ? 2 : 1;
            int to = from + least + random.nextInt(WIDEST / count);
            groups.add(new OutputGroup(kind, from, to, random.nextBoolean() ? 1 : 0.25 + 4 * random.nextDouble()));
            from = to;
        }
        return groups;
    }

    private int width() {
        return 1 + random.nextInt(WIDEST);
    }

    /** One cycle, or null for a constant rate. */
    private ISchedule rate() {
        return random.nextBoolean() ? new OneCycleSchedule(0.02, 0.3, 25, 1e4, 12) : null;
    }

    /**
     * Every updater that training offers, of constant rate or with a schedule; AdaDelta has no rate, and DL4J's AdaGrad
     * loses its schedule when it is copied.
     */
    static List<IUpdater> updaters(ISchedule rate) {
        List<IUpdater> updaters = List.of(
                new Sgd(0.02),
                new Nesterovs(0.02, 0.9),
                new Adam(0.01),
                new AMSGrad(0.01),
                new AdaMax(0.01),
                new RmsProp(0.01),
                new AdaGrad(0.02),
                new AdaDelta());
        updaters.stream()
                .filter(updater -> rate != null && updater.hasLearningRate())
                .forEach(updater -> updater.setLrAndSchedule(0.02, rate));
        return updaters;
    }
}
