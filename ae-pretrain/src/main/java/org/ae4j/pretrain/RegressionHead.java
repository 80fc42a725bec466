package org.ae4j.pretrain;

import java.util.Arrays;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Samples;

/** Numbers. */
final class RegressionHead extends Head<Regressor> {
    RegressionHead(HeadLayers layers) {
        super(layers);
    }

    @Override
    Head<Regressor> with(HeadLayers newLayers) {
        return new RegressionHead(newLayers);
    }

    @Override
    Targets<Regressor> targets(Samples train, ClassWeights weights) {
        if (!weights.equals(ClassWeights.none())) {
            throw new InvalidSpecException("class weights need a softmax head, found a regression head");
        }
        double[] labels = train.numericLabels();
        double mean = Arrays.stream(labels).average().orElseThrow();
        double variance = Arrays.stream(labels)
                .map(label -> (label - mean) * (label - mean))
                .average()
                .orElseThrow();
        if (Arrays.stream(labels).distinct().count() < 2) {
            throw new IncompatibleDataException("a regression head needs labels that differ, all %d rows of %s have %s"
                    .formatted(train.rows(), train.source(), train.label(0)));
        }
        return new NumberTargets(mean, Math.sqrt(variance));
    }
}
