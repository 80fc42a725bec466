package org.ae4j.engine;

import java.util.List;
import org.ae4j.engine.kernel.Device;
import org.ae4j.engine.kernel.Kernels;
import org.ae4j.engine.kernel.Memory;
import org.ae4j.engine.kernel.UpdateRule;
import org.ae4j.engine.program.Program;
import org.ae4j.engine.program.Segment;
import org.ae4j.engine.program.Stage;

/**
 * The steps of a program on a device. A step is two runs of the team at most: gradients, then updates; where nothing has to
 * be known of a whole layer first, weights are moved as soon as their gradient is there, while it is in the cache.
 */
final class CompiledTraining implements AutoCloseable {
    /** Parameters from which moving them at once pays; fewer wait for their neighbours. */
    private static final long WORTH_A_PASS = 1 << 16;

    private final Program program;
    private final Device device;
    private final Memory parameters;
    private final Memory gradients;
    private final UpdaterState state;
    private final Team team;
    private final TrainingStages stages;
    private final UpdateRule[] rules;
    private final double[] scales;
    private final double[] losses;
    private final double[] penalties;
    private final Kernels[] kernels;
    private final boolean clipsByNorm;
    private final Team.Work step = this::step;
    private final Team.Work backward = this::backward;
    private final Team.Work update = this::update;
    private final Team.Work lossOfShare = this::lossOfShare;
    private Buffers buffers;
    private Batch batch;
    private long seed;

    CompiledTraining(
            Program program, Device device, Memory parameters, Memory gradients, UpdaterState state, int threads) {
        this.program = program;
        this.device = device;
        this.parameters = parameters;
        this.gradients = gradients;
        this.state = state;
        this.team = new Team(threads);
        this.stages = new TrainingStages(program, team, parameters, gradients);
        int segments = program.segments().size();
        this.rules = new UpdateRule[segments];
        this.scales = new double[segments];
        this.losses = new double[threads];
        this.penalties = new double[threads];
        this.kernels = new Kernels[threads];
        this.clipsByNorm = program.segments().stream().anyMatch(Segment::isClippedByNorm);
    }

    /**
     * One step.
     *
     * @return the loss of the batch's rows, summed, plus rows times the penalties before the step
     */
    double step(Batch next, long dropoutSeed, int iteration, double rateFactor) {
        prepare(next, dropoutSeed, false);
        prepareUpdate(next.rows(), iteration, rateFactor);
        if (clipsByNorm) {
            team.run(backward);
            scaleByNorm();
            team.run(update);
        } else {
            team.run(step);
        }
        return sum(losses) + next.rows() * sum(penalties);
    }

    /** Gradients alone, of the summed loss; the loss of the rows, summed. */
    double backward(Batch next, long dropoutSeed, boolean inputGradient) {
        prepare(next, dropoutSeed, inputGradient);
        team.run(backward);
        return sum(losses);
    }

    /** Moves the parameters by the gradients that are there; the penalties before. */
    double update(int rows, int iteration, double rateFactor) {
        reserve(1, false);
        prepareUpdate(rows, iteration, rateFactor);
        scaleByNorm();
        team.run(update);
        return sum(penalties);
    }

    /** The gradient with respect to the input that {@link #backward} left. */
    void readInputGradient(float[] into) {
        buffers.gradients.get(0).read(0, into, 0, into.length);
    }

    /** The loss of rows in use, summed. */
    double loss(Batch next) {
        prepare(next, 0, false);
        team.run(lossOfShare);
        return sum(losses);
    }

    @Override
    public void close() {
        team.close();
        if (buffers != null) {
            release();
        }
    }

    private void prepare(Batch next, long dropoutSeed, boolean inputGradient) {
        int rows = next.rows();
        if (next.input().length != (long) rows * program.inputs()
                || next.target().length != (long) rows * program.outputs()) {
            throw new IllegalArgumentException(
                    "the network takes %d numbers a row and is compared with %d, the batch has %d and %d"
                            .formatted(
                                    program.inputs(),
                                    program.outputs(),
                                    next.input().length / rows,
                                    next.target().length / rows));
        }
        reserve(rows, inputGradient);
        batch = next;
        seed = dropoutSeed;
    }

