package org.ae4j.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real file system, except for one fault; keeps a list of what was asked of it. */
final class FaultyFileOperations implements FileOperations {
    enum Fault {
        NONE,
        /** Making the temporary file fails. */
        CREATE,
        /** After {@link #ROOM} bytes there is no space left. */
        NO_SPACE,
        /** Each write takes at most 7 bytes. */
        SHORT_WRITES,
        /** After {@link #ROOM} bytes writes take no more, without an error. */
        STALLED,
        SYNC,
        CLOSE,
        RENAME
    }

    static final int ROOM = 100;

    final List<String> calls = new ArrayList<>();
    private final Fault fault;

    FaultyFileOperations(Fault fault) {
        this.fault = fault;
    }

    @Override
    public Sink create(Path file) throws IOException {
        calls.add("create");
        if (fault == Fault.CREATE) {
            throw new FileSystemException(file.toString(), null, "Read-only file system");
        }
        return new FaultySink(REAL.create(file));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        calls.add("rename");
        if (fault == Fault.RENAME) {
            throw new FileSystemException(from.toString(), to.toString(), "Input/output error");
        }
        REAL.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        REAL.delete(file);
    }

    private final class FaultySink implements Sink {
        private final Sink sink;
        private int room = ROOM;

        FaultySink(Sink sink) {
            this.sink = sink;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            if (room == 0 && fault == Fault.NO_SPACE) {
                throw new IOException("No space left on device");
            }
            int most = bytes.remaining();
            if (fault == Fault.SHORT_WRITES) {
                most = Math.min(most, 7);
            }
            if (fault == Fault.NO_SPACE || fault == Fault.STALLED) {
                most = Math.min(most, room);
            }
            room -= most;
            int written = sink.write(bytes.slice(bytes.position(), most));
            bytes.position(bytes.position() + written);
            return written;
        }

        @Override
        public void sync() throws IOException {
            calls.add("sync");
            if (fault == Fault.SYNC) {
                throw new IOException("Input/output error");
            }
            sink.sync();
        }

        @Override
        public void close() throws IOException {
            sink.close();
            calls.add("close");
            if (fault == Fault.CLOSE) {
                throw new IOException("Stale file handle");
            }
        }
    }
}
