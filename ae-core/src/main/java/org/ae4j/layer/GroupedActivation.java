package org.ae4j.layer;

import java.util.Arrays;
import java.util.List;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonIgnore;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** The output activation of mixed tables: each group of columns by its own kind, softmax within its group. */
public final class GroupedActivation extends BaseActivationFunction {
    private static final long serialVersionUID = 1L;

    @JsonIgnore
    private final OutputGroup[] parts;

    /** Groups that cover all columns once, in their order. */
    public GroupedActivation(List<OutputGroup> groups) {
        this.parts = groups.toArray(OutputGroup[]::new);
    }

    /** From the text in a DL4J configuration. */
    public GroupedActivation(@JsonProperty("groups") String groups) {
        this(OutputGroup.read(groups));
    }

    /** The groups as text, for DL4J's configuration files. */
    @JsonProperty("groups")
    public String getGroups() {
        return OutputGroup.write(List.of(parts));
    }

    @Override
    public INDArray getActivation(INDArray in, boolean training) {
        for (OutputGroup group : parts) {
            INDArray view = group.of(in);
            view.assign(group.kind().activation().getActivation(view.dup(), training));
        }
        return in;
    }

    @Override
    public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
        assertShape(in, epsilon);
        INDArray gradient = Nd4j.createUninitialized(in.dataType(), in.shape());
        for (OutputGroup group : parts) {
            Pair<INDArray, INDArray> part = group.kind()
                    .activation()
                    .backprop(group.of(in).dup(), group.of(epsilon).dup());
            group.of(gradient).assign(part.getFirst());
        }
        return new Pair<>(gradient, null);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GroupedActivation activation && Arrays.equals(activation.parts, parts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(parts);
    }

    @Override
    public String toString() {
        return "grouped(" + getGroups() + ")";
    }
}
