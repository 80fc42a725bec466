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
    private static final int KEPT = 7;

    /**
     * Lengths of its memories for up to {@code rows} rows, those of a direction behind those of the one before; the turned
     * weights come last.
     */
    static long[] lengths(Lstm lstm, int rows, boolean isKept) {
        long step = (long) rows * lstm.units();
        long gate = gate(lstm, rows, isKept);
        long repeated = lstm.repeated() ? Lstm.GATES * step : 0;
        long[] all = {Lstm.GATES * gate, gate, repeated, gate, Lstm.GATES * gate, step, repeated};
        long[] ofOne = Arrays.copyOf(all, isKept ? KEPT : IN_USE);
        LongStream ofDirections = IntStream.range(0, lstm.directions())
                .mapToObj(direction -> ofOne)
                .flatMapToLong(LongStream::of);
        LongStream turned = isKept ? LongStream.of(lstm.to() - lstm.at()) : LongStream.empty();
        return LongStream.concat(ofDirections, turned).toArray();
    }

    /** Over memories of these lengths. */
    static LstmBuffers of(Lstm lstm, int rows, Memory[] own) {
        boolean isKept = own.length > lstm.directions() * IN_USE;
        List<LstmMemory> directions = IntStream.range(0, lstm.directions())
                .mapToObj(direction -> memory(lstm, rows, isKept, own, direction * (isKept ? KEPT : IN_USE)))
                .toList();
        return new LstmBuffers(
                directions, isKept ? new LstmMatrices(own[own.length - 1], lstm.at(), true) : null, isKept);
    }

    private static LstmMemory memory(Lstm lstm, int rows, boolean isKept, Memory[] own, int first) {
        return new LstmMemory(
                lstm.units(),
                gate(lstm, rows, isKept),
                own[first],
                own[first + 1],
                isKept ? own[first + 3] : null,
                isKept ? own[first + 4] : null,
                isKept ? own[first + 5] : null,
                lstm.repeated() ? own[first + 2] : null,
                lstm.repeated() && isKept ? own[first + 6] : null,
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
