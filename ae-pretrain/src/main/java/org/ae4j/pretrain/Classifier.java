package org.ae4j.pretrain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.ae4j.AutoencoderException;
import org.ae4j.IncompatibleDataException;
import org.ae4j.data.Samples;

/** An encoder with a softmax head. Immutable and safe for many threads; takes raw units. */
public final class Classifier extends TunedModel {
    private static final String KIND = "classifier";
    /** What a file calls the classes. */
    static final String CLASSES = "classes";

    private final List<String> classes;

    Classifier(TunedNetwork network, List<String> classes) {
        super(network, KIND);
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

    /** The classes in the order of the probabilities. */
    public List<String> classes() {
        return classes;
    }

    /**
     * A probability for each class.
     *
     * @return {@code [rows, classes]}, each row sums to 1
     * @throws IncompatibleDataException if the columns are not those of the encoder
     * @throws IllegalStateException after {@link #close}
     */
    public float[][] probabilities(Samples samples) {
        return network().apply(samples);
    }

    /** A probability for each class of one raw row: {@code [columns] → [classes]}. */
    public float[] probabilities(float[] row) {
        return network().apply(row);
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
        return accuracy(samples, this::predict);
    }

    /** The share of rows whose label is predicted. */
    static double accuracy(Samples samples, Function<Samples, List<String>> prediction) {
        if (samples.rows() == 0) {
            throw new IncompatibleDataException("accuracy needs at least 1 row, " + samples.source() + " has none");
        }
        int right = 0;
        List<String> predicted = prediction.apply(samples);
        for (int i = 0; i < samples.rows(); i++) {
            if (predicted.get(i).equals(samples.label(i))) {
                right++;
            }
        }
        return (double) right / samples.rows();
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

    @Override
    void describe(ObjectNode head) {
        classes.forEach(head.putArray(CLASSES)::add);
    }

    private static Targets<Classifier> targets(JsonNode head) {
        List<String> classes = names(head, 2);
        return new ClassTargets(classes, new double[classes.size()]);
    }

    /** The classes that a file names, at least so many and none twice. */
    static List<String> names(JsonNode head, int least) {
        List<String> classes = StreamSupport.stream(head.path(CLASSES).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        if (classes.size() < least || new HashSet<>(classes).size() < classes.size()) {
            throw new AutoencoderException(
                    "head.classes needs at least %d different names, found %s".formatted(least, classes));
        }
        return classes;
    }
}
