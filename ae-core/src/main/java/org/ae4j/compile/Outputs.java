package org.ae4j.compile;

import java.util.ArrayList;
import java.util.List;
import org.ae4j.data.Column;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.OutputKind;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Likelihood;

/** The output columns of a specification, grouped by activation and loss. */
final class Outputs {
    private Outputs() {}

    /** Numeric neighbours of one likelihood share a group; each categorical column is a softmax of its own. */
    static List<OutputGroup> of(AutoencoderSpec spec) {
        var groups = new ArrayList<OutputGroup>();
        int from = 0;
        for (Column column : spec.schema().columns()) {
            OutputGroup next = group(column, spec, from);
            int last = groups.size() - 1;
            if (last >= 0 && canJoin(groups.get(last), next)) {
                OutputGroup before = groups.get(last);
                groups.set(last, new OutputGroup(before.kind(), before.from(), next.to(), before.weight()));
            } else {
                groups.add(next);
            }
            from = next.to();
        }
        return groups;
    }

    private static boolean canJoin(OutputGroup before, OutputGroup next) {
        return before.kind() == next.kind() && before.kind() != OutputKind.SOFTMAX && before.weight() == next.weight();
    }

    private static OutputGroup group(Column column, AutoencoderSpec spec, int from) {
        if (column.isCategorical()) {
            return new OutputGroup(
                    OutputKind.SOFTMAX, from, from + column.categories().size(), 1);
        }
        Likelihood likelihood = spec.likelihoodOf(column);
        double weight = likelihood instanceof Likelihood.Gaussian g ? 1 / (g.sigma() * g.sigma()) : 1;
        return new OutputGroup(kind(likelihood), from, from + 1, weight);
    }

    private static OutputKind kind(Likelihood likelihood) {
        if (likelihood instanceof Likelihood.Gaussian || likelihood instanceof Likelihood.LearnedGaussian) {
            return OutputKind.SQUARED;
        }
        if (likelihood instanceof Likelihood.UnitGaussian) {
            return OutputKind.SQUARED_SIGMOID;
        }
        if (likelihood instanceof Likelihood.Bernoulli) {
            return OutputKind.CROSS_ENTROPY;
        }
        if (likelihood instanceof Likelihood.Laplace) {
            return OutputKind.ABSOLUTE;
        }
        throw new IllegalStateException("no output for " + likelihood);
    }
}
