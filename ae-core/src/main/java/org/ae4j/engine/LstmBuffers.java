package org.ae4j.engine;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.ae4j.engine.kernel.LstmMemory;
import org.ae4j.engine.kernel.Memory;
import org.ae4j.engine.program.Lstm;

/**
 * What an LSTM computes in beside its input and output.
 *
 * @param directions memory of each
 * @param turned the weights as {@code [inputs, units]} for each gate, at their places in the stage; null where {@code
 *     isKept} is not
 * @param isKept whether all steps stay there for the gradient, or else each one gives way to the next
 */
record LstmBuffers(List<LstmMemory> directions, LstmMatrices turned, boolean isKept) {
    private static final int IN_USE = 3;
    private static final int KEPT = 6;
    private static final int REPEATED = 7;

    /**
     * Lengths of its memories for up to {@code rows} rows, those of a direction behind those of the one before; the turned
     * weights come last.
     *
     * @param isRepeated whether several backward passes may follow a forward pass; else gradients take the place of gates,
     *     which made a step 7 % faster
     */
    static long[] lengths(Lstm lstm, int rows, boolean isKept, boolean isRepeated) {
        long step = (long) rows * lstm.units();
        long gate = gate(lstm, rows, isKept);
        long repeated = lstm.repeated() ? Lstm.GATES * step : 0;
        long[] all = {Lstm.GATES * gate, gate, repeated, gate, step, repeated, Lstm.GATES * gate};
        long[] ofOne = Arrays.copyOf(all, !isKept ? IN_USE : isRepeated ? REPEATED : KEPT);
        LongStream ofDirections = IntStream.range(0, lstm.directions())
                .mapToObj(direction -> ofOne)
                .flatMapToLong(LongStream::of);
        LongStream turned = isKept ? LongStream.of(lstm.to() - lstm.at()) : LongStream.empty();
        return LongStream.concat(ofDirections, turned).toArray();
    }

    /** Over memories of these lengths. */
    static LstmBuffers of(Lstm lstm, int rows, Memory[] own) {
        boolean isKept = own.length > lstm.directions() * IN_USE;
        int ofOne = (isKept ? own.length - 1 : own.length) / lstm.directions();
        List<LstmMemory> directions = IntStream.range(0, lstm.directions())
                .mapToObj(direction -> Arrays.copyOfRange(own, direction * ofOne, (direction + 1) * ofOne))
                .map(memories -> memory(lstm, rows, memories))
                .toList();
        return new LstmBuffers(
                directions, isKept ? new LstmMatrices(own[own.length - 1], lstm.at(), true) : null, isKept);
    }

    private static LstmMemory memory(Lstm lstm, int rows, Memory[] own) {
        boolean isKept = own.length > IN_USE;
        Memory gradients = own.length == REPEATED ? own[6] : own[0];
        return new LstmMemory(
                lstm.units(),
                gate(lstm, rows, isKept),
                own[0],
                own[1],
                isKept ? own[3] : null,
                isKept ? gradients : null,
                isKept ? own[4] : null,
                lstm.repeated() ? own[2] : null,
                lstm.repeated() && isKept ? own[5] : null,
                (long) rows * lstm.units());
    }

    private static long gate(Lstm lstm, int rows, boolean isKept) {
        return (isKept ? lstm.length() : 1L) * rows * lstm.units();
    }

    /** Where a row of a step lies in a block of the gates. */
    long place(Lstm lstm, int batchRows, int step, int row) {
        return ((isKept ? (long) step * batchRows : 0) + row) * lstm.units();
    }
}
