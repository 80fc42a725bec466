package org.ae4j.compile;

import java.util.ArrayList;
import java.util.List;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Bottleneck;
import org.ae4j.spec.Likelihood;

/**
 * What a model learns otherwise than by gradients; it follows the networks' parameters in a model's.
 *
 * @param name of its tensor
 * @param shape of its tensor, row-major
 */
public record StateArray(String name, long[] shape) {
    /** How many numbers it holds. */
    public int length() {
        long length = 1;
        for (long size : shape) {
            length *= size;
        }
        return Math.toIntExact(length);
    }

    /** Those of a specification in their order: a codebook, then the variance of a gaussian with a learned σ. */
    public static List<StateArray> of(AutoencoderSpec spec) {
        var arrays = new ArrayList<StateArray>();
        if (spec.bottleneck() instanceof Bottleneck.VectorQuantized quantized) {
            arrays.add(new StateArray("code/codebook", new long[] {quantized.codes(), quantized.dimensions()}));
        }
        if (spec.resolved().likelihood() instanceof Likelihood.LearnedGaussian) {
            arrays.add(new StateArray("output/variance", new long[] {1}));
        }
        return arrays;
    }
}
