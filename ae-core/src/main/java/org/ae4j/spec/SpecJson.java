package org.ae4j.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.ae4j.data.ImageSchema;
import org.ae4j.data.Schema;
import org.ae4j.data.TableSchema;

/** A specification as JSON and back, see {@link PartsMapper}. */
public final class SpecJson {
    private static final PartsMapper MAPPER = new PartsMapper("specification")
            .part(Schema.class)
            .name(TableSchema.class, "table")
            .name(ImageSchema.class, "image")
            .part(Scaling.class)
            .name(Scaling.None.class, "none")
            .name(Scaling.Standard.class, "standard")
            .name(Scaling.MinMax.class, "minMax")
            .name(Scaling.Divide.class, "divide")
            .part(Architecture.class)
            .name(Architecture.Dense.class, "dense")
            .part(Bottleneck.class)
            .name(Bottleneck.Plain.class, "plain")
            .part(Corruption.class)
            .name(Corruption.None.class, "none")
            .name(Corruption.Masking.class, "masking")
            .name(Corruption.Gaussian.class, "gaussian")
            .part(Likelihood.class)
            .name(Likelihood.ByScaling.class, "byScaling")
            .name(Likelihood.Gaussian.class, "gaussian")
            .name(Likelihood.UnitGaussian.class, "unitGaussian")
            .name(Likelihood.Bernoulli.class, "bernoulli")
            .name(Likelihood.Laplace.class, "laplace")
            .name(Likelihood.PerColumn.class, "perColumn");

    private SpecJson() {}

    /** The specification as a JSON object. */
    public static ObjectNode write(AutoencoderSpec spec) {
        return MAPPER.write(spec);
    }

    /**
     * The specification that a JSON object describes.
     *
     * @throws org.ae4j.AutoencoderException if a field is missing, unknown or out of range
     */
    public static AutoencoderSpec read(JsonNode json) {
        return MAPPER.read(json, AutoencoderSpec.class);
    }
}
