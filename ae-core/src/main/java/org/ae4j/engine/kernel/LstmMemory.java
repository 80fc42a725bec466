package org.ae4j.engine.kernel;

/**
 * What one direction of an LSTM computes in. Gates lie one behind the other, {@code stride} numbers apart, in the order of
 * {@link org.ae4j.engine.program.Lstm}, each as its steps {@code [rows, units]}.
 *
 * @param stride of the gates
 * @param gates z, and then i, f, o and g
 * @param cells c, laid out as one gate
 * @param squashed tanh(c), laid out as one gate; null where no gradient will be asked for
 * @param gateGradients with respect to z, laid out as the gates; may be the gates themselves, which are lost then; null as
 *     above
 * @param cellGradients what a step hands on to the one before it, {@code [rows, units]}; null as above
 * @param repeated what the input that all steps share, and the bias, add to z: as gates of one step, {@code repeatedStride}
 *     apart; null where each step has its own
 * @param repeatedGradients sums of the gates' gradients over the steps, laid out as {@code repeated}; null without it or
 *     where no gradient will be asked for
 */
public record LstmMemory(
        int units,
        long stride,
        Memory gates,
        Memory cells,
        Memory squashed,
        Memory gateGradients,
        Memory cellGradients,
        Memory repeated,
        Memory repeatedGradients,
        long repeatedStride) {}
