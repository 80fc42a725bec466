package org.ae4j.pretrain;

import java.util.Arrays;
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
import org.ae4j.model.ScaledNetwork;
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

    FineTuningRun(FineTuning<M> tuning) {
        this.tuning = tuning;
        this.plan = tuning.plan();
        this.spec = tuning.encoder().spec();
        this.scaling = tuning.encoder().scaling();
        this.frozenBlocks = tuning.freeze().count(tuning.encoder().blocks());
    }

    FineTuned<M> run(Samples train, Samples validation) {
        plan.checkPlain("fine-tuning");
        plan.checkValidation(validation.rows());
        if (train.rows() < 2) {
            throw new IncompatibleDataException(
                    "fine-tuning needs at least 2 rows, found " + train.rows() + " in " + train.source());
        }
        Samples rows = train.conformTo(spec.schema());
        Targets<M> targets = tuning.head().targets(rows, tuning.classWeights());
        var layers =
                new TransferPlan(tuning.encoder().plan(), tuning.head().hidden(), targets.kind(), targets.outputs());
        Batches validationBatches = batches(validation.conformTo(spec.schema()), targets, layers);
        return train(rows, targets, layers, validationBatches);
    }

    private FineTuned<M> train(Samples rows, Targets<M> targets, TransferPlan layers, Batches validation) {
        String backend = Backend.start();
        Batches batches = batches(rows, targets, layers);
        MultiLayerConfiguration network = layers.trained(frozenBlocks, plan.optimization(batches.count()));
        long parameters = NetworkPlan.parameterCount(network);
        int threads = plan.threads() > 0 ? plan.threads() : Engines.threads(plan.engine(), network, plan.batchSize());
        try (TrainingEngine engine =
                Engines.training(plan.engine(), network, Optional.of(initial(layers, network)), plan.seed(), threads)) {
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
            TrainingLoop.Outcome outcome = new TrainingLoop(plan, engine, tuning.listeners()).run(batches, validation);
            var tuned = new TunedNetwork(
                    fitted(rows, engine.name()), layers, frozenBlocks, joined(layers, outcome.parameters()));
            return new FineTuned<>(targets.model(tuned), outcome.history());
        }
    }

    private Batches batches(Samples rows, Targets<M> targets, TransferPlan layers) {
        return Batches.supervised(inputs(rows, layers), RowSource.of(targets.of(rows)), plan.batchSize(), plan.seed());
    }

    /** What the frozen blocks make of the rows. */
    private RowSource inputs(Samples rows, TransferPlan layers) {
        if (frozenBlocks == 0) {
            return RowSource.scaled(scaling, rows);
        }
        MultiLayerConfiguration prefix = layers.frozen(frozenBlocks);
        try (var network = new ScaledNetwork(scaling, Engines.forward(prefix, frozenParameters(layers)))) {
            return RowSource.of(network.apply(rows));
        }
    }

    private float[] frozenParameters(TransferPlan layers) {
        if (frozenBlocks == 0) {
            return new float[0];
        }
        long count = NetworkPlan.parameterCount(layers.frozen(frozenBlocks));
        return Arrays.copyOf(tuning.encoder().parameters(), Math.toIntExact(count));
    }

    /** The encoder's weights where it is thawed, every name and shape checked; all others fresh by the plan's seed. */
    private float[] initial(TransferPlan layers, MultiLayerConfiguration network) {
        float[] fresh = fresh(network);
        if (!tuning.pretrained()) {
            return fresh;
        }
        List<Tensor> encoder = tuning.encoder().tensors();
        Set<String> names = encoder.stream().map(Tensor::name).collect(Collectors.toSet());
        Stream<Tensor> thawed = encoder.stream().skip(frozenTensors(layers));
        Stream<Tensor> head =
                NetworkTensors.of(network, fresh).stream().filter(tensor -> !names.contains(tensor.name()));
        return NetworkTensors.parameters(network, Stream.concat(thawed, head).toList(), "the encoder");
    }

    private int frozenTensors(TransferPlan layers) {
        return frozenBlocks == 0
                ? 0
                : NetworkTensors.of(layers.frozen(frozenBlocks), frozenParameters(layers))
                        .size();
    }

    private static float[] fresh(MultiLayerConfiguration configuration) {
        var network = new MultiLayerNetwork(configuration);
        network.init();
        float[] parameters = network.params().toFloatVector();
        network.params().close();
        return parameters;
    }

    /** DL4J's flat view holds layers in order: what is frozen, then what was trained. */
    private float[] joined(TransferPlan layers, float[] trained) {
        float[] frozen = frozenParameters(layers);
        float[] all = Arrays.copyOf(frozen, frozen.length + trained.length);
        System.arraycopy(trained, 0, all, frozen.length, trained.length);
        return all;
    }

    private FittedSpec fitted(Samples train, String engine) {
        String before = tuning.pretrained() ? tuning.encoder().provenance().data() : "";
        var provenance =
                new Provenance(train.fingerprint(), train.rows(), Json.write(PlanJson.write(plan)), engine, before);
        return new FittedSpec(spec, scaling, provenance);
    }
}
