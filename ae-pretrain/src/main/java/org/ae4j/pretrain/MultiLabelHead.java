package org.ae4j.pretrain;

import java.util.List;
import java.util.TreeSet;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Samples;

/** Any number of labels a row. */
final class MultiLabelHead extends Head<MultiLabelClassifier> {
    MultiLabelHead(HeadLayers layers) {
        super(layers);
    }

    @Override
    Head<MultiLabelClassifier> with(HeadLayers newLayers) {
        return new MultiLabelHead(newLayers);
    }

    @Override
    Targets<MultiLabelClassifier> targets(Samples train, ClassWeights weights) {
        if (!weights.equals(ClassWeights.none())) {
            throw new InvalidSpecException("class weights need a softmax head, found a multi-label head");
        }
        var labels = new TreeSet<String>();
        for (int i = 0; i < train.rows(); i++) {
            labels.addAll(LabelSets.of(train.label(i)));
        }
        if (labels.isEmpty()) {
            throw new IncompatibleDataException(
                    "a multi-label head needs at least 1 label, none of the %d rows of %s has one"
                            .formatted(train.rows(), train.source()));
        }
        return new LabelSets(List.copyOf(labels));
    }
}
