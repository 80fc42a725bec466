package org.ae4j.train;

import org.ae4j.model.Autoencoder;

/**
 * What a run leaves.
 *
 * @param model the trained autoencoder
 * @param history how the run went; with pretraining that of the whole network, without the layers' own epochs
 * @param seed of the run: the plan's, or with restarts that of the best one, which the model's provenance names, too
 */
public record TrainingResult(Autoencoder model, History history, long seed) {}
