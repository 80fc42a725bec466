package org.ae4j.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that run the same work side by side, each on its own share, and wait for each other on the way. The caller is
 * member 0. Waiting spins for a moment, as the parts of a step are short, and then leaves the processor to others.
 */
final class Team implements AutoCloseable {
    /** What each member does. */
    @FunctionalInterface
    interface Work {
        void run(int member);
    }

    private static final int SPINS = 2_000;
    private static final int YIELDS = 100;
    private static final long NAP_NANOS = 20_000;

    private final Thread[] others;
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicInteger working = new AtomicInteger();
    private volatile int generation; // of the barrier
    private volatile int assignment; // of work
    private volatile Work work;
    private volatile Throwable failure;
    private volatile boolean closed;

    /** A team of this many, at least 1. */
    Team(int size) {
        others = new Thread[size - 1];
        for (int i = 0; i < others.length; i++) {
            int member = i + 1;
            others[i] = new Thread(() -> serve(member), "ae4j-engine-" + member);
            others[i].setDaemon(true);
            others[i].start();
        }
    }

    /** How many members there are. */
    int size() {
        return others.length + 1;
    }

    /**
     * Runs work on all members and returns when all are done.
     *
     * @throws IllegalStateException if a member other than the caller failed, with its failure as the cause
     */
    void run(Work next) {
        if (others.length == 0) {
            next.run(0);
            return;
        }
        failure = null;
        arrived.set(0);
        working.set(others.length);
        work = next;
        assignment = assignment + 1;
        for (Thread other : others) {
            LockSupport.unpark(other);
        }
        try {
            next.run(0);
        } catch (Throwable t) {
            failure = t;
            throw t;
        } finally {
            for (int waits = 1; working.get() > 0; waits++) {
                pause(waits);
            }
        }
        if (failure != null) {
            throw new IllegalStateException("a thread of the engine failed", failure);
        }
    }

    /**
     * Waits until all members are here.
     *
     * @throws IllegalStateException if another member failed and will not come
     */
    void await() {
        if (others.length == 0) {
            return;
        }
        int now = generation;
        if (arrived.incrementAndGet() == size()) {
            arrived.set(0);
            generation = now + 1;
            return;
        }
        for (int waits = 1; generation == now; waits++) {
            if (failure != null) {
                throw new IllegalStateException("another thread of the engine failed");
            }
            pause(waits);
        }
    }

    /** What the members found, together. */
    static double sum(double[] parts) {
        double sum = 0;
        for (double part : parts) { // no stream: nothing is allocated in a step
            sum += part;
        }
        return sum;
    }

    @Override
    public void close() {
        closed = true;
        for (Thread other : others) {
            LockSupport.unpark(other);
        }
    }

    private void serve(int member) {
        int done = 0;
        while (true) {
            for (int waits = 1; assignment == done && !closed; waits++) {
                if (waits < SPINS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.park(this);
                }
            }
            if (closed) {
                return;
            }
            done = assignment;
            try {
                work.run(member);
            } catch (Throwable t) {
                if (failure == null) {
                    failure = t;
                }
            }
            working.decrementAndGet();
        }
    }

    private static void pause(int waits) {
        if (waits < SPINS) {
            Thread.onSpinWait();
        } else if (waits < SPINS + YIELDS) {
            Thread.yield();
        } else {
            LockSupport.parkNanos(NAP_NANOS);
        }
    }
}
