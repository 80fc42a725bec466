package org.ae4j.pretrain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.ae4j.AutoencoderException;
import org.ae4j.IncompatibleDataException;
import org.ae4j.data.Samples;

/** An encoder with one sigmoid output: the probability of the positive one of two classes. */
public final class BinaryClassifier extends TunedModel {
    private static final String KIND = "binary-classifier";
    private static final String NEGATIVE = "negative";
    private static final String POSITIVE = "positive";
    private static final float THRESHOLD = 0.5f;

    private final BinaryTargets classes;

    BinaryClassifier(TunedNetwork network, BinaryTargets classes) {
        super(network, KIND);
        this.classes = classes;
    }

    /**
     * Reads a binary classifier from its file.
     *
     * @throws org.ae4j.ModelFileException if the file is missing, damaged, of another kind, or its tensors do not fit its
     *     specification and head
     */
    public static BinaryClassifier load(Path file) {
        return TunedNetwork.read(KIND, file, BinaryClassifier::targets);
    }

    /** The class whose probability is given. */
    public String positive() {
        return classes.positive();
    }

    /** The other class. */
    public String negative() {
        return classes.negative();
    }

    /**
     * The probability of the positive class for each row, 0..1.
     *
     * @throws IncompatibleDataException if the columns are not those of the encoder
     * @throws IllegalStateException after {@link #close}
     */
    public float[] probabilities(Samples samples) {
        float[][] outputs = network().apply(samples);
        float[] probabilities = new float[outputs.length];
        for (int i = 0; i < outputs.length; i++) {
            probabilities[i] = outputs[i][0];
        }
        return probabilities;
    }

    /** The probability of the positive class for one raw row. */
    public float probability(float[] row) {
        return network().apply(row)[0];
    }

    /** The class of each row: the positive one from a probability of 0.5 on. */
    public List<String> predict(Samples samples) {
        float[] probabilities = probabilities(samples);
        return IntStream.range(0, probabilities.length)
                .mapToObj(i -> named(probabilities[i]))
                .toList();
    }

    /** The class of one raw row. */
    public String predict(float[] row) {
        return named(probability(row));
    }

    /**
     * The share of rows whose class is their label; a label that is neither class counts as missed.
     *
     * @throws IncompatibleDataException if there are no rows or labels, or the columns are not those of the encoder
     */
    public double accuracy(Samples samples) {
        return Classifier.accuracy(samples, this::predict);
    }

    private String named(float probability) {
        return probability >= THRESHOLD ? classes.positive() : classes.negative();
    }

    @Override
    void describe(ObjectNode head) {
        head.put(NEGATIVE, classes.negative()).put(POSITIVE, classes.positive());
    }

    private static Targets<BinaryClassifier> targets(JsonNode head) {
        JsonNode negative = head.path(NEGATIVE);
        JsonNode positive = head.path(POSITIVE);
        if (!negative.isTextual() || !positive.isTextual() || negative.equals(positive)) {
            throw new AutoencoderException("head needs two different names, negative and positive, found %s and %s"
                    .formatted(negative.asText("none"), positive.asText("none")));
        }
        return new BinaryTargets(negative.asText(), positive.asText());
    }
}
