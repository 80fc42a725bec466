package org.ae4j.engine;

import org.ae4j.engine.program.SequenceStage;

/** Rows to sequences; notes where each row ends. */
final class FromRowsRun extends SequenceRun {
    private final SequenceStage.FromRows stage;

    FromRowsRun(int index, SequenceStage.FromRows stage) {
        super(index);
        this.stage = stage;
    }

    @Override
    SequenceStage stage() {
        return stage;
    }

    @Override
    void use(Share share) {
        kernels(share)
                .fromRows(
                        stage,
                        input(share),
                        output(share),
                        share.batchRows(),
                        share.from(),
                        share.rows(),
                        share.buffers().ends);
    }

    @Override
    void inputGradient(Share share) {
        kernels(share)
                .fromRowsGradient(
                        stage,
                        input(share),
                        gradient(share),
                        gradientBefore(share),
                        share.batchRows(),
                        share.from(),
                        share.rows());
    }
}
