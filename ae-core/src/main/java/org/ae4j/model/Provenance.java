package org.ae4j.model;

/**
 * Where a model comes from; nothing that changes from run to run with the same seed.
 *
 * @param data SHA-256 of the training rows, see {@link org.ae4j.data.Samples#fingerprint}
 * @param rows how many training rows there were
 * @param plan the training plan as JSON text
 * @param engine what computed the steps
 * @param continuedFrom data fingerprint of the run before, empty if the weights began at random
 */
public record Provenance(String data, int rows, String plan, String engine, String continuedFrom) {}
