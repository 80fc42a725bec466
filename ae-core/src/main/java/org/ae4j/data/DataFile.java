package org.ae4j.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.ae4j.IncompatibleDataException;

/** A file of data, gzip or not: opened, named in messages, and its failures in words. */
final class DataFile {
    private static final int BUFFER = 1 << 16;

    /** DEFLATE packs no more than this many bytes into one (RFC 1951: 258 bytes in two bits). */
    private static final long MOST_UNPACKED = 1032;

    private DataFile() {}

    /** The file's name without its folders, as messages give it. */
    static String name(Path path) {
        Path name = path.getFileName();
        return name == null ? path.toString() : name.toString();
    }

    /** Refuses what is not a readable file. */
    static void require(Path path) {
        if (!Files.exists(path)) {
            throw new IncompatibleDataException(path + " does not exist");
        }
        if (!Files.isRegularFile(path)) {
            throw new IncompatibleDataException(path + " is "
                    + (Files.isDirectory(path) ? "a directory" : "no regular file") + ", expected a file");
        }
    }

    /** Opens a file, unpacked if it is gzip: told by its first two bytes. */
    static InputStream open(Path path) throws IOException {
        require(path);
        var bytes = new BufferedInputStream(Files.newInputStream(path), BUFFER);
        try {
            if (isGzip(bytes)) {
                return new GZIPInputStream(bytes, BUFFER);
            }
            if (name(path).endsWith(".gz")) {
                throw new IncompatibleDataException(name(path) + " is no gzip file, though its name says so");
            }
            return bytes;
        } catch (IOException | IncompatibleDataException e) {
            bytes.close();
            throw e;
        }
    }

    /** Refuses a file that cannot hold what its header promises, before memory is taken for it. */
    static void requireHeld(Path path, BigInteger promised, long header) throws IOException {
        boolean gzip = isGzip(path);
        long held = gzip ? Files.size(path) * MOST_UNPACKED : Files.size(path) - header;
        if (promised.compareTo(BigInteger.valueOf(held)) > 0) {
            throw new IncompatibleDataException("%s is cut short: its header promises %s bytes of data, it holds %s%d"
                    .formatted(name(path), promised, gzip ? "at most " : "", held));
        }
    }

    private static boolean isGzip(Path path) throws IOException {
        try (var bytes = new BufferedInputStream(Files.newInputStream(path))) {
            return isGzip(bytes);
        }
    }

    private static boolean isGzip(BufferedInputStream bytes) throws IOException {
        bytes.mark(2);
        boolean gzip = bytes.read() == 0x1f && bytes.read() == 0x8b;
        bytes.reset();
        return gzip;
    }

    /** Says why a file could not be read. */
    static IncompatibleDataException unreadable(Path path, IOException e) {
        String name = name(path);
        if (e instanceof CharacterCodingException) {
            return new IncompatibleDataException(name + " is not UTF-8 text; save it as UTF-8", e);
        }
        if (e instanceof ZipException || e instanceof EOFException) {
            return new IncompatibleDataException(name + " is a damaged gzip file: " + e.getMessage(), e);
        }
        return new IncompatibleDataException(name + " cannot be read: " + e, e);
    }
}
