package org.ae4j.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.ae4j.AutoencoderException;
import org.ae4j.Sha256;

/**
 * A file somewhere else whose content is known beforehand. Redirections are followed, but never from https to http:
 * whatever a server sends, it is kept only if it has the hash.
 *
 * @param address {@code http:}, {@code https:} or {@code file:}, without a user's name or password
 * @param sha256 of the content: 64 hexadecimal digits
 * @param limit more bytes than so many are refused, whatever the hash, at least 1
 * @param patience how long a server may send nothing
 */
public record RemoteFile(URI address, String sha256, long limit, Duration patience) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> SCHEMES = List.of("http", "https", "file");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final int CHUNK = 1 << 16;

    /**
     * Checks the parts.
     *
     * @throws AutoencoderException if the address is of another kind, or the hash is none
     */
    public RemoteFile {
        String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme) || address.isOpaque() || !scheme.equals("file") && address.getHost() == null) {
            throw new AutoencoderException(
                    "'%s' is no address of a file, expected http://…, https://… or file:///…".formatted(address));
        }
        if (address.getRawUserInfo() != null) {
            throw new AutoencoderException(
                    "an address with a user's name or password in it is refused, for it would stand in messages; host "
                            + address.getHost());
        }
        sha256 = sha256.toLowerCase(Locale.ROOT);
        if (!HASH.matcher(sha256).matches()) {
            throw new AutoencoderException(
                    "the SHA-256 of %s has 64 hexadecimal digits, found '%s'".formatted(address, sha256));
        }
    }

    /** A file whose server may be silent for 30 seconds. */
    public RemoteFile(URI address, String sha256, long limit) {
        this(address, sha256, limit, PATIENCE);
    }

    /**
     * Whether a file has the content.
     *
     * @throws AutoencoderException if it cannot be read
     */
    public boolean isIn(Path file) {
        return hash(file).equals(sha256);
    }

    /**
     * The SHA-256 of a file.
     *
     * @throws AutoencoderException if it cannot be read
     */
    public static String hash(Path file) {
        MessageDigest digest = Sha256.digest();
        try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Files.copy(file, out);
        } catch (IOException e) {
            throw new AutoencoderException("cannot read %s: %s".formatted(file, AtomicFile.reason(e)), e);
        }
        return Sha256.hex(digest);
    }

    /**
     * Fetches the content whole or not at all, over what the target holds. Several processes may do so at once.
     *
     * @param target its folder is made if it does not exist
     * @throws AutoencoderException if the content cannot be had, is longer than the limit, has another hash, or cannot be
     *     written; the target is then as it was
     */
    public void fetch(Path target) {
        makeFolder(target.toAbsolutePath().getParent());
        try {
            AtomicFile.write(target, true, this::send);
        } catch (AutoencoderException e) {
            if (e.getCause() instanceof IOException && Files.isRegularFile(target) && isIn(target)) {
                return; // some systems let nobody replace what another process has just put there and reads
            }
            throw e;
        }
    }

    private static void makeFolder(Path folder) {
        if (Files.exists(folder)) {
            return; // what is no folder is refused when the file is written
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new AutoencoderException("cannot make the folder %s: %s".formatted(folder, AtomicFile.reason(e)), e);
        }
    }

    /** Writes the content and then says whether it is the right one. */
    private void send(OutputStream out) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (InputStream in = open();
                var watch = new SilenceWatch(in, patience)) {
            byte[] chunk = new byte[CHUNK];
            long sent = 0;
            for (int count = read(in, chunk, watch); count >= 0; count = read(in, chunk, watch)) {
                sent += count;
                if (sent > limit) {
                    throw new AutoencoderException(
                            "%s sends more than %,d bytes; it is not the expected file".formatted(address, limit));
                }
                digest.update(chunk, 0, count);
                out.write(chunk, 0, count);
            }
        }
        String found = Sha256.hex(digest);
        if (!found.equals(sha256)) {
            throw new AutoencoderException("%s sent other content than was published (SHA-256 expected %s, found %s)"
                    .formatted(address, sha256, found));
        }
    }

    private int read(InputStream in, byte[] chunk, SilenceWatch watch) {
        try {
            int count = in.read(chunk);
            watch.heard();
            return count;
        } catch (IOException e) {
            throw watch.isOver() ? silent(e) : unavailable(e);
        }
    }

    private InputStream open() {
        try {
            return address.getScheme().equalsIgnoreCase("file") ? Files.newInputStream(Path.of(address)) : answer();
        } catch (IOException | IllegalArgumentException e) { // the latter where a file's address names a host
            throw unavailable(e);
        }
    }

    private InputStream answer() throws IOException {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(patience)
                .build();
        HttpRequest request = HttpRequest.newBuilder(address).timeout(patience).build();
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                response.body().close();
                throw new AutoencoderException("%s answered with status %d".formatted(address, response.statusCode()));
            }
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AutoencoderException("the download of " + address + " was interrupted", e);
        }
    }

    private AutoencoderException unavailable(Exception e) {
        return new AutoencoderException("%s could not be had: %s".formatted(address, e), e);
    }

    private AutoencoderException silent(IOException e) {
        return new AutoencoderException(
                "%s sent nothing for %,d ms; try again".formatted(address, patience.toMillis()), e);
    }
}
