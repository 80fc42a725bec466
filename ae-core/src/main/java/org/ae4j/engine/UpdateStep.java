package org.ae4j.engine;

import java.util.List;
import org.ae4j.engine.kernel.Kernels;
import org.ae4j.engine.kernel.Memory;
import org.ae4j.engine.kernel.UpdateRule;
import org.ae4j.engine.program.Program;
import org.ae4j.engine.program.Segment;

/** One step of the updaters, which members of a team may share out between them. */
final class UpdateStep {
    private final Program program;
    private final Memory parameters;
    private final Memory gradients;
    private final UpdaterState state;
    private final UpdateRule[] rules;
    private final double[] scales;
    private final boolean clipsByNorm;
    private double rateFactor = 1;

    UpdateStep(Program program, Memory parameters, Memory gradients, UpdaterState state) {
        this.program = program;
        this.parameters = parameters;
        this.gradients = gradients;
        this.state = state;
        int segments = program.segments().size();
        this.rules = new UpdateRule[segments];
        this.scales = new double[segments];
        this.clipsByNorm = program.segments().stream().anyMatch(Segment::isClippedByNorm);
    }

    /** Whether all gradients must be there before any parameter moves, see {@link #scaleByNorm}. */
    boolean clipsByNorm() {
        return clipsByNorm;
    }

    /** Multiplies every learning rate from now on. */
    void scaleLearningRate(double factor) {
        rateFactor *= factor;
    }

    double rateFactor() {
        return rateFactor;
    }

    /** Before a step: rates, and factors on the gradients of summed losses. */
    void prepare(int rows, int iteration) {
        List<Segment> segments = program.segments();
        UpdateRules.fill(segments, iteration, rateFactor, rules);
        for (int i = 0; i < scales.length; i++) {
            scales[i] = segments.get(i).isStatistic() ? 1 : 1.0 / rows;
        }
    }

    /** Shortens the gradients of layers whose norm is above their threshold, as DL4J does: by layer. */
    void scaleByNorm(Kernels kernels) {
        List<Segment> segments = program.segments();
        for (int first = 0; clipsByNorm && first < scales.length; ) {
            double squares = 0;
            int next = first;
            while (next < scales.length
                    && segments.get(next).layer() == segments.get(first).layer()) {
                Segment segment = segments.get(next);
                squares +=
                        scales[next] * scales[next] * kernels.sumOfSquares(gradients, segment.from(), segment.length());
                next++;
            }
            double shorter = segments.get(first).clippingThreshold() / Math.sqrt(squares);
            if (segments.get(first).isClippedByNorm() && shorter < 1) {
                for (int i = first; i < next; i++) {
                    scales[i] *= shorter;
                }
            }
            first = next;
        }
    }

    /** Moves one of {@code members} equal shares of all trained parameters; their penalty before. */
    double moveShare(Kernels kernels, int member, int members) {
        long from = program.trainedFrom();
        long length = program.parameters() - from;
        return move(kernels, from + length * member / members, from + length * (member + 1) / members);
    }

    /** Moves parameters from … to − 1, segment by segment; their penalty before. */
    double move(Kernels kernels, long from, long to) {
        double penalty = 0;
        List<Segment> segments = program.segments();
        for (int i = 0; i < rules.length; i++) {
            Segment segment = segments.get(i);
            long first = Math.max(from, segment.from());
            long last = Math.min(to, segment.to());
            if (first < last && !segment.isFixed()) {
                penalty += kernels.update(
                        rules[i],
                        scales[i],
                        parameters,
                        gradients,
                        first,
                        last - first,
                        state.memory(),
                        state.stride());
            }
        }
        return penalty;
    }
}
