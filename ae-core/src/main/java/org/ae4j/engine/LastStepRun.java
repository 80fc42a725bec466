package org.ae4j.engine;

import org.ae4j.engine.program.SequenceStage;

/** The last step of sequences, as rows. */
final class LastStepRun extends SequenceRun {
    private final SequenceStage.LastStep stage;

    LastStepRun(int index, SequenceStage.LastStep stage) {
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
                .lastStep(
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
                .lastStepGradient(
                        stage,
                        gradient(share),
                        gradientBefore(share),
                        share.batchRows(),
                        share.from(),
                        share.rows(),
                        share.buffers().ends);
    }
}
