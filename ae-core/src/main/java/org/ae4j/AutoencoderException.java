package org.ae4j;

/** What went wrong in AE4J: says what was expected, what was found, where, and what to do. */
public class AutoencoderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AutoencoderException(String message) {
        super(message);
    }

    public AutoencoderException(String message, Throwable cause) {
        super(message, cause);
    }
}
