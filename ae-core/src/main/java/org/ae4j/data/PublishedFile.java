package org.ae4j.data;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.ae4j.AutoencoderException;
import org.ae4j.IncompatibleDataException;
import org.ae4j.file.RemoteFile;

/**
 * A file whose content is known: found in a folder, or downloaded.
 *
 * @param name the file's name
 * @param base the address of the folder that it is published in, ending with a slash
 * @param sha256 in lower-case hexadecimal
 */
record PublishedFile(String name, URI base, String sha256) {
    /** Ten times the largest of them. */
    private static final long LIMIT = 1L << 28;

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
                    require(file);
                    return file;
                }
            }
            if (download == Download.REFUSED) {
                throw new IncompatibleDataException(
                        "%s is not in %s; allow the download from %s (--download), or put it there"
                                .formatted(
                                        name,
                                        folders.stream().map(Path::toString).collect(Collectors.joining(" or ")),
                                        base));
            }
            Path target = folders.get(folders.size() - 1).resolve(name);
            new RemoteFile(base.resolve(name), sha256, LIMIT).fetch(target);
            return target;
        } catch (IncompatibleDataException e) {
            throw e;
        } catch (AutoencoderException e) {
            throw new IncompatibleDataException(e.getMessage(), e);
        }
    }

    private void require(Path file) {
        String found = RemoteFile.hash(file);
        if (!found.equals(sha256)) {
            throw new IncompatibleDataException(
                    "%s is not the published file; delete it (SHA-256 expected %s, found %s)"
                            .formatted(file, sha256, found));
        }
    }
}
