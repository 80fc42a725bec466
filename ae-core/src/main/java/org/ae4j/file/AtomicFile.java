package org.ae4j.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;
import org.ae4j.AutoencoderException;

/**
 * Writes a file whole or not at all: into a hidden temporary file beside it, synced to the disk, then renamed.
 *
 * <p>Whatever fails, the temporary file is deleted and what existed before is still there, byte for byte. For every
 * output of AE4J, not only models.
 */
public final class AtomicFile {
    private static final int BUFFER = 1 << 16;

    private AtomicFile() {}

    /** Writes a file's content. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of it; {@code out} is buffered, and closing it does no harm. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file.
     *
     * @param target in a folder that exists; a symbolic link to a file has that file replaced
     * @param replace whether an existing file may be overwritten
     * @throws AutoencoderException if the target is refused (see {@link #checkWritable}) or cannot be written; what
     *     {@code content} throws itself is passed on, except {@link IOException}
     */
    public static void write(Path target, boolean replace, Content content) {
        write(target, replace, content, FileOperations.REAL);
    }

    /**
     * Refuses now what {@link #write} would refuse after hours of work. Makes and deletes a temporary file to find out.
     *
     * @throws AutoencoderException if the target exists and {@code replace} is false, is a folder or a device, or its
     *     folder does not exist or takes no files
     */
    public static void checkWritable(Path target, boolean replace) {
        checkWritable(target, replace, FileOperations.REAL);
    }

    static void checkWritable(Path target, boolean replace, FileOperations operations) {
        Path temporary = temporaryBeside(checkedPlace(target, replace));
        try {
            operations.create(temporary).close();
        } catch (IOException e) {
            throw cannotWrite(target, e);
        } finally {
            discard(temporary, operations);
        }
    }

    static void write(Path target, boolean replace, Content content, FileOperations operations) {
        Path place = checkedPlace(target, replace);
        Path temporary = temporaryBeside(place);
        try {
            fill(temporary, content, operations);
            checkedPlace(target, replace); // someone else may have made it meanwhile
            operations.rename(temporary, place);
        } catch (UncheckedIOException e) {
            throw cannotWrite(target, e.getCause());
        } catch (IOException e) {
            throw cannotWrite(target, e);
        } finally {
            discard(temporary, operations);
        }
    }

    private static void fill(Path temporary, Content content, FileOperations operations) throws IOException {
        try (FileOperations.Sink sink = operations.create(temporary)) {
            var out = new BufferedOutputStream(new SinkStream(sink), BUFFER);
            content.writeTo(out);
            out.flush();
            sink.sync();
        }
    }

    /** Where the bytes go in the end: the target, or what it links to. */
    private static Path checkedPlace(Path target, boolean replace) {
        checkFolder(target);
        try {
            BasicFileAttributes found = Files.readAttributes(target, BasicFileAttributes.class);
            if (found.isDirectory()) {
                throw new AutoencoderException(target + " is a folder, expected the name of a file; add one");
            }
            if (!found.isRegularFile()) {
                throw new AutoencoderException(target + " is not a regular file; choose another name");
            }
            if (!replace) {
                throw new AutoencoderException(
                        target + " already exists; choose another name or pass --force to replace it");
            }
            return target.toRealPath();
        } catch (NoSuchFileException e) {
            if (Files.isSymbolicLink(target)) {
                throw new AutoencoderException(target + " links to a file that does not exist; choose another name");
            }
            return target.toAbsolutePath();
        } catch (IOException e) {
            throw cannotWrite(target, e);
        }
    }

    private static void checkFolder(Path target) {
        Path folder = target.toAbsolutePath().getParent();
        Path shown = target.getParent() == null ? folder : target.getParent();
        if (folder == null || Files.isDirectory(folder)) {
            return; // without a parent it is the root, a folder itself
        }
        throw new AutoencoderException(
                Files.exists(folder)
                        ? "cannot write %s: %s is a file, not a folder; choose a folder".formatted(target, shown)
                        : "cannot write %s: folder %s does not exist; create it first".formatted(target, shown));
    }

    private static Path temporaryBeside(Path place) {
        return place.resolveSibling(".ae4j-" + UUID.randomUUID() + ".tmp");
    }

    /** Deletes the temporary file if it is still there: after a rename it is not. */
    private static void discard(Path temporary, FileOperations operations) {
        try {
            operations.delete(temporary);
        } catch (IOException e) {
            // The failure that led here says more, and a leftover hidden file harms nobody.
        }
    }

    private static AutoencoderException cannotWrite(Path target, IOException e) {
        return new AutoencoderException("cannot write %s: %s; nothing was changed".formatted(target, reason(e)), e);
    }

    /** What went wrong without the path, which the message around it names. */
    static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileSystemException f && f.getReason() != null) {
            return f.getReason();
        }
        return e.getMessage() == null || e instanceof FileSystemException
                ? e.getClass().getSimpleName()
                : e.getMessage();
    }

    /** Writes until all is written; closing is left to who opened the sink. */
    private static final class SinkStream extends OutputStream {
        private final FileOperations.Sink sink;

        SinkStream(FileOperations.Sink sink) {
            this.sink = sink;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b});
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
            while (rest.hasRemaining()) {
                if (sink.write(rest) <= 0) {
                    throw new IOException("the disk takes no more bytes");
                }
            }
        }
    }
}
