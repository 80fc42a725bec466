package org.ae4j.pretrain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.StreamSupport;
import org.ae4j.AutoencoderException;
import org.ae4j.IncompatibleDataException;
import org.ae4j.data.Samples;
import org.ae4j.file.Json;
import org.ae4j.file.Tensor;
import org.ae4j.model.Provenance;
import org.ae4j.spec.AutoencoderSpec;

/** An encoder with a softmax head. Immutable and safe for many threads; takes raw units. */
public final class Classifier implements AutoCloseable {
    private static final String KIND = "classifier";
    private static final String CLASSES = "classes";

    private final TunedNetwork network;
    private final List<String> classes;

    Classifier(TunedNetwork network, List<String> classes) {
        this.network = network;
        this.classes = List.copyOf(classes);
    }

    /**
     * Reads a classifier from its file.
     *
     * @throws org.ae4j.ModelFileException if the file is missing, damaged, of another kind, or its tensors do not fit its
     *     specification, head and classes
     */
    public static Classifier load(Path file) {
        return TunedNetwork.read(KIND, file, Classifier::targets);
    }

    /**
     * Writes the classifier as one new file.
     *
     * @throws AutoencoderException if the file exists or cannot be written; nothing is changed then
     */
    public void save(Path file) {
        network.write(KIND, json(), file, false);
    }

    /** Writes the classifier as one file, in place of one that exists. */
    public void saveReplacing(Path file) {
        network.write(KIND, json(), file, true);
    }

    /** The classes in the order of the probabilities. */
    public List<String> classes() {
        return classes;
    }

    /** The encoder's specification. */
    public AutoencoderSpec spec() {
        return network.fitted().spec();
    }

    /** Where the weights come from: the labelled rows, continued from the encoder's. */
    public Provenance provenance() {
        return network.fitted().provenance();
    }

    /**
     * The encoder inside, fine-tuned, over a copy of its weights.
     *
     * @return to be closed on its own
     */
    public PretrainedEncoder encoder() {
        return network.encoder();
    }

    /**
     * A probability for each class.
     *
     * @return {@code [rows, classes]}, each row sums to 1
     * @throws IncompatibleDataException if the columns are not those of the encoder
     * @throws IllegalStateException after {@link #close}
     */
    public float[][] probabilities(Samples samples) {
        return network.apply(samples);
    }

    /** A probability for each class of one raw row: {@code [columns] → [classes]}. */
    public float[] probabilities(float[] row) {
        return network.apply(row);
    }

    /**
     * The likeliest class of each row; the first of equals.
     *
     * @throws IncompatibleDataException if the columns are not those of the encoder
     * @throws IllegalStateException after {@link #close}
     */
    public List<String> predict(Samples samples) {
        return Arrays.stream(probabilities(samples)).map(this::likeliest).toList();
    }

    /** The likeliest class of one raw row. */
    public String predict(float[] row) {
        return likeliest(probabilities(row));
    }

    /**
     * The share of rows whose likeliest class is their label; a label that is no class of this model counts as missed.
     *
     * @throws IncompatibleDataException if there are no rows or labels, or the columns are not those of the encoder
     */
    public double accuracy(Samples samples) {
        if (samples.rows() == 0) {
            throw new IncompatibleDataException("accuracy needs at least 1 row, " + samples.source() + " has none");
        }
        int right = 0;
        List<String> predicted = predict(samples);
        for (int i = 0; i < samples.rows(); i++) {
            if (predicted.get(i).equals(samples.label(i))) {
                right++;
            }
        }
        return (double) right / samples.rows();
    }

    List<Tensor> tensors() {
        return network.tensors();
    }

    @Override
    public void close() {
        network.close();
    }

    private String likeliest(float[] probabilities) {
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            if (probabilities[i] > probabilities[best]) {
                best = i;
            }
        }
        return classes.get(best);
    }

    private ObjectNode json() {
        ObjectNode head = Json.object();
        classes.forEach(head.putArray(CLASSES)::add);
        return head;
    }

    private static Targets<Classifier> targets(JsonNode head) {
        List<String> classes = StreamSupport.stream(head.path(CLASSES).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        if (classes.size() < 2 || new HashSet<>(classes).size() < classes.size()) {
            throw new AutoencoderException("head.classes needs at least 2 different names, found " + classes);
        }
        return new ClassTargets(classes, new double[classes.size()]);
    }
}
