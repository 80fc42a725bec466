package org.ae4j.pretrain.foreign;

import org.ae4j.model.FittedSpec;

/**
 * An encoder made of weights from elsewhere: what {@link org.ae4j.pretrain.PretrainedEncoder#of(ForeignEncoder)} takes.
 *
 * @param fitted specification, scaling and provenance
 * @param parameters in the order of {@link org.ae4j.compile.NetworkPlan#encoder}, copied by who uses them
 * @param report what was loaded, skipped and is missing
 */
public record ForeignEncoder(FittedSpec fitted, float[] parameters, LoadReport report) {}
