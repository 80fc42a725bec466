package org.ae4j;

/** Data that cannot be read, or that do not fit the schema, the likelihood or the model. */
public class IncompatibleDataException extends AutoencoderException {
    private static final long serialVersionUID = 1L;

    public IncompatibleDataException(String message) {
        super(message);
    }

    public IncompatibleDataException(String message, Throwable cause) {
        super(message, cause);
    }
}
