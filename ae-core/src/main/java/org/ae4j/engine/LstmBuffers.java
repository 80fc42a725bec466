package org.ae4j.engine;

import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
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
record LstmBuffers(List<LstmMemory> directions, Memory turned, boolean isKept) {
    /**
     * For up to {@code rows} rows.
     *
     * @param isRepeated whether several backward passes may follow a forward pass; else gradients take the place of gates,
     *     which made a step 7 % faster
     * @param allocate makes a memory of so many numbers
     */
    static LstmBuffers of(Lstm lstm, int rows, boolean isKept, boolean isRepeated, LongFunction<Memory> allocate) {
        List<LstmMemory> directions = IntStream.range(0, lstm.directions())
                .mapToObj(direction -> memory(lstm, rows, isKept, isRepeated, allocate))
                .toList();
        return new LstmBuffers(directions, isKept ? allocate.apply(lstm.to() - lstm.at()) : null, isKept);
    }

    private static LstmMemory memory(
            Lstm lstm, int rows, boolean isKept, boolean isRepeated, LongFunction<Memory> allocate) {
        long step = (long) rows * lstm.units();
        long gate = isKept ? lstm.length() * step : step;
        Memory gates = allocate.apply(Lstm.GATES * gate);
        Memory gradients = isRepeated ? allocate.apply(Lstm.GATES * gate) : gates;
        return new LstmMemory(
                lstm.units(),
                gate,
                gates,
                allocate.apply(gate),
                isKept ? allocate.apply(gate) : null,
                isKept ? gradients : null,
                isKept ? allocate.apply(step) : null,
                lstm.repeated() ? allocate.apply(Lstm.GATES * step) : null,
                lstm.repeated() && isKept ? allocate.apply(Lstm.GATES * step) : null,
                step);
    }

    /** Where a row of a step lies in a block of the gates. */
    long place(Lstm lstm, int batchRows, int step, int row) {
        return ((isKept ? (long) step * batchRows : 0) + row) * lstm.units();
    }
}
