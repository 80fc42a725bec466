package org.ae4j.benchmarks;

/** A network in use. */
public interface Encoding extends AutoCloseable {
    /**
     * Codes of a batch, from the heap to the heap.
     *
     * @return numbers of which the last ones are the code of the last row
     */
    float[] encode(RowBatch batch);

    @Override
    void close();
}
