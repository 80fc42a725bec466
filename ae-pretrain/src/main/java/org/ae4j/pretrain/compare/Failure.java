package org.ae4j.pretrain.compare;

import org.ae4j.AutoencoderException;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;

/** What went wrong in a run, with the variant's name before it. */
final class Failure {
    private Failure() {}

    static RuntimeException of(String variant, Throwable cause) {
        String message = variant + ": " + cause.getMessage();
        if (cause instanceof InvalidSpecException) {
            return new InvalidSpecException(message);
        }
        if (cause instanceof IncompatibleDataException) {
            return new IncompatibleDataException(message);
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return new AutoencoderException(message, cause);
    }
}
