package org.ae4j.engine;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * DL4J takes the last steps of rows that end early out of a sequence in the default precision, whatever the network's own
 * ({@code TimeSeriesUtils.pullLastTimeSteps}): networks in doubles lose half of their digits there unless it is theirs.
 */
final class DefaultPrecision {
    private DefaultPrecision() {}

    /** What may fail in one way. */
    interface Action<T, E extends Throwable> {
        T run() throws E;
    }

    /** Runs something while this precision is the default. */
    static <T, E extends Throwable> T of(DataType type, Action<T, E> action) throws E {
        DataType before = Nd4j.defaultFloatingPointType();
        Nd4j.setDefaultDataTypes(type, type);
        try {
            return action.run();
        } finally {
            Nd4j.setDefaultDataTypes(before, before);
        }
    }
}
