package org.ae4j.data;

/** Whether a built-in's files may be fetched from the network. */
public enum Download {
    /** Only files that are already here are read: the default. */
    REFUSED,
    /** What is not here is downloaded once, checked by its SHA-256, and kept. */
    ALLOWED
}
