package org.ae4j.pretrain;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.data.Samples;
import org.ae4j.engine.Backend;
import org.ae4j.engine.Engines;
import org.ae4j.engine.TrainingEngine;
import org.ae4j.file.Json;
import org.ae4j.file.Tensor;
import org.ae4j.model.FittedScaling;
import org.ae4j.model.FittedSpec;
import org.ae4j.model.NetworkTensors;
import org.ae4j.model.Provenance;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.train.Batches;
import org.ae4j.train.PlanJson;
import org.ae4j.train.RowSource;
import org.ae4j.train.TrainingLoop;
import org.ae4j.train.TrainingPlan;
import org.ae4j.train.TrainingStart;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * One run of fine-tuning. Frozen blocks are no part of the network that is trained: rows pass them once, as in use, and
 * what comes out is the input. So nothing of them can move, and steps cost only what is thawed.
 */
final class FineTuningRun<M> {
    private final FineTuning<M> tuning;
    private final TrainingPlan plan;
    private final AutoencoderSpec spec;
    private final FittedScaling scaling;
    private final int frozenBlocks;
    private final boolean isCached;

    FineTuningRun(FineTuning<M> tuning) {
        this(tuning, tuning.recipe().augmentation().isNone());
    }

    /**
     * A run.
     *
     * @param isCached whether rows pass the frozen blocks once, not batch by batch; only without augmentation
     */
    FineTuningRun(FineTuning<M> tuning, boolean isCached) {
        this.isCached = isCached;
        this.tuning = tuning;
        this.plan = tuning.plan();
        this.spec = tuning.encoder().spec();
        this.scaling = tuning.encoder().scaling();
        this.frozenBlocks = tuning.freeze().count(tuning.encoder().blocks());
    }

    /**
     * Trains.
     *
     * @param rowWeights one a training row; empty for 1 throughout
     */
    FineTuned<M> run(Samples train, Optional<RowWeights> rowWeights, Samples validation) {
        rowWeights.ifPresent(weights -> weights.checked(train));
        plan.checkPlain("fine-tuning");
        plan.checkValidation(validation.rows());
        if (train.rows() < 2) {
            throw new IncompatibleDataException(
                    "fine-tuning needs at least 2 rows, found " + train.rows() + " in " + train.source());
        }
        Samples rows = train.conformTo(spec.schema());
        Targets<M> targets = tuning.head().targets(rows, tuning.classWeights());
        EncoderPlan encoder = tuning.encoder().plan().penalties(tuning.recipe().penalties());
        var layers = new TransferPlan(encoder, tuning.head().layers(), targets.kind(), targets.outputs());
        if (frozenBlocks == 0) {
            return train(rows, rowWeights, validation.conformTo(spec.schema()), targets, layers, Optional.empty());
        }
        try (var prefix = FrozenPrefix.of(layers, frozenBlocks, tuning.encoder().parameters())) {
            return train(rows, rowWeights, validation.conformTo(spec.schema()), targets, layers, Optional.of(prefix));
        }
    }

    private FineTuned<M> train(
            Samples rows,
            Optional<RowWeights> rowWeights,
            Samples validation,
            Targets<M> targets,
            TransferPlan layers,
            Optional<FrozenPrefix> prefix) {
        String backend = Backend.start();
        Batches validationBatches = batches(validation, targets, prefix, true);
        Batches batches = batches(rows, targets, prefix, isCached)
                .corrupted(tuning.recipe().augmentation(), spec.schema())
                .rowWeights(rowWeights.map(weights -> weights.checked(rows)).orElse(null));
        float[] frozen = prefix.map(FrozenPrefix::parameters).orElse(new float[0]);
        ThawedNetworks networks = networks(layers, batches.count());
        MultiLayerConfiguration network = networks.trained(frozenBlocks, 0);
        long parameters = NetworkPlan.parameterCount(network);
        int threads = networks.threads();
        try (TrainingEngine engine = networks.engine(initial(layers, network, frozen))) {
            var beginning = new TrainingStart(
                    spec.preset(),
                    parameters,
                    rows.rows(),
                    plan.epochsFor(batches.count()),
                    batches.count(),
                    backend,
                    engine.name(),
                    threads);
            tuning.listeners().forEach(listener -> listener.onStart(beginning));
            TrainingLoop.Outcome outcome =
                    new TrainingLoop(plan, engine, tuning.listeners()).run(batches, validationBatches);
            var tuned = new TunedNetwork(
                    fitted(rows, engine.name()),
                    layers,
                    frozenBlocks,
                    Optional.of(record(rowWeights)),
                    UnfreezingEngine.joined(frozen, outcome.parameters()));
            return new FineTuned<>(targets.model(tuned), outcome.history());
        }
    }

