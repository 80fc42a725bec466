package org.ae4j.engine;

import java.util.List;
import org.ae4j.engine.kernel.UpdateRule;
import org.ae4j.engine.kernel.UpdateRule.Kind;
import org.ae4j.engine.program.Segment;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/** The rule of each segment for a step, its rates resolved. */
final class UpdateRules {
    private UpdateRules() {}

    /**
     * Fills in the rules of one step; neighbours with equal settings share one.
     *
     * @param iteration steps done before, as DL4J counts them
     * @param rateFactor on every learning rate
     */
    static void fill(List<Segment> segments, int iteration, double rateFactor, UpdateRule[] rules) {
        for (int i = 0; i < rules.length; i++) {
            int same = sameSettings(segments, i);
            rules[i] = same < i ? rules[same] : rule(segments.get(i), iteration, rateFactor);
        }
    }

    /** The rate of the first segment that has one, in the next step; NaN if none has. */
    static double learningRate(List<Segment> segments, int iteration, double rateFactor) {
        return segments.stream()
                .map(Segment::updater)
                .filter(IUpdater::hasLearningRate)
                .mapToDouble(updater -> rateFactor * updater.getLearningRate(iteration, 0))
                .findFirst()
                .orElse(Double.NaN);
    }

    private static int sameSettings(List<Segment> segments, int index) {
        Segment segment = segments.get(index);
        for (int i = Math.max(0, index - 2); i < index; i++) { // weights, biases, weights …
            if (segments.get(i).hasSettingsOf(segment)) {
                return i;
            }
        }
        return index;
    }

    private static UpdateRule rule(Segment segment, int iteration, double rateFactor) {
        IUpdater updater = segment.updater();
        double rate = updater.hasLearningRate() ? rateFactor * updater.getLearningRate(iteration, 0) : 1;
        int t = iteration + 1;
        if (updater instanceof Adam a) {
            double corrected = rate * Math.sqrt(1 - Math.pow(a.getBeta2(), t)) / (1 - Math.pow(a.getBeta1(), t));
            return rule(segment, Kind.ADAM, rate, corrected, a.getBeta1(), a.getBeta2(), a.getEpsilon());
        }
        if (updater instanceof AMSGrad a) {
            double corrected = rate * Math.sqrt(1 - Math.pow(a.getBeta2(), t)) / (1 - Math.pow(a.getBeta1(), t));
            return rule(segment, Kind.AMSGRAD, rate, corrected, a.getBeta1(), a.getBeta2(), a.getEpsilon());
        }
        if (updater instanceof AdaMax a) {
            double corrected = rate / (1 - Math.pow(a.getBeta1(), t));
            return rule(segment, Kind.ADAMAX, rate, corrected, a.getBeta1(), a.getBeta2(), a.getEpsilon());
        }
        if (updater instanceof Nesterovs n) {
            return rule(segment, Kind.NESTEROVS, rate, rate, n.currentMomentum(iteration, 0), 0, 0);
        }
        if (updater instanceof RmsProp r) {
            return rule(segment, Kind.RMSPROP, rate, rate, r.getRmsDecay(), 0, r.getEpsilon());
        }
        if (updater instanceof AdaGrad a) {
            return rule(segment, Kind.ADAGRAD, rate, rate, 0, 0, a.getEpsilon());
        }
        if (updater instanceof AdaDelta a) {
            return rule(segment, Kind.ADADELTA, rate, rate, a.getRho(), 0, a.getEpsilon());
        }
        return rule(segment, updater instanceof Sgd ? Kind.SGD : Kind.NONE, rate, rate, 0, 0, 0);
    }

    private static UpdateRule rule(
            Segment segment, Kind kind, double learningRate, double rate, double first, double second, double epsilon) {
        double limit = segment.clipping() == GradientNormalization.ClipElementWiseAbsoluteValue
                ? segment.clippingThreshold()
                : Double.POSITIVE_INFINITY;
        return new UpdateRule(
                kind,
                rate,
                first,
                second,
                epsilon,
                limit,
                segment.l1(),
                segment.l2(),
                segment.weightDecay(),
                segment.weightDecay() * learningRate);
    }
}
