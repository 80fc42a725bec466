package org.ae4j.engine.program;

import org.ae4j.AutoencoderException;

/** A network that the compiled engine does not know; the message names what it does not know. */
public final class UnsupportedNetworkException extends AutoencoderException {
    private static final long serialVersionUID = 1L;

    UnsupportedNetworkException(String what) {
        super(what);
    }
}
