package org.ae4j.train;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.compile.Optimization;
import org.ae4j.data.Samples;
import org.ae4j.engine.Backend;
import org.ae4j.engine.Batch;
import org.ae4j.engine.Dl4jEngine;
import org.ae4j.engine.Threads;
import org.ae4j.engine.TrainingEngine;
import org.ae4j.file.Json;
import org.ae4j.model.Autoencoder;
import org.ae4j.model.FittedScaling;
import org.ae4j.model.Provenance;
import org.ae4j.spec.AutoencoderSpec;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.nd4j.linalg.learning.config.IUpdater;

/** One run from first step to model. */
final class TrainingRun {
    private final AutoencoderSpec spec;
    private final TrainingPlan plan;
    private final Optional<Autoencoder> start;
    private final FittedScaling scaling;
    private final List<TrainingListener> listeners;
    private final List<EpochResult> epochs = new ArrayList<>();
    private int bestEpoch;
    private float[] bestParameters;

    TrainingRun(
            AutoencoderSpec spec,
            TrainingPlan plan,
            Optional<Autoencoder> start,
            FittedScaling scaling,
            List<TrainingListener> listeners) {
        this.spec = spec;
        this.plan = plan;
        this.start = start;
        this.scaling = scaling;
        this.listeners = List.copyOf(listeners);
    }

    TrainingResult run(Samples train, Samples validation) {
        String backend = Backend.start();
        var batches = new Batches(train, scaling, plan.batchSize());
        var validationBatches = new Batches(validation, scaling, plan.batchSize());
        MultiLayerConfiguration network = configuration(batches.count());
        long parameters = NetworkPlan.parameterCount(network);
        int threads = plan.threads() > 0 ? plan.threads() : Threads.forWork(parameters, plan.batchSize());
        try (TrainingEngine engine = engine(network, threads)) {
            var beginning = new TrainingStart(
                    spec.preset(),
                    parameters,
                    train.rows(),
                    plan.epochs(),
                    batches.count(),
                    backend,
                    engine.name(),
                    threads);
            listeners.forEach(listener -> listener.onStart(beginning));
            boolean patient = true;
            for (int epoch = 1; epoch <= plan.epochs() && patient; epoch++) {
                EpochResult result = epoch(engine, epoch, batches, train, validationBatches, validation.rows());
                keepIfBest(engine, result);
                listeners.forEach(listener -> listener.onEpoch(result));
                patient = plan.patience() == 0 || epoch - bestEpoch < plan.patience();
            }
            return result(engine, train);
        }
    }

    private EpochResult epoch(
            TrainingEngine engine, int epoch, Batches batches, Samples train, Batches validation, int validationRows) {
        double sum = 0;
        int step = 0;
        Iterator<Batch> iterator = batches.shuffled(plan.seed(), epoch);
        while (iterator.hasNext()) {
            Batch batch = iterator.next();
            double loss = engine.step(batch);
            step++;
            if (!Double.isFinite(loss)) {
                throw diverged(loss, epoch, step, engine, train);
            }
            sum += loss * batch.rows();
            for (TrainingListener listener : listeners) {
                listener.onStep(epoch, step, loss);
            }
        }
        OptionalDouble validationLoss = validationRows == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(loss(engine, validation, validationRows));
        if (validationLoss.isPresent() && !Double.isFinite(validationLoss.getAsDouble())) {
            throw diverged(validationLoss.getAsDouble(), epoch, step, engine, train);
        }
        return new EpochResult(epoch, sum / train.rows(), validationLoss, engine.learningRate());
    }

    private static double loss(TrainingEngine engine, Batches batches, int rows) {
        double sum = 0;
        Iterator<Batch> iterator = batches.inOrder();
        while (iterator.hasNext()) {
            sum += engine.loss(iterator.next());
        }
        return sum / rows;
    }

    private void keepIfBest(TrainingEngine engine, EpochResult result) {
        epochs.add(result);
        if (bestEpoch == 0 || measure(result) < measure(epochs.get(bestEpoch - 1))) {
            bestEpoch = result.epoch();
            bestParameters = engine.parameters();
        }
    }

    private static double measure(EpochResult result) {
        return result.validationLoss().orElse(result.trainLoss());
    }

    private TrainingResult result(TrainingEngine engine, Samples train) {
        boolean keepBest = plan.patience() > 0;
        int kept = keepBest ? bestEpoch : epochs.size();
        var history = new History(epochs, kept, epochs.size() < plan.epochs());
        listeners.forEach(listener -> listener.onEnd(history));
        return new TrainingResult(model(keepBest ? bestParameters : engine.parameters(), engine, train), history);
    }

    private Autoencoder model(float[] parameters, TrainingEngine engine, Samples train) {
        String before = start.map(model -> model.provenance().data()).orElse("");
        var provenance = new Provenance(
                train.fingerprint(), train.rows(), Json.write(PlanJson.write(plan)), engine.name(), before);
        return new Autoencoder(spec, scaling, parameters, provenance);
    }

    private TrainingDivergedException diverged(double loss, int epoch, int step, TrainingEngine engine, Samples train) {
        String kept = bestEpoch == 0 ? "no epoch was completed" : "the weights of epoch " + bestEpoch + " are kept";
        Autoencoder best = bestEpoch == 0 ? null : model(bestParameters, engine, train);
        return new TrainingDivergedException(
                "the loss became %s in epoch %d, batch %d; %s; likely the learning rate (%s) is too high: lower it, clip gradients, or look for extreme values in the data"
                        .formatted(loss, epoch, step, kept, engine.learningRate()),
                epoch,
                step,
                best);
    }

    private TrainingEngine engine(MultiLayerConfiguration network, int threads) {
        return start.map(model -> new Dl4jEngine(network, model.parameters(), plan.seed(), threads))
                .orElseGet(() -> new Dl4jEngine(network, plan.seed(), threads));
    }

    private MultiLayerConfiguration configuration(int stepsPerEpoch) {
        IUpdater updater = plan.updater();
        if (plan.schedule() instanceof Schedule.OneCycle cycle) {
            double peak = updater.getLearningRate(0, 0);
            int steps = Math.multiplyExact(plan.epochs(), stepsPerEpoch);
            updater.setLrAndSchedule(
                    peak, new OneCycleSchedule(peak, cycle.rising(), cycle.startDivisor(), cycle.endDivisor(), steps));
        }
        return new NetworkPlan(spec).whole(optimization(updater));
    }

    private Optimization optimization(IUpdater updater) {
        if (plan.clipping() instanceof Clipping.ByValue byValue) {
            return new Optimization(
                    updater, GradientNormalization.ClipElementWiseAbsoluteValue, byValue.limit(), plan.seed());
        }
        if (plan.clipping() instanceof Clipping.ByNorm byNorm) {
            return new Optimization(updater, GradientNormalization.ClipL2PerLayer, byNorm.limit(), plan.seed());
        }
        return new Optimization(updater, GradientNormalization.None, 1, plan.seed());
    }
}
