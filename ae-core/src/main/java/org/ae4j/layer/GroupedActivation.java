package org.ae4j.layer;

import java.util.List;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** The output activation of mixed tables: each group of columns by its own kind, softmax within its group. */
public final class GroupedActivation extends BaseActivationFunction {
    private static final long serialVersionUID = 1L;

    private final List<OutputGroup> groups;

    /** Groups that cover all columns once, in their order. */
    public GroupedActivation(List<OutputGroup> groups) {
        this.groups = List.copyOf(groups);
    }

    /** From the text in a DL4J configuration. */
    public GroupedActivation(@JsonProperty("groups") String groups) {
        this(OutputGroup.read(groups));
    }

    /** The groups as text, for DL4J's configuration files. */
    public String getGroups() {
        return OutputGroup.write(groups);
    }

    @Override
    public INDArray getActivation(INDArray in, boolean training) {
        for (OutputGroup group : groups) {
            INDArray view = group.of(in);
            view.assign(group.kind().activation().getActivation(view.dup(), training));
        }
        return in;
    }

    @Override
    public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
        assertShape(in, epsilon);
        INDArray gradient = Nd4j.createUninitialized(in.dataType(), in.shape());
        for (OutputGroup group : groups) {
            Pair<INDArray, INDArray> part = group.kind()
                    .activation()
                    .backprop(group.of(in).dup(), group.of(epsilon).dup());
            group.of(gradient).assign(part.getFirst());
        }
        return new Pair<>(gradient, null);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GroupedActivation activation && activation.groups.equals(groups);
    }

    @Override
    public int hashCode() {
        return groups.hashCode();
    }

    @Override
    public String toString() {
        return "grouped(" + getGroups() + ")";
    }
}
