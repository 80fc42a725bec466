package org.ae4j.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.ae4j.engine.program.Nonlinearity;
import org.ae4j.engine.program.ProgramReader;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.OutputKind;
import org.ae4j.layer.RowsToSequence;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * A network to be trained by two engines, with parameters and rows that its seed draws.
 *
 * @param name says in an assertion what it is
 * @param layers of DL4J, the last one ending in the loss
 * @param groups of that loss
 * @param clipping by which the gradients are clipped
 * @param threshold of the clipping
 * @param seed of parameters and rows
 */
record NetworkCase(
        String name,
        List<Layer> layers,
        List<OutputGroup> groups,
        IUpdater updater,
        GradientNormalization clipping,
        double threshold,
        long seed) {
    NetworkCase withUpdater(IUpdater other) {
        return new NetworkCase(name, layers, groups, other, clipping, threshold, seed);
    }

    NetworkCase withClipping(GradientNormalization other, double bound) {
        return new NetworkCase(name, layers, groups, updater, other, bound, seed);
    }

    NetworkCase withSeed(long other) {
        return new NetworkCase(name, layers, groups, updater, clipping, threshold, other);
    }

    /** DL4J's configuration, with layers of its own. */
    MultiLayerConfiguration configuration(DataType type) {
        var list = new NeuralNetConfiguration.Builder()
                .seed(1)
                .dataType(type)
                .updater(updater.clone())
                .gradientNormalization(clipping)
                .gradientNormalizationThreshold(threshold)
                .list();
        layers.forEach(layer -> list.layer(layer.clone()));
        return list.build();
    }

    /** What the hidden layers apply. */
    Stream<Nonlinearity> activations() {
        return layers.stream()
                .map(layer -> layer instanceof DenseLayer dense
                        ? dense.getActivationFn()
                        : layer instanceof ActivationLayer activation ? activation.getActivationFn() : null)
                .filter(Objects::nonNull)
                .map(f -> Nonlinearity.of(f).orElseThrow());
    }

    boolean isFrozen() {
        return layers.stream().anyMatch(FrozenLayer.class::isInstance);
    }

    int inputs() {
        RowsToSequence sequence = sequence();
        return sequence == null
                ? ProgramReader.read(configuration(DataType.FLOAT)).inputs()
                : sequence.getSteps() * sequence.getFeatures() + sequence.getTold();
    }

    int outputs() {
        return groups.get(groups.size() - 1).to();
    }

    /** Parameters like those of a network in training: no bias is 0, no running statistic that of the start. */
    float[] parameters() {
        var random = new Random(seed);
        var network = new MultiLayerNetwork(configuration(DataType.FLOAT));
        network.init();
        var parameters = new float[(int) network.numParams()];
        int at = 0;
        for (Map.Entry<String, INDArray> entry : network.paramTable().entrySet()) {
            String kind = entry.getKey().substring(entry.getKey().indexOf('_') + 1);
            double deviation =
                    kind.endsWith("W") ? 1 / Math.sqrt(entry.getValue().size(0)) : 0.2;
            double mean = kind.equals("gamma") || kind.equals("var") ? 1.5 : 0;
            for (long i = 0; i < entry.getValue().length(); i++) {
                parameters[at++] = (float) (mean + deviation * Math.max(-4, Math.min(4, random.nextGaussian())));
            }
        }
        network.params().close();
        return parameters;
    }

    /** Standard normal inputs; targets that suit each group, those of a softmax one-hot times the row's weight. */
    Batch batch(int rows, long draw) {
        var random = new Random(31 * seed + draw);
        var input = new float[rows * inputs()];
        for (int i = 0; i < input.length; i++) {
            input[i] = (float) random.nextGaussian();
        }
        if (sequence() != null) {
            end(sequence(), input, rows, random);
        }
        var target = new float[rows * outputs()];
        for (int i = 0; i < rows; i++) {
            for (OutputGroup group : groups) {
                fill(group, target, i * outputs(), random);
            }
        }
        return new Batch(input, target, rows);
    }

    /** Whether rows are sequences somewhere. */
    boolean hasSteps() {
        return ProgramReader.read(configuration(DataType.FLOAT)).steps() > 1;
    }

    /** The layer that makes sequences of rows; null without one. */
    RowsToSequence sequence() {
        Layer first = layers.get(0) instanceof FrozenLayer frozen ? frozen.getLayer() : layers.get(0);
        return first instanceof RowsToSequence sequence ? sequence : null;
    }

    /** Some rows end early, none, or all behind their first step, as the seed has it. */
    private void end(RowsToSequence sequence, float[] input, int rows, Random random) {
        int width = input.length / rows;
        for (int i = 0; i < rows; i++) {
            int shortened = 1 + random.nextInt(sequence.getSteps());
            int steps = seed % 3 == 0 ? shortened : seed % 3 == 1 ? sequence.getSteps() : 1;
            int end = i * width + sequence.getSteps() * sequence.getFeatures();
            Arrays.fill(input, i * width + steps * sequence.getFeatures(), end, Float.NaN);
        }
    }

    private static void fill(OutputGroup group, float[] target, int row, Random random) {
        if (group.kind() == OutputKind.SOFTMAX) {
            int chosen = group.from() + random.nextInt(group.to() - group.from());
            target[row + chosen] = random.nextBoolean() ? 1 : 0.25f + 2 * random.nextFloat();
            return;
        }
        for (int j = group.from(); j < group.to(); j++) {
            boolean bounded = group.kind() == OutputKind.CROSS_ENTROPY || group.kind() == OutputKind.SQUARED_SIGMOID;
            target[row + j] = bounded ? random.nextFloat() : (float) random.nextGaussian();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
