package org.ae4j.pretrain;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ae4j.AutoencoderException;
import org.ae4j.ModelFileException;
import org.ae4j.file.CacheFolder;
import org.ae4j.file.RemoteFile;

/**
 * Encoders that were fetched from elsewhere, each in a file named after its hash: no name from an address becomes a path.
 *
 * @param folder made when the first one comes
 */
record EncoderCache(Path folder) {
    /** More than any encoder that one would wait for. */
    private static final long LIMIT = 1L << 32;

    /** The user's own. */
    static EncoderCache ofUser() {
        return new EncoderCache(CacheFolder.of("encoders", System.getenv()));
    }

    /**
     * The file of an encoder, fetched unless it is here whole.
     *
     * @throws ModelFileException if it cannot be had, or is not what was expected
     */
    Path find(URI address, String sha256) {
        try {
            var remote = new RemoteFile(address, sha256, LIMIT);
            Path file = folder.resolve(remote.sha256() + ".safetensors");
            if (!Files.isRegularFile(file) || !remote.isIn(file)) {
                remote.fetch(file);
            }
            return file;
        } catch (AutoencoderException e) {
            throw new ModelFileException(e.getMessage(), e);
        }
    }
}
