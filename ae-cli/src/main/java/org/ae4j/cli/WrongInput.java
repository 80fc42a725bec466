package org.ae4j.cli;

import org.ae4j.AutoencoderException;

/** What the user gave cannot be used: options that exclude each other, outputs that exist. Exit code 2. */
final class WrongInput extends AutoencoderException {
    private static final long serialVersionUID = 1L;

    WrongInput(String message) {
        super(message);
    }

    WrongInput(String message, Throwable cause) {
        super(message, cause);
    }
}
