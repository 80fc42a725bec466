package org.ae4j.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** What {@link AtomicFile} asks of the file system, apart so that tests can let each of it fail. */
interface FileOperations {
    /** The file system as it is. */
    FileOperations REAL = new FileOperations() {
        @Override
        public Sink create(Path file) throws IOException {
            return new ChannelSink(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public void delete(Path file) throws IOException {
            Files.deleteIfExists(file);
        }
    };

    /** Makes a file that did not exist. */
    Sink create(Path file) throws IOException;

    /** Renames within a folder in one step, over {@code to} if that exists. */
    void rename(Path from, Path to) throws IOException;

    /** Deletes a file if it exists. */
    void delete(Path file) throws IOException;

    /** An open file. */
    interface Sink extends Closeable {
        /** Writes some of the bytes and says how many. */
        int write(ByteBuffer bytes) throws IOException;

        /** Returns once all bytes are on the disk. */
        void sync() throws IOException;
    }

    /** A file of the file system. */
    record ChannelSink(FileChannel channel) implements Sink {
        @Override
        public int write(ByteBuffer bytes) throws IOException {
            return channel.write(bytes);
        }

        @Override
        public void sync() throws IOException {
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
