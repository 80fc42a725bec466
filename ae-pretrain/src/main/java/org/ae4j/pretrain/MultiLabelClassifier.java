package org.ae4j.pretrain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.ae4j.AutoencoderException;
import org.ae4j.IncompatibleDataException;
import org.ae4j.data.Samples;

/** An encoder with one sigmoid output for each label, of which a row may have any number. */
public final class MultiLabelClassifier extends TunedModel {
    private static final String KIND = "multi-label-classifier";
    private static final String LABELS = "labels";
    private static final float THRESHOLD = 0.5f;

    private final List<String> labels;

    MultiLabelClassifier(TunedNetwork network, List<String> labels) {
        super(network, KIND);
        this.labels = List.copyOf(labels);
    }

    /**
     * Reads a multi-label classifier from its file.
     *
     * @throws org.ae4j.ModelFileException if the file is missing, damaged, of another kind, or its tensors do not fit its
     *     specification, head and labels
     */
    public static MultiLabelClassifier load(Path file) {
        return TunedNetwork.read(KIND, file, MultiLabelClassifier::targets);
    }

    /** The labels in the order of the probabilities. */
    public List<String> labels() {
        return labels;
    }

    /**
     * A probability for each label.
     *
     * @return {@code [rows, labels]}, each 0..1 by itself
     * @throws IncompatibleDataException if the columns are not those of the encoder
     * @throws IllegalStateException after {@link #close}
     */
    public float[][] probabilities(Samples samples) {
        return network().apply(samples);
    }

    /** A probability for each label of one raw row: {@code [columns] → [labels]}. */
    public float[] probabilities(float[] row) {
        return network().apply(row);
    }

    /** The labels of each row: those with a probability of at least 0.5. */
    public List<Set<String>> predict(Samples samples) {
        return Arrays.stream(probabilities(samples)).map(this::named).toList();
    }

    /** The labels of one raw row. */
    public Set<String> predict(float[] row) {
        return named(probabilities(row));
    }

    /**
     * How well labels are found.
     *
     * @throws IncompatibleDataException if there are no rows or labels, or the columns are not those of the encoder
     */
    public MultiLabelQuality quality(Samples samples) {
        if (samples.rows() == 0) {
            throw new IncompatibleDataException(
                    "the quality of labels needs at least 1 row, " + samples.source() + " has none");
        }
        List<Set<String>> expected = IntStream.range(0, samples.rows())
                .mapToObj(i -> LabelSets.of(samples.label(i)))
                .toList();
        return MultiLabelQuality.of(expected, predict(samples));
    }

    private Set<String> named(float[] probabilities) {
        var named = new LinkedHashSet<String>();
        for (int i = 0; i < probabilities.length; i++) {
            if (probabilities[i] >= THRESHOLD) {
                named.add(labels.get(i));
            }
        }
        return named;
    }

    @Override
    void describe(ObjectNode head) {
        labels.forEach(head.putArray(LABELS)::add);
    }

    private static Targets<MultiLabelClassifier> targets(JsonNode head) {
        List<String> labels = StreamSupport.stream(head.path(LABELS).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        if (labels.isEmpty() || new HashSet<>(labels).size() < labels.size()) {
            throw new AutoencoderException("head.labels needs at least 1 name and none twice, found " + labels);
        }
        return new LabelSets(labels);
    }
}
