package org.ae4j.data;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash of fingerprints and published files. */
final class Sha256 {
    private Sha256() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