    /** Buffers that hold a batch; a larger batch than before gets larger ones. */
    private void reserve(int rows, boolean inputGradient) {
        if (buffers != null && buffers.rows() >= rows && (buffers.gradients.get(0) != null || !inputGradient)) {
            return;
        }
        int most = buffers == null ? rows : Math.max(rows, buffers.rows());
        boolean wasAsked = buffers != null && buffers.gradients.get(0) != null;
        if (buffers != null) {
            release();
        }
        for (int i = 0; i < kernels.length; i++) {
            kernels[i] = device.kernels(program.widest(), most);
        }
        buffers = Buffers.forTraining(program, device, most, inputGradient || wasAsked);
    }

    private void release() {
        for (Kernels one : kernels) {
            one.close();
        }
        buffers.close();
        buffers = null;
    }

    private void prepareUpdate(int rows, int iteration, double rateFactor) {
        List<Segment> segments = program.segments();
        UpdateRules.fill(segments, iteration, rateFactor, rules);
        for (int i = 0; i < scales.length; i++) {
            scales[i] = segments.get(i).isStatistic() ? 1 : 1.0 / rows;
        }
    }

    /** Shortens the gradients of layers whose norm is above their threshold, as DL4J does: by layer. */
    private void scaleByNorm() {
        List<Segment> segments = program.segments();
        for (int first = 0; clipsByNorm && first < scales.length; ) {
            double squares = 0;
            int next = first;
            while (next < scales.length
                    && segments.get(next).layer() == segments.get(first).layer()) {
                Segment segment = segments.get(next);
                squares += scales[next]
                        * scales[next]
                        * kernels[0].sumOfSquares(gradients, segment.from(), segment.length());
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

    private void backward(int member) {
        kernels[member].enter();
        losses[member] = stages.rows(kernels[member], buffers, batch, seed, member);
        team.await();
        for (int i = program.stages().size() - 1; i >= program.frozen(); i--) {
            stages.weights(i, kernels[member], buffers, batch.rows(), member);
        }
    }

    private void update(int member) {
        kernels[member].enter();
        long length = program.parameters() - program.trainedFrom();
        long from = program.trainedFrom() + length * member / team.size();
        long to = program.trainedFrom() + length * (member + 1) / team.size();
        penalties[member] = move(from, to, member);
    }

    private void step(int member) {
        Kernels own = kernels[member];
        own.enter();
        losses[member] = stages.rows(own, buffers, batch, seed, member);
        team.await();
        double penalty = 0;
        long waitingTo = program.parameters();
        long waitingFrom = waitingTo;
        for (int i = program.stages().size() - 1; i >= program.frozen(); i--) {
            stages.weights(i, own, buffers, batch.rows(), member);
            Stage stage = program.stages().get(i);
            if (team.size() > 1) {
                penalty += moveShare(stage, member);
                continue;
            }
            waitingFrom = stage instanceof Stage.Parametric parametric ? parametric.from() : waitingFrom;
            if (waitingTo - waitingFrom >= WORTH_A_PASS) {
                penalty += move(waitingFrom, waitingTo, member);
                waitingTo = waitingFrom;
            }
        }
        penalties[member] = penalty + move(waitingFrom, waitingTo, member);
    }

    /** Moves what {@link TrainingStages#weights} gave this member; a normalisation's few parameters are the first member's. */
    private double moveShare(Stage stage, int member) {
        if (stage instanceof Stage.Dense dense) {
            long first = stages.share(dense.outputs(), member);
            long last = stages.share(dense.outputs(), member + 1);
            long k = dense.inputs();
            double penalty = move(dense.weights() + first * k, dense.weights() + last * k, member);
            return dense.hasBias() ? penalty + move(dense.bias() + first, dense.bias() + last, member) : penalty;
        }
        return member == 0 && stage instanceof Stage.Parametric parametric
                ? move(parametric.from(), parametric.to(), member)
                : 0;
    }

    /** Moves parameters from … to − 1, segment by segment. */
    private double move(long from, long to, int member) {
        double penalty = 0;
        List<Segment> segments = program.segments();
        for (int i = 0; i < rules.length; i++) {
            Segment segment = segments.get(i);
            long first = Math.max(from, segment.from());
            long last = Math.min(to, segment.to());
            if (first < last) {
                penalty += kernels[member].update(
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

    private void lossOfShare(int member) {
        kernels[member].enter();
        int from = stages.share(batch.rows(), member);
        int rows = stages.share(batch.rows(), member + 1) - from;
        losses[member] = stages.lossInUse(kernels[member], buffers, batch, from, rows);
    }

    private static double sum(double[] parts) {
        double sum = 0;
        for (double part : parts) { // no stream: nothing is allocated in a step
            sum += part;
        }
        return sum;
    }
}
