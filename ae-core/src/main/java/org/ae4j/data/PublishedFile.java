package org.ae4j.data;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.ae4j.IncompatibleDataException;
import org.ae4j.Sha256;

/**
 * A file whose content is known: found in a folder, or downloaded.
 *
 * @param name the file's name
 * @param base the address of the folder that it is published in, ending with a slash
 * @param sha256 in lower-case hexadecimal
 */
record PublishedFile(String name, URI base, String sha256) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * Finds the file in the first folder that has it; otherwise downloads it into the last.
     *
     * @throws IncompatibleDataException if it is nowhere and must not be downloaded, the download fails, or the content
     *     is not the published one
     */
    Path find(List<Path> folders, Download download) {
        try {
            for (Path folder : folders) {
                Path file = folder.resolve(name);
                if (Files.isRegularFile(file)) {
                    require(file, file + " is not the published file; delete it");
                    return file;
                }
            }
            Path cache = folders.get(folders.size() - 1);
            if (download == Download.REFUSED) {
                throw new IncompatibleDataException(
                        "%s is not in %s; allow the download from %s (--download), or put it there"
                                .formatted(
                                        name,
                                        String.join(
                                                " or ",
                                                folders.stream()
                                                        .map(Path::toString)
                                                        .toList()),
                                        base));
            }
            return download(cache);
        } catch (IOException e) {
            throw new IncompatibleDataException("%s could not be had from %s: %s".formatted(name, base, e), e);
        }
    }

    /** Downloads beside the target and renames at the end: an interrupted download leaves no file of that name. */
    private Path download(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path part = Files.createTempFile(folder, name, ".part");
        try {
            fetch(part);
            require(part, base.resolve(name) + " sent other content than was published");
            return Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void fetch(Path target) throws IOException {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(PATIENCE)
                .build();
        HttpRequest request =
                HttpRequest.newBuilder(base.resolve(name)).timeout(PATIENCE).build();
        try {
            var response = client.send(request, HttpResponse.BodyHandlers.ofFile(target));
            if (response.statusCode() != 200) {
                throw new IncompatibleDataException(
                        "%s answered with status %d".formatted(base.resolve(name), response.statusCode()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IncompatibleDataException("the download of " + name + " was interrupted", e);
        }
    }

    private void require(Path file, String otherwise) throws IOException {
        var digest = Sha256.digest();
        try (var bytes = new DigestInputStream(Files.newInputStream(file), digest)) {
            bytes.transferTo(OutputStream.nullOutputStream());
        }
        String found = HexFormat.of().formatHex(digest.digest());
        if (!found.equals(sha256)) {
            throw new IncompatibleDataException(
                    "%s (SHA-256 expected %s, found %s)".formatted(otherwise, sha256, found));
        }
    }
}
