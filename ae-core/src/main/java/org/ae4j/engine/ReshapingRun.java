package org.ae4j.engine;

import org.ae4j.engine.kernel.Gathering;
import org.ae4j.engine.kernel.Gatherings;
import org.ae4j.engine.kernel.GridKernels;
import org.ae4j.engine.program.Reshaping;
import org.ae4j.engine.program.Stage;

/** Numbers that move to other places; nothing is done where they are there already. */
final class ReshapingRun extends StageRun {
    private final Reshaping stage;
    private final Gathering gathering;
    private final boolean clearsNan;
    private final boolean isInPlace;

    ReshapingRun(int index, Reshaping stage) {
        super(index);
        this.stage = stage;
        this.gathering = Gatherings.of(stage);
        this.clearsNan = stage instanceof Reshaping.ToGrid;
        this.isInPlace = gathering.isIdentity() && !clearsNan;
    }

    @Override
    Stage stage() {
        return stage;
    }

    @Override
    boolean isInPlace(boolean training) {
        return isInPlace;
    }

    @Override
    boolean isGradientInPlace() {
        return isInPlace;
    }

    @Override
    boolean keepsGradient() {
        return !isInPlace;
    }

    @Override
    void use(Share share) {
        if (isInPlace) {
            return;
        }
        GridKernels grids = share.kernels().grids();
        long at = (long) share.from() * stage.outputs();
        grids.gather(gathering, input(share), (long) share.from() * stage.inputs(), share.rows(), output(share), at);
        if (clearsNan) {
            grids.clearNan(output(share), at, share.rows() * stage.outputs());
        }
    }

    @Override
    void forward(Share share, long seed) {
        use(share);
    }

    @Override
    void backward(Share share) {}

    @Override
    void inputGradient(Share share) {
        if (isInPlace) {
            return;
        }
        GridKernels grids = share.kernels().grids();
        long at = (long) share.from() * stage.inputs();
        grids.scatter(
                gathering,
                gradient(share),
                (long) share.from() * stage.outputs(),
                share.rows(),
                gradientBefore(share),
                at);
        if (clearsNan) {
            grids.clearWhereNan(input(share), gradientBefore(share), at, share.rows() * stage.inputs());
        }
    }
}
