package org.ae4j.engine;

import org.ae4j.engine.program.SequenceStage;

/** Sequences to rows. */
final class ToRowsRun extends SequenceRun {
    private final SequenceStage.ToRows stage;

    ToRowsRun(int index, SequenceStage.ToRows stage) {
        super(index);
        this.stage = stage;
    }

    @Override
    SequenceStage stage() {
        return stage;
    }

    @Override
    void use(Share share) {
        kernels(share).toRows(stage, input(share), output(share), share.batchRows(), share.from(), share.rows());
    }

    @Override
    void inputGradient(Share share) {
        kernels(share)
                .toRowsGradient(
                        stage, gradient(share), gradientBefore(share), share.batchRows(), share.from(), share.rows());
    }
}
