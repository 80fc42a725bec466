package org.ae4j.pretrain;

import org.ae4j.train.History;

/**
 * What fine-tuning leaves.
 *
 * @param <M> a {@link TunedModel}, as the head says
 * @param model encoder and head
 * @param history how the run went
 */
public record FineTuned<M>(M model, History history) {}
