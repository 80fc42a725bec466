package org.ae4j.engine;

import org.ae4j.engine.kernel.Memory;
import org.ae4j.engine.program.Stage;

/** A stage of rows inside sequences: each step of a row is a row to it. */
final class StepsRun extends StageRun {
    private final StageRun ofRows;
    private final int steps;

    StepsRun(StageRun ofRows) {
        super(ofRows.index());
        this.ofRows = ofRows;
        this.steps = ofRows.stage().steps();
    }

    @Override
    Stage stage() {
        return ofRows.stage();
    }

    @Override
    boolean isInPlace(boolean training) {
        return ofRows.isInPlace(training);
    }

    @Override
    boolean isGradientInPlace() {
        return ofRows.isGradientInPlace();
    }

    @Override
    boolean keepsGradient() {
        return ofRows.keepsGradient();
    }

    @Override
    long[] ownLengths(int rows, int members, boolean training) {
        return ofRows.ownLengths(rows * steps, members, training);
    }

    @Override
    void turn(float[] given, Memory parameters) {
        ofRows.turn(given, parameters);
    }

    @Override
    void use(Share share) {
        for (int i = 0; i < share.pieces(steps); i++) {
            ofRows.use(share.piece(i, steps));
        }
    }

    @Override
    void forward(Share share, long seed) {
        for (int i = 0; i < share.pieces(steps); i++) {
            ofRows.forward(share.piece(i, steps), seed);
        }
    }

    @Override
    void backward(Share share) {
        for (int i = 0; i < share.pieces(steps); i++) {
            ofRows.backward(share.piece(i, steps));
        }
    }

    @Override
    void inputGradient(Share share) {
        for (int i = 0; i < share.pieces(steps); i++) {
            ofRows.inputGradient(share.piece(i, steps));
        }
    }

    /** Over all rows of all steps, whichever piece is the member's. */
    @Override
    void weights(Share share) {
        ofRows.weights(share.piece(0, steps));
    }

    @Override
    double move(UpdateStep updates, Share share) {
        return ofRows.move(updates, share);
    }
}
