package org.ae4j.engine;

import org.ae4j.engine.kernel.Device;
import org.ae4j.engine.kernel.Memory;
import org.ae4j.engine.program.Program;
import org.ae4j.engine.program.Stage;

/**
 * The steps of a program on a device. A step is two runs of the team at most: gradients, then updates; where nothing has to
 * be known of a whole layer first, weights are moved as soon as their gradient is there, while it is in the cache.
 */
final class CompiledTraining implements AutoCloseable {
    /** Parameters from which moving them at once pays; fewer wait for their neighbours. */
    private static final long WORTH_A_PASS = 1 << 16;

    private final Program program;
    private final Team team;
    private final TrainingSpace space;
    private final TrainingStages stages;
    private final UpdateStep updates;
    private final double[] losses;
    private final double[] penalties;
    private final Team.Work step = this::step;
    private final Team.Work backward = this::backward;
    private final Team.Work inputGradientOfShare = this::inputGradient;
    private final Team.Work update = this::update;
    private final Team.Work lossOfShare = this::lossOfShare;
    private Batch batch;
    private long seed;

    CompiledTraining(
            Program program, Device device, Memory parameters, Memory gradients, UpdaterState state, int threads) {
        this.program = program;
        this.team = new Team(threads);
        this.stages = new TrainingStages(program, new Weights(parameters, gradients, false), false);
        this.space = new TrainingSpace(program, stages, device, team);
        this.updates = new UpdateStep(program, parameters, gradients, state);
        this.losses = new double[threads];
        this.penalties = new double[threads];
    }

    /**
     * One step.
     *
     * @return the loss of the batch's rows, summed, plus rows times the penalties before the step
     */
    double step(Batch next, long dropoutSeed, int iteration) {
        prepare(next, dropoutSeed, false);
        updates.prepare(next.rows(), iteration);
        if (updates.clipsByNorm()) {
            team.run(backward);
            updates.scaleByNorm(space.kernels(0));
            team.run(update);
        } else {
            team.run(step);
        }
        return Team.sum(losses) + next.rows() * Team.sum(penalties);
    }

    /** The penalties before the last step. */
    double penalties() {
        return Team.sum(penalties);
    }

    /** Gradients alone, of the summed loss; the loss of the rows, summed. */
    double backward(Batch next, long dropoutSeed, boolean inputGradient) {
        prepare(next, dropoutSeed, inputGradient);
        team.run(backward);
        if (inputGradient) {
            team.run(inputGradientOfShare);
        }
        return Team.sum(losses);
    }

    /** Moves the parameters by the gradients that are there; the penalties before. */
    double update(int rows, int iteration) {
        space.reserve(1, false);
        updates.prepare(rows, iteration);
        updates.scaleByNorm(space.kernels(0));
        team.run(update);
        return Team.sum(penalties);
    }

    /** Multiplies every learning rate from now on. */
    void scaleLearningRate(double factor) {
        updates.scaleLearningRate(factor);
    }

    double rateFactor() {
        return updates.rateFactor();
    }

    /** The gradient with respect to the input that {@link #backward} left. */
    void readInputGradient(float[] into) {
        space.buffers().gradients.get(0).read(0, into, 0, into.length);
    }

    /** The loss of rows in use, summed. */
    double loss(Batch next) {
        prepare(next, 0, false);
        team.run(lossOfShare);
        return Team.sum(losses);
    }

    @Override
    public void close() {
        team.close();
        space.close();
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
        space.reserve(rows, inputGradient);
        batch = next;
        seed = dropoutSeed;
    }

    private void inputGradient(int member) {
        stages.inputGradient(space.enter(member, batch.rows()));
    }

    private void backward(int member) {
        Share share = space.enter(member, batch.rows());
        losses[member] = stages.rows(share, batch, seed);
        team.await();
        stages.weights(share);
    }

    private void update(int member) {
        penalties[member] = updates.moveShare(space.enter(member), member, team.size());
    }

    private void step(int member) {
        Share share = space.enter(member, batch.rows());
        losses[member] = stages.rows(share, batch, seed);
        team.await();
        double penalty = 0;
        long waitingTo = program.parameters();
        long waitingFrom = waitingTo;
        for (int i = program.stages().size() - 1; i >= program.frozen(); i--) {
            StageRun run = stages.runs().get(i);
            run.weights(share);
            if (team.size() > 1) {
                penalty += run.move(updates, share);
                continue;
            }
            waitingFrom = run.stage() instanceof Stage.Parametric parametric ? parametric.from() : waitingFrom;
            if (waitingTo - waitingFrom >= WORTH_A_PASS) {
                penalty += updates.move(share.kernels(), waitingFrom, waitingTo);
                waitingTo = waitingFrom;
            }
        }
        penalties[member] = penalty + updates.move(share.kernels(), waitingFrom, waitingTo);
    }

    private void lossOfShare(int member) {
        losses[member] = stages.lossInUse(space.enter(member, batch.rows()), batch);
    }
}
