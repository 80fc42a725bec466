package org.ae4j.engine.program;

import org.deeplearning4j.nn.conf.GradientNormalization;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Neighbouring parameters that one updater moves in one way.
 *
 * @param from first index in the flat view
 * @param to one past the last
 * @param layer index of the layer that they belong to: clipping by norm is by layer
 * @param updater with its rate or schedule; NoOp for running statistics, whose gradient is not divided by the rows
 * @param stateAt where the first state number of the first parameter lies in DL4J's updater state
 * @param stateStride how far its further state numbers are from there: the length of DL4J's updater block
 * @param clipping none, by value or by layer norm
 * @param clippingThreshold read where clipping clips
 * @param l1 L1 penalty
 * @param l2 L2 penalty
 * @param weightDecay decoupled decay, times the learning rate
 * @param isFixed whether no step moves them, though DL4J's updater keeps a state for them
 */
public record Segment(
        long from,
        long to,
        int layer,
        IUpdater updater,
        long stateAt,
        long stateStride,
        GradientNormalization clipping,
        double clippingThreshold,
        double l1,
        double l2,
        double weightDecay,
        boolean isFixed) {
    /** How many parameters. */
    public long length() {
        return to - from;
    }

    /** State numbers of these parameters. */
    public long stateLength() {
        return updater.stateSize(length());
    }

    /** How many state numbers the updater has for each parameter. */
    public int states() {
        return Math.toIntExact(updater.stateSize(1));
    }

    /** Whether these are running statistics, not weights. */
    public boolean isStatistic() {
        return updater instanceof NoOp;
    }

    /** Whether a step moves them and they cost something. */
    public boolean isPenalized() {
        return !isFixed && (l1 > 0 || l2 > 0 || weightDecay > 0);
    }

    /** Whether clipping looks at the layer as a whole. */
    public boolean isClippedByNorm() {
        return clipping == GradientNormalization.ClipL2PerLayer;
    }

    /** Whether one rule moves both. */
    public boolean hasSettingsOf(Segment other) {
        return updater.equals(other.updater)
                && clipping == other.clipping
                && clippingThreshold == other.clippingThreshold
                && l1 == other.l1
                && l2 == other.l2
                && weightDecay == other.weightDecay;
    }

    /** Whether the next segment is moved in the same way as this one and lies behind it, its state too. */
    boolean canJoin(Segment next) {
        return to == next.from
                && hasSettingsOf(next)
                && next.stateAt == stateAt + length()
                && next.stateStride == stateStride
                && next.isFixed == isFixed
                && (layer == next.layer || !isClippedByNorm());
    }

    /** This segment and the next one as one. */
    Segment joined(Segment next) {
        return new Segment(
                from,
                next.to,
                layer,
                updater,
                stateAt,
                stateStride,
                clipping,
                clippingThreshold,
                l1,
                l2,
                weightDecay,
                isFixed);
    }
}