    private ThawedNetworks networks(TransferPlan layers, int stepsPerEpoch) {
        List<Unfreezing.Phase> phases = tuning.recipe()
                .unfreezing()
                .phases(frozenBlocks, tuning.encoder().blocks().size(), plan.epochsFor(stepsPerEpoch));
        var networks = new ThawedNetworks(layers, tuning.recipe(), plan, phases, stepsPerEpoch, plan.threads());
        if (plan.threads() > 0) {
            return networks;
        }
        int threads = Engines.threads(plan.engine(), networks.trained(frozenBlocks, 0), plan.batchSize());
        return new ThawedNetworks(layers, tuning.recipe(), plan, phases, stepsPerEpoch, threads);
    }

    private Batches batches(Samples rows, Targets<M> targets, Optional<FrozenPrefix> prefix, boolean caches) {
        RowSource inputs = RowSource.scaled(scaling, rows);
        RowSource wanted = RowSource.of(targets.of(rows));
        if (prefix.isPresent() && caches) {
            inputs = prefix.get().apply(inputs);
        }
        Batches batches = Batches.supervised(inputs, wanted, plan.batchSize(), plan.seed());
        return prefix.isPresent() && !caches ? batches.through(prefix.get().forward()) : batches;
    }

    /** The encoder's weights where it is thawed, every name and shape checked; all others fresh by the plan's seed. */
    private float[] initial(TransferPlan layers, MultiLayerConfiguration network, float[] frozen) {
        float[] fresh = fresh(network);
        if (!tuning.pretrained()) {
            return fresh;
        }
        List<Tensor> encoder = tuning.encoder().tensors();
        Set<String> names = encoder.stream().map(Tensor::name).collect(Collectors.toSet());
        Stream<Tensor> thawed = encoder.stream().skip(frozenTensors(layers, frozen));
        Stream<Tensor> head =
                NetworkTensors.of(network, fresh).stream().filter(tensor -> !names.contains(tensor.name()));
        return NetworkTensors.parameters(network, Stream.concat(thawed, head).toList(), "the encoder");
    }

    private int frozenTensors(TransferPlan layers, float[] frozen) {
        return frozenBlocks == 0
                ? 0
                : NetworkTensors.of(layers.frozen(0, frozenBlocks), frozen).size();
    }

    private static float[] fresh(MultiLayerConfiguration configuration) {
        var network = new MultiLayerNetwork(configuration);
        network.init();
        float[] parameters = network.params().toFloatVector();
        network.params().close();
        return parameters;
    }

    private TuningRecord record(Optional<RowWeights> rowWeights) {
        return new TuningRecord(
                tuning.pretrained(),
                tuning.recipe(),
                tuning.classWeights(),
                rowWeights.map(RowWeights::sha256).orElse(""),
                rowWeights.map(RowWeights::origin).orElse(""));
    }

    private FittedSpec fitted(Samples train, String engine) {
        String before = tuning.pretrained() ? tuning.encoder().provenance().data() : "";
        var provenance =
                new Provenance(train.fingerprint(), train.rows(), Json.write(PlanJson.write(plan)), engine, before);
        return new FittedSpec(spec, scaling, provenance);
    }
}
