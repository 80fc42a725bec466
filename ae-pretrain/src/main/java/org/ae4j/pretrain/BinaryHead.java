package org.ae4j.pretrain;

import java.util.List;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.Suggestion;
import org.ae4j.data.Samples;

/** Yes or no. */
final class BinaryHead extends Head<BinaryClassifier> {
    private final String positive; // empty for the second class

    BinaryHead(HeadLayers layers, String positive) {
        super(layers);
        this.positive = positive;
    }

    @Override
    Head<BinaryClassifier> with(HeadLayers newLayers) {
        return new BinaryHead(newLayers, positive);
    }

    @Override
    Targets<BinaryClassifier> targets(Samples train, ClassWeights weights) {
        if (!weights.equals(ClassWeights.none())) {
            throw new InvalidSpecException("class weights need a softmax head, found a binary head");
        }
        List<String> classes = train.classes();
        if (classes.size() != 2) {
            throw new IncompatibleDataException("a binary head needs 2 classes, the %d rows of %s have %d (%s)"
                    .formatted(train.rows(), train.source(), classes.size(), String.join(", ", classes)));
        }
        if (!positive.isEmpty() && !classes.contains(positive)) {
            throw new IncompatibleDataException("%s has no row of the positive class '%s'%s"
                    .formatted(train.source(), positive, Suggestion.forUnknown(positive, classes)));
        }
        boolean isFirst = classes.get(0).equals(positive);
        return new BinaryTargets(classes.get(isFirst ? 1 : 0), classes.get(isFirst ? 0 : 1));
    }
}
