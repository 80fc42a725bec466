package org.ae4j.file;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Closes a stream that gives nothing for too long, so that whoever reads it goes on with an error. */
final class SilenceWatch implements AutoCloseable {
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "ae4j-download");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean heard = true;
    private volatile boolean over;

    /** Looks once in each span of this length whether anything came. */
    SilenceWatch(Closeable stream, Duration patience) {
        long span = patience.toMillis();
        clock.scheduleAtFixedRate(() -> look(stream), span, span, TimeUnit.MILLISECONDS);
    }

    /** Something came. */
    void heard() {
        heard = true;
    }

    /** Whether the stream was closed for its silence. */
    boolean isOver() {
        return over;
    }

    private void look(Closeable stream) {
        if (heard) {
            heard = false;
            return;
        }
        over = true;
        try {
            stream.close();
        } catch (IOException e) {
            // Whoever reads it is told all the same.
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
