package org.ae4j.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.ae4j.data.ImageSchema;
import org.ae4j.data.Schema;
import org.ae4j.data.SequenceSchema;
import org.ae4j.data.TableSchema;

/** A specification as JSON and back, see {@link PartsMapper}. */
public final class SpecJson {
    private static final PartsMapper MAPPER = withCorruptions(new PartsMapper("specification"))
            .part(Schema.class)
            .name(TableSchema.class, "table")
            .name(ImageSchema.class, "image")
            .name(SequenceSchema.class, "sequence")
            .part(Scaling.class)
            .name(Scaling.None.class, "none")
            .name(Scaling.Standard.class, "standard")
            .name(Scaling.MinMax.class, "minMax")
            .name(Scaling.Divide.class, "divide")
            .part(Architecture.class)
            .name(Architecture.Dense.class, "dense")
            .name(Architecture.Convolutional.class, "convolutional")
            .name(Architecture.Recurrent.class, "recurrent")
            .name(Architecture.Own.class, "own")
            .part(Bottleneck.class)
            .name(Bottleneck.Plain.class, "plain")
            .name(Bottleneck.Sparse.class, "sparse")
            .name(Bottleneck.KSparse.class, "kSparse")
            .name(Bottleneck.Variational.class, "variational")
            .name(Bottleneck.VectorQuantized.class, "vectorQuantized")
            .name(Bottleneck.Adversarial.class, "adversarial")
            .name(Bottleneck.Wasserstein.class, "wasserstein")
            .part(Prior.class)
            .name(Prior.Gaussian.class, "gaussian")
            .name(Prior.Mixture.class, "mixture")
            .part(Likelihood.class)
            .name(Likelihood.ByScaling.class, "byScaling")
            .name(Likelihood.Gaussian.class, "gaussian")
            .name(Likelihood.LearnedGaussian.class, "learnedGaussian")
            .name(Likelihood.UnitGaussian.class, "unitGaussian")
            .name(Likelihood.Bernoulli.class, "bernoulli")
            .name(Likelihood.Laplace.class, "laplace")
            .name(Likelihood.PerColumn.class, "perColumn");

    private SpecJson() {}

    /** Adds the kinds of corruption to what a mapper knows. */
    public static PartsMapper withCorruptions(PartsMapper mapper) {
        return mapper.part(Corruption.class)
                .name(Corruption.None.class, "none")
                .name(Corruption.Masking.class, "masking")
                .name(Corruption.Gaussian.class, "gaussian")
                .name(Corruption.SaltAndPepper.class, "saltAndPepper")
                .name(Corruption.Patches.class, "patches")
                .name(Corruption.Affine.class, "affine")
                .name(Corruption.Chain.class, "chain");
    }

    /** The specification as a JSON object. */
    public static ObjectNode write(AutoencoderSpec spec) {
        return MAPPER.write(spec);
    }

    /**
     * The specification that a JSON object describes.
     *
     * @throws org.ae4j.AutoencoderException if a field is missing, except for those that the first files did not have, or is
     *     unknown or out of range
     */
    public static AutoencoderSpec read(JsonNode json) {
        return MAPPER.read(
                json instanceof ObjectNode object ? withNewParts(object.deepCopy()) : json, AutoencoderSpec.class);
    }

    /** Specifications of the first files lack the parts that came later: they had none. */
    private static ObjectNode withNewParts(ObjectNode spec) {
        fill(spec, "knowledge", MAPPER.write(Knowledge.none()));
        fill(spec, "critic", MAPPER.write(Critic.none()));
        if (spec.path("architecture") instanceof ObjectNode architecture
                && architecture.path("type").asText().equals("dense")) {
            fill(architecture, "tied", spec.booleanNode(false));
        }
        if (spec.path("penalties") instanceof ObjectNode penalties) {
            fill(penalties, "contractive", spec.numberNode(0.0));
            fill(penalties, "maxNorm", spec.numberNode(0.0));
        }
        return spec;
    }

    private static void fill(ObjectNode object, String name, JsonNode value) {
        if (!object.has(name)) {
            object.set(name, value);
        }
    }
}
