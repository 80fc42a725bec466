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
        share.pieces(steps).forEach(ofRows::use);
    }

    @Override
    void forward(Share share, long seed) {
        share.pieces(steps).forEach(piece -> ofRows.forward(piece, seed));
    }

    @Override
    void backward(Share share) {
        share.pieces(steps).forEach(ofRows::backward);
    }

    @Override
    void inputGradient(Share share) {
        share.pieces(steps).forEach(ofRows::inputGradient);
    }

    /** Over all rows of all steps, whichever piece is the member's. */
    @Override
    void weights(Share share) {
        ofRows.weights(share.pieces(steps).get(0));
    }

    @Override
    double move(UpdateStep updates, Share share) {
        return ofRows.move(updates, share);
    }
}
