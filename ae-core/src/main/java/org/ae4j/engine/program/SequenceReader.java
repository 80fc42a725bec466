package org.ae4j.engine.program;

import java.util.List;
import org.ae4j.layer.RowsToSequence;
import org.ae4j.layer.SequenceToSteps;
import org.ae4j.layer.StepsToRows;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.RepeatVector;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** Reads the layers of sequences, and knows whether the network is inside one. */
final class SequenceReader {
    private final List<Stage> stages;
    private final SegmentReader segments;
    private int length; // of the sequence, 0 outside
    private boolean isSteps; // behind SequenceToSteps
    private boolean isRepeated; // in front of the layer that takes the same input at all steps
    private boolean hasEnds;

    SequenceReader(List<Stage> stages, SegmentReader segments) {
        this.stages = stages;
        this.segments = segments;
    }

    /** Whether the layer is one of a sequence, which then was read. */
    boolean read(int index, Layer layer, boolean isFrozen) {
        if (layer instanceof RowsToSequence sequence) {
            require(stages.isEmpty() && !isRepeated, "RowsToSequence behind another layer");
            length = sequence.getSteps();
            hasEnds = true;
            stages.add(new SequenceStage.FromRows(sequence.getFeatures(), length, sequence.getTold()));
        } else if (layer instanceof RepeatVector repeat) {
            require(length == 0, "RepeatVector of a sequence");
            require(repeat.getDataFormat() == RNNFormat.NCW, "sequences in the format " + repeat.getDataFormat());
            require(repeat.getIDropout() == null, "dropout inside a layer");
            length = repeat.getN();
            isRepeated = true;
        } else if (layer instanceof LSTM lstm) {
            lstm(index, lstm, 1, isFrozen);
        } else if (layer instanceof Bidirectional both) {
            bidirectional(index, both, isFrozen);
        } else if (layer instanceof LastTimeStep last) {
            require(last.getUnderlying() instanceof LSTM, "LastTimeStep of a layer other than LSTM");
            LSTM lstm = (LSTM) last.getUnderlying();
            lstm(index, lstm, 1, isFrozen);
            stages.add(new SequenceStage.LastStep(width(), length, hasEnds));
            length = 0;
            hasEnds = false;
        } else if (layer instanceof SequenceToSteps) {
            requireSequence("SequenceToSteps");
            isSteps = true;
        } else if (layer instanceof StepsToRows rows) {
            require(isSteps && rows.getSteps() == length, "StepsToRows behind something other than its steps");
            stages.add(new SequenceStage.ToRows(rows.getFeatures(), length));
            length = 0;
            isSteps = false;
        } else {
            return false;
        }
        return true;
    }

    /** How many rows a row of the batch has become for a layer that works on any. */
    int steps() {
        require(!isRepeated, "RepeatVector in front of a layer other than LSTM");
        return Math.max(1, length);
    }

    /** As {@link #steps}, for a layer that multiplies rows by weights. */
    int stepsOfRows(String name) {
        require(length == 0 || isSteps, name + " on a sequence");
        return steps();
    }

    /** Refuses a layer that knows rows of the batch alone. */
    void requireRows(String name) {
        require(length == 0, name + " on a sequence");
    }

    /** Refuses a network that gives anything but rows of the batch. */
    void requireEnd() {
        require(length == 0, "an end inside a sequence");
    }

    private void bidirectional(int index, Bidirectional both, boolean isFrozen) {
        require(both.getMode() == Bidirectional.Mode.CONCAT, "Bidirectional in the mode " + both.getMode());
        require(both.getFwd() instanceof LSTM, "Bidirectional of a layer other than LSTM");
        lstm(index, (LSTM) both.getFwd(), 2, isFrozen);
    }

    private void lstm(int index, LSTM layer, int directions, boolean isFrozen) {
        requireSequence("LSTM");
        require(layer.getActivationFn() instanceof ActivationTanH, "an LSTM with " + layer.getActivationFn());
        require(
                layer.getGateActivationFn() instanceof ActivationSigmoid,
                "an LSTM with gates of " + layer.getGateActivationFn());
        require(
                layer.getRnnDataFormat() == null || layer.getRnnDataFormat() == RNNFormat.NCW,
                "sequences in the format " + layer.getRnnDataFormat());
        require(layer.getIDropout() == null, "dropout inside a layer");
        require(layer.getWeightNoise() == null, "weight noise");
        require(layer.getConstraints() == null || layer.getConstraints().isEmpty(), "constraints");
        int in = Math.toIntExact(layer.getNIn());
        int units = Math.toIntExact(layer.getNOut());
        require(stages.isEmpty() || width() == in, "an LSTM of %d inputs behind %d".formatted(in, width()));
        long at = -1;
        for (int direction = 0; direction < directions; direction++) {
            long first = segments.add(index, layer, "W", (long) Lstm.GATES * units * in, isFrozen);
            segments.add(index, layer, "RW", (long) Lstm.GATES * units * units, isFrozen);
            segments.add(index, layer, "b", (long) Lstm.GATES * units, isFrozen);
            at = direction == 0 ? first : at;
        }
        stages.add(new Lstm(in, units, length, isRepeated, directions, at));
        isRepeated = false;
    }

    private int width() {
        return stages.isEmpty() ? 0 : stages.get(stages.size() - 1).outputs();
    }

    private void requireSequence(String name) {
        require(length > 0 && !isSteps, name + " outside a sequence");
    }

    private static void require(boolean isKnown, String otherwise) {
        ProgramReader.require(isKnown, otherwise);
    }
}
