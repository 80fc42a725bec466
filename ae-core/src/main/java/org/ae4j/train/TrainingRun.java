package org.ae4j.train;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.data.Samples;
import org.ae4j.engine.Backend;
import org.ae4j.engine.Dl4jEngine;
import org.ae4j.engine.TrainingEngine;
import org.ae4j.file.Json;
import org.ae4j.model.Autoencoder;
import org.ae4j.model.FittedScaling;
import org.ae4j.model.Provenance;
import org.ae4j.model.Reference;
import org.ae4j.objective.Objectives;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Corruption;

/** One run of an autoencoder from first step to model. */
final class TrainingRun {
    private final AutoencoderSpec spec;
    private final TrainingPlan plan;
    private final Optional<Autoencoder> start;
    private final FittedScaling scaling;
    private final TargetRows targets;
    private final List<TrainingListener> listeners;
    private final List<org.deeplearning4j.optimize.api.TrainingListener> dl4jListeners;
    private CompletableFuture<String> fingerprint;

    /**
     * A run to come.
     *
     * @param targets null where each row is its own
     */
    TrainingRun(
            AutoencoderSpec spec,
            TrainingPlan plan,
            Optional<Autoencoder> start,
            FittedScaling scaling,
            TargetRows targets,
            List<TrainingListener> listeners,
            List<org.deeplearning4j.optimize.api.TrainingListener> dl4jListeners) {
        this.spec = spec;
        this.plan = plan;
        this.start = start;
        this.scaling = scaling;
        this.targets = targets;
        this.listeners = List.copyOf(listeners);
        this.dl4jListeners = List.copyOf(dl4jListeners);
    }

    TrainingResult run(Samples train, Samples validation) {
        fingerprint = CompletableFuture.supplyAsync(train::fingerprint); // beside the training: it takes a while
        String backend = Backend.start();
        RowSource rows = RowSource.scaled(scaling, train);
        Optional<float[]> parameters = plan.pretraining() > 0
                ? Optional.of(new Pretraining(spec, plan, backend, listeners).parameters(rows))
                : start.map(Autoencoder::parameters);
        Batches batches = batches(rows, train, spec.corruption()).targets(targets);
        int threads = plan.threads() > 0 ? plan.threads() : Objectives.threads(spec, plan.engine(), plan.batchSize());
        try (TrainingEngine engine = Objectives.training(
                spec,
                plan.optimization(batches.count()),
                plan.engine(),
                parameters,
                plan.seed(),
                threads,
                batches.count())) {
            var beginning = new TrainingStart(
                    spec.preset(),
                    new NetworkPlan(spec).parameterCount(),
                    train.rows(),
                    plan.epochsFor(batches.count()),
                    batches.count(),
                    backend,
                    engine.name(),
                    threads);
            listeners.forEach(listener -> listener.onStart(beginning));
            if (engine instanceof Dl4jEngine dl4j) {
                dl4j.listen(dl4jListeners);
            }
            return result(engine, batches, train, validation);
        }
    }

    private TrainingResult result(TrainingEngine engine, Batches batches, Samples train, Samples validation) {
        try {
            TrainingLoop.Outcome outcome =
                    new TrainingLoop(plan, engine, listeners, engine.parts()).run(batches, validated(validation));
            return new TrainingResult(
                    model(outcome.parameters(), train, engine.name()), outcome.history(), plan.seed());
        } catch (TrainingDivergedException e) {
            throw e.withBest(best -> model(best, train, engine.name()));
        }
    }

    private Batches validated(Samples validation) {
        return batches(RowSource.scaled(scaling, validation), validation, Corruption.none());
    }

    private Batches batches(RowSource rows, Samples samples, Corruption corruption) {
        return Batches.reconstructing(rows, plan.batchSize(), plan.seed())
                .corrupted(corruption, spec.schema())
                .ending(spec.schema().isVariable())
                .weighted(TrainingData.featureWeights(spec))
                .classes(TrainingData.classes(spec.knowledge(), samples));
    }

    private Autoencoder model(float[] parameters, Samples train, String engine) {
        String before = start.map(model -> model.provenance().data()).orElse("");
        var provenance =
                new Provenance(fingerprint.join(), train.rows(), Json.write(PlanJson.write(plan)), engine, before);
        var model = new Autoencoder(spec, scaling, parameters, provenance);
        return model.withReference(Reference.of(model, train, plan.referenceCodes(), plan.seed()));
    }
}
