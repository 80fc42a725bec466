package org.ae4j.pretrain;

import java.util.List;
import org.ae4j.IncompatibleDataException;
import org.ae4j.data.Samples;

/** Classes. */
final class SoftmaxHead extends Head<Classifier> {
    SoftmaxHead(HeadLayers layers) {
        super(layers);
    }

    @Override
    Head<Classifier> with(HeadLayers newLayers) {
        return new SoftmaxHead(newLayers);
    }

    @Override
    Targets<Classifier> targets(Samples train, ClassWeights weights) {
        List<String> classes = train.classes();
        if (classes.size() < 2) {
            throw new IncompatibleDataException("a softmax head needs at least 2 classes, all %d rows of %s are '%s'"
                    .formatted(train.rows(), train.source(), classes.get(0)));
        }
        int[] counts = new int[classes.size()];
        for (int i = 0; i < train.rows(); i++) {
            counts[classes.indexOf(train.label(i))]++;
        }
        return new ClassTargets(classes, weights.of(classes, counts));
    }
}
