package org.ae4j.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ae4j.InvalidSpecException;
import org.ae4j.compile.LayerwisePlan;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.compile.Optimization;
import org.ae4j.data.Schema;
import org.ae4j.engine.Engines;
import org.ae4j.engine.ForwardPass;
import org.ae4j.engine.TrainingEngine;
import org.ae4j.engine.kernel.SplitMix;
import org.ae4j.objective.Objectives;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Corruption;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;

/**
 * Greedy training layer by layer (Bengio et al. 2007; Vincent et al. 2010, section 3): each layer of the encoder learns to
 * reconstruct what the layers below it, trained before, give for the clean rows, from a corrupted version of it. Each is a run
 * of its own to the listeners, with the plan's updater, schedule and batches over the epochs of pretraining.
 */
final class Pretraining {
    private static final int CHUNK = 512;

    private final AutoencoderSpec spec;
    private final TrainingPlan plan;
    private final String backend;
    private final List<TrainingListener> listeners;
    private final LayerwisePlan layers;

    Pretraining(AutoencoderSpec spec, TrainingPlan plan, String backend, List<TrainingListener> listeners) {
        this.spec = spec;
        this.plan = plan.epochs(plan.pretraining()).pretraining(0).patience(0);
        this.backend = backend;
        this.listeners = listeners;
        this.layers = new LayerwisePlan(spec);
    }

    /**
     * What the whole network starts from.
     *
     * @param rows scaled; what each layer gives for them is held in memory while the next one learns
     * @throws TrainingDivergedException if a loss becomes NaN or infinite
     */
    float[] parameters(RowSource rows) {
        var trained = new ArrayList<float[]>();
        RowSource seen = rows;
        for (int layer = 0; layer < layers.layers(); layer++) {
            trained.add(train(layer, seen));
            if (layer + 1 < layers.layers()) {
                seen = RowSource.of(codes(layer, trained.get(layer), seen));
            }
        }
        return layers.assembled(trained);
    }

    private float[] train(int layer, RowSource rows) {
        TrainingPlan own = plan.seed(SplitMix.bits(plan.seed(), layer));
        Batches batches = batches(layer, rows, own);
        Optimization optimization = optimization(own, batches.count());
        int threads = threads(layers.network(layer, optimization));
        try (TrainingEngine engine =
                Objectives.pretraining(spec, layer, optimization, plan.engine(), threads, batches.count())) {
            announce(layer, batches, engine.name(), threads);
            Batches none = Batches.reconstructing(RowSource.of(new float[0][]), plan.batchSize(), plan.seed());
            return new TrainingLoop(own, engine, listeners).run(batches, none).parameters();
        } catch (TrainingDivergedException e) {
            throw new TrainingDivergedException(
                    ("pretraining of layer %d of %d diverged in epoch %d, batch %d, and nothing is kept; likely the learning"
                                    + " rate is too high: lower it, clip gradients, or set pretraining 0")
                            .formatted(layer + 1, layers.layers(), e.epoch(), e.step()),
                    e.epoch(),
                    e.step(),
                    null);
        }
    }

    private static Optimization optimization(TrainingPlan own, int steps) {
        try {
            return own.optimization(steps);
        } catch (InvalidSpecException e) { // a warm-up may fit into the epochs of the whole alone
            throw new InvalidSpecException("pretraining of each layer: " + e.getMessage(), e);
        }
    }

    private Batches batches(int layer, RowSource rows, TrainingPlan own) {
        Batches batches = Batches.reconstructing(rows, own.batchSize(), own.seed());
        return layer == 0
                ? batches.corrupted(spec.corruption(), spec.schema()).weighted(TrainingData.featureWeights(spec))
                : batches.corrupted(ofCodes(spec.corruption()), Schema.image(1, 1, layers.inputs(layer)));
    }

    /** The same kind for numbers that are no neighbours: patches become single ones, and nothing can be moved. */
    static Corruption ofCodes(Corruption corruption) {
        if (corruption instanceof Corruption.Patches patches) {
            return Corruption.masking(patches.probability());
        }
        if (corruption instanceof Corruption.Affine) {
            return Corruption.none();
        }
        return corruption instanceof Corruption.Chain chain
                ? chain.parts().stream().map(Pretraining::ofCodes).reduce(Corruption.none(), Corruption::then)
                : corruption;
    }

    private int threads(MultiLayerConfiguration network) {
        return plan.threads() > 0 ? plan.threads() : Engines.threads(plan.engine(), network, plan.batchSize());
    }

    private void announce(int layer, Batches batches, String engine, int threads) {
        long parameters = NetworkPlan.parameterCount(layers.network(layer, Optimization.none()));
        var start = new TrainingStart(
                "%s, layer %d of %d".formatted(spec.preset(), layer + 1, layers.layers()),
                parameters,
                batches.rows(),
                plan.epochs(),
                batches.count(),
                backend,
                engine,
                threads);
        listeners.forEach(listener -> listener.onStart(start));
    }

    /** What a layer gives for clean rows in use. */
    private float[][] codes(int layer, float[] trained, RowSource rows) {
        float[][] codes = new float[rows.rows()][];
        float[] chunk = new float[CHUNK * rows.width()];
        try (ForwardPass pass = Engines.forward(layers.encoder(layer), layers.encoderPart(layer, trained))) {
            float[] given = new float[CHUNK * pass.outputs()];
            for (int from = 0; from < codes.length; from += CHUNK) {
                int count = Math.min(CHUNK, codes.length - from);
                for (int i = 0; i < count; i++) {
                    rows.copyRow(from + i, chunk, i * rows.width());
                }
                pass.apply(chunk, count, given);
                for (int i = 0; i < count; i++) {
                    codes[from + i] = Arrays.copyOfRange(given, i * pass.outputs(), (i + 1) * pass.outputs());
                }
            }
        }
        return codes;
    }
}
