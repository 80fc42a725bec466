package org.ae4j.spec;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.ae4j.AutoencoderException;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.ImageSchema;
import org.ae4j.data.Schema;
import org.ae4j.data.TableSchema;

/**
 * A specification as JSON and back. Sealed parts carry a {@code "type"} from a fixed list of names, so that no text can
 * name a class; unknown and missing fields are refused.
 */
public final class SpecJson {
    private static final ObjectMapper MAPPER = mapper();

    private SpecJson() {}

    /** How parts are told apart. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    private interface Typed {}

    /** The specification as a JSON object. */
    public static ObjectNode write(AutoencoderSpec spec) {
        return MAPPER.valueToTree(spec);
    }

    /**
     * The specification that a JSON object describes.
     *
     * @throws AutoencoderException if a field is missing, unknown or out of range
     */
    public static AutoencoderSpec read(JsonNode json) {
        try {
            return MAPPER.treeToValue(json, AutoencoderSpec.class);
        } catch (JsonProcessingException e) {
            if (e.getCause() instanceof AutoencoderException cause) {
                throw cause;
            }
            throw new InvalidSpecException("specification" + path(e) + ": " + e.getOriginalMessage(), e);
        }
    }

    private static String path(JsonProcessingException e) {
        return e instanceof JsonMappingException mapping ? " " + mapping.getPathReference() : "";
    }

    private static ObjectMapper mapper() {
        var mapper = new ObjectMapper()
                .setVisibility(PropertyAccessor.ALL, Visibility.NONE)
                .setVisibility(PropertyAccessor.FIELD, Visibility.ANY)
                .setVisibility(PropertyAccessor.CREATOR, Visibility.ANY)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
        for (Class<?> part :
                new Class<?>[] {Schema.class, Scaling.class, Architecture.class, Bottleneck.class, Likelihood.class}) {
            mapper.addMixIn(part, Typed.class);
        }
        mapper.registerSubtypes(
                new NamedType(TableSchema.class, "table"),
                new NamedType(ImageSchema.class, "image"),
                new NamedType(Scaling.None.class, "none"),
                new NamedType(Scaling.Standard.class, "standard"),
                new NamedType(Scaling.MinMax.class, "minMax"),
                new NamedType(Scaling.Divide.class, "divide"),
                new NamedType(Architecture.Dense.class, "dense"),
                new NamedType(Bottleneck.Plain.class, "plain"),
                new NamedType(Likelihood.ByScaling.class, "byScaling"),
                new NamedType(Likelihood.Gaussian.class, "gaussian"),
                new NamedType(Likelihood.UnitGaussian.class, "unitGaussian"),
                new NamedType(Likelihood.Bernoulli.class, "bernoulli"),
                new NamedType(Likelihood.Laplace.class, "laplace"),
                new NamedType(Likelihood.PerColumn.class, "perColumn"));
        return mapper;
    }
}
