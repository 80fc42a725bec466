package org.ae4j.engine;

import java.util.List;
import org.ae4j.engine.kernel.Device;
import org.ae4j.engine.kernel.Memory;
import org.ae4j.engine.program.Program;
import org.ae4j.layer.OutputGroup;

/**
 * The phases of a program's step, each one run of a team; whoever calls keeps their order. Unlike in
 * {@link CompiledTraining}, no parameter moves before all gradients are there.
 */
final class CompiledPhases implements AutoCloseable {
    private final Program program;
    private final List<OutputGroup> groups;
    private final Team team;
    private final TrainingSpace space;
    private final TrainingStages stages;
    private final UpdateStep updates;
    private final double[] losses;
    private final double[] penalties;
    private final Team.Work forward = this::forward;
    private final Team.Work use = this::use;
    private final Team.Work loss = this::loss;
    private final Team.Work backward = this::backward;
    private final Team.Work inputGradient = this::inputGradient;
    private final Team.Work update = this::update;
    private float[] floats; // the input is in one of them
    private double[] doubles;
    private int rows;
    private long seed;
    private float[] target;
    private float[] weights;
    private double factor;
    private Memory outputGradient; // of the loss; null for its value alone

    CompiledPhases(
            Program program,
            List<OutputGroup> groups,
            Device device,
            Memory parameters,
            Memory gradients,
            UpdaterState state,
            int threads) {
        this.program = program;
        this.groups = groups;
        this.team = new Team(threads);
        this.stages = new TrainingStages(program, new Weights(parameters, gradients, false), true);
        this.space = new TrainingSpace(program, stages, device, team);
        this.updates = new UpdateStep(program, parameters, gradients, state);
        this.losses = new double[threads];
        this.penalties = new double[threads];
    }

    /** As in training, from one of two inputs; the other one is null. */
    void forward(float[] singles, double[] others, int count, long dropoutSeed) {
        input(singles, others, count);
        seed = dropoutSeed;
        team.run(forward);
    }

    /** As in use. */
    void use(float[] singles, double[] others, int count) {
        input(singles, others, count);
        team.run(use);
    }

    private void input(float[] singles, double[] others, int count) {
        floats = singles;
        doubles = others;
        rows = count;
        space.reserve(count, true);
    }

    /** The loss of the last rows, summed, times a factor; after {@link #forward} its gradient is that of the output. */
    double loss(float[] expected, float[] ofNumbers, double times, boolean hasGradient) {
        target = expected;
        weights = ofNumbers;
        factor = times;
        outputGradient = hasGradient ? space.buffers().outputGradient() : null;
        team.run(loss);
        return factor * Team.sum(losses);
    }

    void readOutput(double[] into) {
        space.buffers().values.get(program.stages().size()).read(0, into, 0, rows * program.outputs());
    }

    void outputGradient(double[] gradient) {
        space.buffers().outputGradient().write(0, gradient, 0, rows * program.outputs());
    }

    void addOutputGradient(double[] gradient) {
        space.kernels(0).add(space.buffers().outputGradient(), 0, gradient, rows * program.outputs());
    }

    /** Gradients from that of the output. */
    void backward() {
        team.run(backward);
    }

    /** After {@link #backward}, and before parameters move. */
    void readInputGradient(double[] into) {
        team.run(inputGradient);
        space.buffers().gradients.get(0).read(0, into, 0, rows * program.inputs());
    }

    /** Moves the parameters by the gradients that are there; the penalties before. */
    double update(int summedRows, int iteration) {
        space.reserve(1, true);
        updates.prepare(summedRows, iteration);
        updates.scaleByNorm(space.kernels(0));
        team.run(update);
        return Team.sum(penalties);
    }

    @Override
    public void close() {
        team.close();
        space.close();
    }

    private void forward(int member) {
        Share share = space.enter(member, rows);
        load(share.from(), share.rows());
        stages.forward(share, seed);
    }

    private void use(int member) {
        Share share = space.enter(member, rows);
        load(share.from(), share.rows());
        stages.use(share);
    }

    private void load(int from, int count) {
        Memory input = space.buffers().values.get(0);
        int width = program.inputs();
        if (floats != null) {
            input.write((long) from * width, floats, from * width, count * width);
        } else {
            input.write((long) from * width, doubles, from * width, count * width);
        }
    }

    private void loss(int member) {
        Share share = space.enter(member, rows);
        losses[member] = stages.loss(groups, share, target, weights, outputGradient);
        if (outputGradient != null && factor != 1) {
            int width = program.outputs();
            share.kernels().scale(outputGradient, (long) share.from() * width, share.rows() * width, factor);
        }
    }

    private void backward(int member) {
        Share share = space.enter(member, rows);
        stages.backward(share);
        team.await();
        stages.weights(share);
    }

    private void inputGradient(int member) {
        stages.inputGradient(space.enter(member, rows));
    }

    private void update(int member) {
        penalties[member] = updates.moveShare(space.enter(member), member, team.size());
    }

    /** Multiplies every learning rate from now on. */
    void scaleLearningRate(double factor) {
        updates.scaleLearningRate(factor);
    }

    double rateFactor() {
        return updates.rateFactor();
    }
}
