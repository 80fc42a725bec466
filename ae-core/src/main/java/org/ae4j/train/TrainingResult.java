package org.ae4j.train;

import org.ae4j.model.Autoencoder;

/**
 * What a run leaves.
 *
 * @param model the trained autoencoder
 * @param history how the run went
 */
public record TrainingResult(Autoencoder model, History history) {}
