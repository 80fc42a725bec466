package org.ae4j.pretrain.study;

import java.util.OptionalDouble;
import org.ae4j.data.Samples;
import org.ae4j.pretrain.Classifier;
import org.ae4j.pretrain.FineTuning;
import org.ae4j.pretrain.semi.SelfTraining;

/**
 * A network with a head, trained on the labelled rows and on what label propagation makes of the others; test rows are not
 * among them.
 *
 * @param tuning how, with a plan; its seed is the draw's instead
 * @param teacher over the rows to train on
 */
record SelfTrainingMethod(String name, FineTuning<Classifier> tuning, DrawnLabels teacher) implements FewLabelMethod {
    @Override
    public boolean usesEncoder() {
        return tuning.pretrained();
    }

    @Override
    public OptionalDouble accuracy(LabelDraw draw) {
        Samples others = draw.others();
        if (others.rows() == 0) {
            return OptionalDouble.empty();
        }
        SelfTraining seeded = SelfTraining.of(tuning.plan(tuning.plan().seed(draw.seed())))
                .teacher((labelled, unlabelled) -> teacher.of(draw).of(draw.unlabelled()));
        try (Classifier classifier = seeded.fit(draw.known(), others).model()) {
            return OptionalDouble.of(classifier.accuracy(draw.test()));
        }
    }
}
