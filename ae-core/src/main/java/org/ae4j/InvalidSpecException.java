package org.ae4j;

/** A specification or plan that cannot work, refused before anything runs. */
public class InvalidSpecException extends AutoencoderException {
    private static final long serialVersionUID = 1L;

    public InvalidSpecException(String message) {
        super(message);
    }

    public InvalidSpecException(String message, Throwable cause) {
        super(message, cause);
    }
}
