package org.ae4j.engine.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Lays parameters out as DL4J does: layer by layer in the flat view; the updater's state by blocks of neighbours with
 * equal updaters, in each block first the first state numbers of all its parameters, then the second ones.
 */
final class SegmentReader {
    private static final Set<Class<?>> KNOWN = Set.of(
            Adam.class,
            AMSGrad.class,
            AdaMax.class,
            Sgd.class,
            Nesterovs.class,
            RmsProp.class,
            AdaGrad.class,
            AdaDelta.class,
            NoOp.class);

    private final List<Parameter> parameters = new ArrayList<>();
    private long length;

    /** One parameter array. */
    private record Parameter(long from, long to, int layer, IUpdater updater, Style style, boolean isFixed) {}

    /** Everything about how parameters are updated but where their state lies. */
    private record Style(GradientNormalization clipping, double threshold, double l1, double l2, double weightDecay) {}

    /** Adds the next array of the flat view and says where it starts. */
    long add(int layer, BaseLayer configuration, String name, long count, boolean isFrozen) {
        return add(layer, configuration, name, count, isFrozen, false);
    }

    /** As {@link #add}; no step moves it, but its updater has a state. */
    long addFixed(int layer, BaseLayer configuration, String name, long count) {
        return add(layer, configuration, name, count, false, true);
    }

    private long add(int layer, BaseLayer configuration, String name, long count, boolean isFrozen, boolean isFixed) {
        IUpdater updater = isFrozen ? new NoOp() : configuration.getUpdaterByParam(name);
        if (!KNOWN.contains(updater.getClass())) {
            throw new UnsupportedNetworkException(
                    "the updater " + updater.getClass().getSimpleName());
        }
        Style style = style(configuration, name, isFrozen);
        parameters.add(new Parameter(length, length + count, layer, updater, style, isFixed));
        length += count;
        return length - count;
    }

    /** Numbers of the flat view so far. */
    long length() {
        return length;
    }

    /** All segments; neighbours that are moved alike are one. */
    List<Segment> read() {
        var segments = new ArrayList<Segment>();
        long state = 0;
        for (int first = 0; first < parameters.size(); ) {
            int last = first;
            while (last + 1 < parameters.size()
                    && parameters.get(last + 1).updater.equals(parameters.get(first).updater)) {
                last++;
            }
            long block = parameters.get(last).to - parameters.get(first).from;
            for (int i = first; i <= last; i++) {
                long at = state + parameters.get(i).from - parameters.get(first).from;
                add(segments, parameters.get(i), at, block);
            }
            state += parameters.get(first).updater.stateSize(block);
            first = last + 1;
        }
        return segments;
    }

    private static void add(List<Segment> segments, Parameter next, long stateAt, long stateStride) {
        Style style = next.style;
        var segment = new Segment(
                next.from,
                next.to,
                next.layer,
                next.updater,
                stateAt,
                stateStride,
                style.clipping,
                style.threshold,
                style.l1,
                style.l2,
                style.weightDecay,
                next.isFixed);
        int end = segments.size() - 1;
        if (end >= 0 && segments.get(end).canJoin(segment)) {
            segments.set(end, segments.get(end).joined(segment));
        } else {
            segments.add(segment);
        }
    }

    private static Style style(BaseLayer layer, String name, boolean isFrozen) {
        double l1 = 0;
        double l2 = 0;
        double weightDecay = 0;
        List<Regularization> all = isFrozen ? null : layer.getRegularizationByParam(name);
        for (Regularization one : all == null ? List.<Regularization>of() : all) {
            if (one instanceof L1Regularization r) {
                l1 += fixed(r.getL1());
            } else if (one instanceof L2Regularization r) {
                l2 += fixed(r.getL2());
            } else if (one instanceof WeightDecay r && r.isApplyLR()) {
                weightDecay += fixed(r.getCoeff());
            } else {
                throw new UnsupportedNetworkException("the penalty " + one);
            }
        }
        GradientNormalization clipping = layer.getGradientNormalization();
        boolean clips = clipping != null && clipping != GradientNormalization.None && !isFrozen;
        if (clips
                && clipping != GradientNormalization.ClipElementWiseAbsoluteValue
                && clipping != GradientNormalization.ClipL2PerLayer) {
            throw new UnsupportedNetworkException("the gradient normalisation " + clipping);
        }
        return new Style(
                clips ? clipping : GradientNormalization.None,
                clips ? layer.getGradientNormalizationThreshold() : 1,
                l1,
                l2,
                weightDecay);
    }

    private static double fixed(ISchedule schedule) {
        if (schedule instanceof FixedSchedule) {
            return schedule.valueAt(0, 0);
        }
        throw new UnsupportedNetworkException("a penalty with a schedule");
    }
}
