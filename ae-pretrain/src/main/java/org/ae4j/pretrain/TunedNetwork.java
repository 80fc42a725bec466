package org.ae4j.pretrain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.ae4j.AutoencoderException;
import org.ae4j.ModelFileException;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.data.Samples;
import org.ae4j.engine.Engines;
import org.ae4j.file.ModelFile;
import org.ae4j.file.Tensor;
import org.ae4j.layer.OutputKind;
import org.ae4j.model.FittedSpec;
import org.ae4j.model.NetworkTensors;
import org.ae4j.model.ScaledNetwork;

/** An encoder with a trained head: what all tuned models share, and their file. */
final class TunedNetwork implements AutoCloseable {
    private static final String FROZEN = "frozenBlocks";
    private static final String TUNING = "tuning";

    private final FittedSpec fitted;
    private final TransferPlan plan;
    private final int frozenBlocks;
    private final Optional<TuningRecord> tuning;
    private final float[] parameters;
    private final ScaledNetwork network;

    /**
     * A network over its weights.
     *
     * @param tuning how it was trained; empty where its file does not say so
     * @param parameters of encoder and head in the order of {@link TransferPlan#whole}; handed over
     */
    TunedNetwork(
            FittedSpec fitted, TransferPlan plan, int frozenBlocks, Optional<TuningRecord> tuning, float[] parameters) {
        this.fitted = fitted;
        this.plan = plan;
        this.frozenBlocks = frozenBlocks;
        this.tuning = tuning;
        this.parameters = parameters;
        this.network = new ScaledNetwork(fitted.scaling(), Engines.forward(plan.whole(), parameters));
    }

    HeadLayers head() {
        return plan.head();
    }

    Optional<TuningRecord> tuning() {
        return tuning;
    }

    FittedSpec fitted() {
        return fitted;
    }

    float[][] apply(Samples samples) {
        return network.apply(samples);
    }

    float[] apply(float[] row) {
        return network.apply(row);
    }

    float[][] apply(float[][] rows) {
        return network.apply(rows);
    }

    PretrainedEncoder encoder() {
        long count = NetworkPlan.parameterCount(plan.encoder().configuration());
        return new PretrainedEncoder(fitted, plan.encoder(), Arrays.copyOf(parameters, Math.toIntExact(count)));
    }

    List<Tensor> tensors() {
        return NetworkTensors.of(plan.whole(), parameters);
    }

    /**
     * Writes a file of a kind.
     *
     * @param head what else the manifest says of the head
     */
    void write(String kind, ObjectNode head, Path file, boolean replace) {
        ObjectNode manifest = fitted.json();
        plan.head().write(head);
        manifest.set("head", head);
        manifest.put(FROZEN, frozenBlocks);
        tuning.ifPresent(record -> manifest.set(TUNING, record.json()));
        plan.encoder().put(manifest);
        new ModelFile(kind, manifest, tensors()).write(file, replace);
    }

    /**
     * Reads a file of a kind.
     *
     * @param targets what the manifest says of the head
     */
    static <M> M read(String kind, Path file, Function<JsonNode, Targets<M>> targets) {
        ModelFile stored = ModelFile.read(file, kind);
        String name = file.getFileName().toString();
        try {
            JsonNode head = stored.content().path("head");
            Targets<M> meaning = targets.apply(head);
            checkOutputs(meaning, stored, name);
            FittedSpec fitted = FittedSpec.read(stored.content());
            var plan = new TransferPlan(
                    EncoderPlan.read(stored.content(), fitted.spec()),
                    HeadLayers.read(head),
                    meaning.kind(),
                    meaning.outputs());
            float[] parameters = NetworkTensors.parameters(plan.whole(), stored.tensors(), name);
            int frozen = stored.content().path(FROZEN).intValue();
            JsonNode said = stored.content().path(TUNING); // files of old have none
            Optional<TuningRecord> tuning =
                    said.isMissingNode() ? Optional.empty() : Optional.of(TuningRecord.read(said));
            return meaning.model(new TunedNetwork(fitted, plan, frozen, tuning, parameters));
        } catch (ModelFileException e) {
            throw e;
        } catch (AutoencoderException e) {
            throw new ModelFileException(name + " was not written by this version of AE4J: " + e.getMessage(), e);
        }
    }

    private static void checkOutputs(Targets<?> meaning, ModelFile stored, String name) {
        for (Tensor tensor : stored.tensors()) {
            if (tensor.name().equals("output/b") && tensor.values().length != meaning.outputs()) {
                String expected = meaning.kind() == OutputKind.SQUARED ? "numbers" : "classes";
                throw new ModelFileException("%s: the manifest names %d %s, the head gives %d"
                        .formatted(name, meaning.outputs(), expected, tensor.values().length));
            }
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
