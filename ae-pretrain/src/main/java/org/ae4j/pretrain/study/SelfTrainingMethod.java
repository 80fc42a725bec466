package org.ae4j.pretrain.study;

import java.util.OptionalDouble;
import org.ae4j.data.Samples;
import org.ae4j.pretrain.Classifier;
import org.ae4j.pretrain.FineTuning;
import org.ae4j.pretrain.semi.SelfTraining;

/**
 * A network with a head, trained on the labelled rows and on what a teacher makes of the others; test rows are not among
 * them.
 *
 * @param training how, with a plan; its seed is the draw's instead
 */
record SelfTrainingMethod(String name, SelfTraining training) implements FewLabelMethod {
    @Override
    public boolean usesEncoder() {
        return training.tuning().pretrained();
    }

    @Override
    public OptionalDouble accuracy(LabelDraw draw) {
        Samples others = draw.others();
        if (others.rows() == 0) {
            return OptionalDouble.empty();
        }
        FineTuning<Classifier> tuning = training.tuning();
        SelfTraining seeded = training.tuning(tuning.plan(tuning.plan().seed(draw.seed())));
        try (Classifier classifier = seeded.fit(draw.known(), others).model()) {
            return OptionalDouble.of(classifier.accuracy(draw.test()));
        }
    }
}
