package org.ae4j.benchmarks;

/** A network in training. */
public interface Training extends AutoCloseable {
    /**
     * One step of Adam, the batch taken from the heap.
     *
     * @return the mean squared error of the batch before the step
     */
    double step(RowBatch batch);

    @Override
    void close();
}
