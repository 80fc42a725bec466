package org.ae4j;

/** A model file that is damaged, of another kind, or cannot be read or written. */
public class ModelFileException extends AutoencoderException {
    private static final long serialVersionUID = 1L;

    public ModelFileException(String message) {
        super(message);
    }

    public ModelFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
