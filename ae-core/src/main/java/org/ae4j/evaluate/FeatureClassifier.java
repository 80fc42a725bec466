package org.ae4j.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.compile.Optimization;
import org.ae4j.data.Samples;
import org.ae4j.engine.Backend;
import org.ae4j.engine.Engines;
import org.ae4j.engine.TrainingEngine;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.OutputKind;
import org.ae4j.model.FittedScaling;
import org.ae4j.model.ScaledNetwork;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Presets;
import org.ae4j.train.Batches;
import org.ae4j.train.RowSource;
import org.ae4j.train.Schedule;
import org.ae4j.train.TrainingLoop;
import org.ae4j.train.TrainingPlan;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Features that tell the classes of rows apart, to compare generators in (see {@link SampleQuality}): what the last hidden
 * layer of a classifier gives, as Heusel et al. 2017 take Inception's, but of one trained on the data at hand.
 *
 * <p>Dense, inputs-256-128-classes with ReLU; 10 epochs, at least 1000 steps, of Adam in batches of 128 on a one-cycle
 * rate up to 2e-3; pixels divided by 255, tables standardised. Immutable and safe for many threads; takes raw units.
 */
public final class FeatureClassifier implements AutoCloseable {
    /** How many features a row has. */
    public static final int FEATURES = 128;

    private static final int HIDDEN = 256;

    private final List<String> classes;
    private final ScaledNetwork features;
    private final ScaledNetwork scores;

    private FeatureClassifier(List<String> classes, ScaledNetwork features, ScaledNetwork scores) {
        this.classes = classes;
        this.features = features;
        this.scores = scores;
    }

    /**
     * Trains a classifier.
     *
     * @param labelled raw rows, at least 2, of at least 2 classes
     * @param seed of weights and order: on one machine the same seed gives the same features
     * @throws IncompatibleDataException if there are fewer rows or classes, or no labels
     * @throws org.ae4j.train.TrainingDivergedException if the loss becomes NaN or infinite
     */
    public static FeatureClassifier train(Samples labelled, long seed) {
        List<String> classes = labelled.classes();
        if (classes.size() < 2) {
            throw new IncompatibleDataException(
                    "features are learnt from at least 2 classes, %s has %s".formatted(labelled.source(), classes));
        }
        AutoencoderSpec spec = Presets.dense(labelled.schema()).hidden(HIDDEN, FEATURES);
        FittedScaling scaling = FittedScaling.fit(spec.scaling(), labelled);
        var layers = new ClassifierLayers(new NetworkPlan(spec), classes.size());
        float[] parameters = trained(layers, RowSource.scaled(scaling, labelled), targets(labelled, classes), seed);
        MultiLayerConfiguration hidden = layers.hidden();
        float[] first = Arrays.copyOf(parameters, Math.toIntExact(NetworkPlan.parameterCount(hidden)));
        return new FeatureClassifier(
                classes,
                new ScaledNetwork(scaling, Engines.forward(hidden, first)),
                new ScaledNetwork(scaling, Engines.forward(layers.whole(Optimization.none()), parameters)));
    }

    private static float[] trained(ClassifierLayers layers, RowSource rows, float[][] targets, long seed) {
        Backend.start();
        TrainingPlan plan = TrainingPlan.defaults()
                .epochs(10)
                .minSteps(1000)
                .updater(new Adam(2e-3))
                .schedule(Schedule.oneCycle())
                .seed(seed);
        Batches batches = Batches.supervised(rows, RowSource.of(targets), plan.batchSize(), seed);
        Batches none =
                Batches.supervised(RowSource.of(new float[0][]), RowSource.of(new float[0][]), plan.batchSize(), seed);
        MultiLayerConfiguration network = layers.whole(plan.optimization(batches.count()));
        int threads = Engines.threads(plan.engine(), network, plan.batchSize());
        try (TrainingEngine engine = Engines.training(plan.engine(), network, Optional.empty(), seed, threads)) {
            return new TrainingLoop(plan, engine, List.of()).run(batches, none).parameters();
        }
    }

    /** One-hot. */
    private static float[][] targets(Samples labelled, List<String> classes) {
        float[][] targets = new float[labelled.rows()][classes.size()];
        for (int i = 0; i < targets.length; i++) {
            targets[i][classes.indexOf(labelled.label(i))] = 1;
        }
        return targets;
    }

    /**
     * The share of rows, 0..1, whose likeliest class is their label; a label that was not trained on counts as missed.
     *
     * @throws IncompatibleDataException if there are no rows or labels, or the columns are others
     */
    public double accuracy(Samples samples) {
        Reconstruction.checkRows("accuracy is measured on", samples);
        float[][] found = scores.apply(samples);
        int right = 0;
        for (int i = 0; i < found.length; i++) {
            right += classes.get(largest(found[i])).equals(samples.label(i)) ? 1 : 0;
        }
        return right / (double) found.length;
    }

    /**
     * Features of samples: {@code [rows, 128]}, each at least 0.
     *
     * @throws IncompatibleDataException if the columns are others
     */
    public float[][] features(Samples samples) {
        return features.apply(samples);
    }

    /** Features of raw rows: {@code [rows, columns] → [rows, 128]}. */
    public float[][] features(float[][] rows) {
        return features.apply(rows);
    }

    @Override
    public void close() {
        features.close();
        scores.close();
    }

    private static int largest(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    /** The layers of a network: hidden blocks as an encoder has them, then classes. */
    private record ClassifierLayers(NetworkPlan plan, int classes) {
        MultiLayerConfiguration hidden() {
            return plan.configuration(Optimization.none(), blocks());
        }

        MultiLayerConfiguration whole(Optimization optimization) {
            Layer output = plan.output(FEATURES, List.of(new OutputGroup(OutputKind.SOFTMAX, 0, classes, 1)));
            return plan.configuration(
                    optimization,
                    Stream.concat(blocks().stream(), Stream.of(output)).toList());
        }

        /** All blocks of the encoder but the last, which is the code. */
        private List<Layer> blocks() {
            List<List<Layer>> blocks = plan.encoderBlocks();
            return blocks.subList(0, blocks.size() - 1).stream()
                    .flatMap(List::stream)
                    .toList();
        }
    }
}
