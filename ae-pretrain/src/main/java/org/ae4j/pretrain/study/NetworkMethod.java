package org.ae4j.pretrain.study;

import java.util.OptionalDouble;
import org.ae4j.pretrain.Classifier;
import org.ae4j.pretrain.FineTuning;

/**
 * A network with a head, trained on the labelled rows.
 *
 * @param tuning how; its plan's seed is the draw's instead
 */
record NetworkMethod(String name, FineTuning<Classifier> tuning) implements FewLabelMethod {
    @Override
    public boolean usesEncoder() {
        return tuning.pretrained();
    }

    @Override
    public OptionalDouble accuracy(LabelDraw draw) {
        FineTuning<Classifier> seeded = tuning.plan(tuning.plan().seed(draw.seed()));
        try (Classifier classifier = seeded.fit(draw.known()).model()) {
            return OptionalDouble.of(classifier.accuracy(draw.test()));
        }
    }
}
