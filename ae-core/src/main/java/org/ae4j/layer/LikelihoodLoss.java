package org.ae4j.layer;

import java.util.Arrays;
import java.util.List;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.LossUtil;
import org.nd4j.shade.jackson.annotation.JsonIgnore;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Negative log-likelihood of a row up to constants, summed over its columns, each group of columns by its own kind.
 * Each kind fixes its activation: DL4J's argument {@code activationFn} is the same one and is not asked.
 *
 * <p>A mask is a factor on the loss: on a row's where it is {@code [rows, 1]}, on each number's where it is {@code [rows,
 * columns]}, and then equal over the columns of a softmax. In a DL4J network masks must be 0 or 1, as its output layer
 * multiplies pre-activations by them, too: other factors go into labels of {@code [rows, 2·columns]}, behind the targets.
 */
public final class LikelihoodLoss implements ILossFunction {
    private static final long serialVersionUID = 1L;

    @JsonIgnore
    private final OutputGroup[] parts;

    /** Groups that cover all columns once, in their order. */
    public LikelihoodLoss(List<OutputGroup> groups) {
        this.parts = groups.toArray(OutputGroup[]::new);
    }

    /** From the text in a DL4J configuration. */
    public LikelihoodLoss(@JsonProperty("groups") String groups) {
        this(OutputGroup.read(groups));
    }

    /** The groups as text, for DL4J's configuration files. */
    @JsonProperty("groups")
    public String getGroups() {
        return OutputGroup.write(List.of(parts));
    }

    /** The groups in the order of their columns. */
    public List<OutputGroup> groups() {
        return List.of(parts);
    }

    @Override
    public double computeScore(INDArray labels, INDArray z, IActivation activationFn, INDArray mask, boolean average) {
        double sum =
                computeScoreArray(labels, z, activationFn, mask).sumNumber().doubleValue();
        return average ? sum / labels.size(0) : sum;
    }

    @Override
    public INDArray computeScoreArray(INDArray labels, INDArray z, IActivation activationFn, INDArray mask) {
        if (holdWeights(labels, z)) {
            return computeScoreArray(half(labels, 0), z, activationFn, masked(half(labels, 1), mask));
        }
        INDArray score = Nd4j.create(z.dataType(), z.size(0), 1);
        for (OutputGroup group : parts) {
            INDArray loss = group.kind().loss(group.of(z), group.of(labels));
            if (isOfNumbers(mask, z)) {
                loss.muli(group.of(mask).castTo(z.dataType()));
            }
            score.addi(loss.sum(true, 1).muli(group.weight()));
        }
        if (mask != null && !isOfNumbers(mask, z)) {
            LossUtil.applyMask(score, mask);
        }
        return score;
    }

    @Override
    public INDArray computeGradient(INDArray labels, INDArray z, IActivation activationFn, INDArray mask) {
        if (holdWeights(labels, z)) {
            return computeGradient(half(labels, 0), z, activationFn, masked(half(labels, 1), mask));
        }
        INDArray gradient = parts.length == 1 ? gradientOf(parts[0], labels, z) : joined(labels, z);
        if (isOfNumbers(mask, z)) {
            gradient.muli(mask.castTo(z.dataType()));
        } else if (mask != null) {
            LossUtil.applyMask(gradient, mask);
        }
        return gradient;
    }

    private static boolean holdWeights(INDArray labels, INDArray z) {
        return labels.size(1) == 2 * z.size(1);
    }

    private static INDArray half(INDArray labels, int which) {
        long columns = labels.size(1) / 2;
        return labels.get(NDArrayIndex.all(), NDArrayIndex.interval(which * columns, (which + 1) * columns));
    }

    private static INDArray masked(INDArray weights, INDArray mask) {
        if (mask == null) {
            return weights;
        }
        INDArray product = weights.dup();
        LossUtil.applyMask(product, mask);
        return product;
    }

    private static boolean isOfNumbers(INDArray mask, INDArray z) {
        return mask != null && mask.rank() == 2 && mask.size(1) == z.size(1);
    }

    private INDArray joined(INDArray labels, INDArray z) {
        INDArray gradient = Nd4j.createUninitialized(z.dataType(), z.shape());
        for (OutputGroup group : parts) {
            group.of(gradient).assign(gradientOf(group, labels, z));
        }
        return gradient;
    }

    private static INDArray gradientOf(OutputGroup group, INDArray labels, INDArray z) {
        INDArray gradient = group.kind().gradient(group.of(z), group.of(labels));
        return group.weight() == 1 ? gradient : gradient.muli(group.weight());
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray z, IActivation activationFn, INDArray mask, boolean average) {
        return new Pair<>(
                computeScore(labels, z, activationFn, mask, average), computeGradient(labels, z, activationFn, mask));
    }

    @Override
    public String name() {
        return toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LikelihoodLoss loss && Arrays.equals(loss.parts, parts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(parts);
    }

    @Override
    public String toString() {
        return "LikelihoodLoss(" + getGroups() + ")";
    }
}
