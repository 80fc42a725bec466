package org.ae4j.pretrain.semi;

import org.ae4j.pretrain.Classifier;
import org.ae4j.train.History;

/**
 * What self-training leaves.
 *
 * @param model encoder and head, to be closed
 * @param history how its training went
 * @param taught how many rows without labels were sure enough to learn from
 */
public record SelfTrained(Classifier model, History history, int taught) {}
