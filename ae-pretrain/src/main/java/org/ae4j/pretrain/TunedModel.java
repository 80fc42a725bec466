package org.ae4j.pretrain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ae4j.AutoencoderException;
import org.ae4j.file.Json;
import org.ae4j.file.Tensor;
import org.ae4j.model.Provenance;
import org.ae4j.spec.AutoencoderSpec;

/** An encoder with a trained head, whatever it gives. Immutable and safe for many threads; takes raw units. */
public abstract sealed class TunedModel implements AutoCloseable
        permits Classifier, BinaryClassifier, MultiLabelClassifier, Regressor {
    private final TunedNetwork network;
    private final String kind;

    /**
     * A model over its network.
     *
     * @param kind of its file
     */
    TunedModel(TunedNetwork network, String kind) {
        this.network = network;
        this.kind = kind;
    }

    /**
     * Writes the model as one new file.
     *
     * @throws AutoencoderException if the file exists or cannot be written; nothing is changed then
     */
    public final void save(Path file) {
        network.write(kind, json(), file, false);
    }

    /** Writes the model as one file, in place of one that exists. */
    public final void saveReplacing(Path file) {
        network.write(kind, json(), file, true);
    }

    /** The encoder's specification. */
    public final AutoencoderSpec spec() {
        return network.fitted().spec();
    }

    /** Where the weights come from: the labelled rows, continued from the encoder's. */
    public final Provenance provenance() {
        return network.fitted().provenance();
    }

    /** How it was trained beside its plan; empty if it comes from a file that does not say so. */
    public final Optional<TuningRecord> tuning() {
        return network.tuning();
    }

    /**
     * The encoder inside, fine-tuned, over a copy of its weights.
     *
     * @return to be closed on its own
     */
    public final PretrainedEncoder encoder() {
        return network.encoder();
    }

    @Override
    public final void close() {
        network.close();
    }

    final TunedNetwork network() {
        return network;
    }

    final List<Tensor> tensors() {
        return network.tensors();
    }

    private ObjectNode json() {
        ObjectNode head = Json.object();
        describe(head);
        return head;
    }

    /** Adds what the outputs mean to what the file says of the head. */
    abstract void describe(ObjectNode head);
}
