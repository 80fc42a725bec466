package org.ae4j.spec;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.ae4j.AutoencoderException;
import org.ae4j.InvalidSpecException;

/**
 * Records of sealed parts as JSON and back. A part carries a {@code "type"} from a fixed list of names, so that no text
 * can name a class; unknown and missing fields are refused.
 */
public final class PartsMapper {
    private final ObjectMapper mapper = new ObjectMapper()
            .setVisibility(PropertyAccessor.ALL, Visibility.NONE)
            .setVisibility(PropertyAccessor.FIELD, Visibility.ANY)
            .setVisibility(PropertyAccessor.CREATOR, Visibility.ANY)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
    private final String what;

    /**
     * A mapper that knows no part yet.
     *
     * @param what is mapped, for messages
     */
    public PartsMapper(String what) {
        this.what = what;
    }

    /** How parts are told apart. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    private interface Typed {}

    /** Maps a sealed interface; its kinds are named by {@link #name}. */
    public PartsMapper part(Class<?> sealed) {
        mapper.addMixIn(sealed, Typed.class);
        return this;
    }

    /** The {@code "type"} of one kind of part. */
    public PartsMapper name(Class<?> kind, String name) {
        mapper.registerSubtypes(new NamedType(kind, name));
        return this;
    }

    /** Maps what is no record by code of its own. */
    public PartsMapper module(Module module) {
        mapper.registerModule(module);
        return this;
    }

    /** A record as a JSON object. */
    public ObjectNode write(Object value) {
        return mapper.valueToTree(value);
    }

    /**
     * The record that a JSON object describes.
     *
     * @throws AutoencoderException if a field is missing, unknown or out of range
     */
    public <T> T read(JsonNode json, Class<T> type) {
        try {
            return mapper.treeToValue(json, type);
        } catch (JsonProcessingException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof AutoencoderException ours) {
                    throw ours;
                }
            }
            throw new InvalidSpecException(what + path(e) + ": " + e.getOriginalMessage(), e);
        }
    }

    /** Where in the JSON, such as {@code .layers.dropout}. */
    private static String path(JsonProcessingException e) {
        var path = new StringBuilder();
        if (e instanceof JsonMappingException mapping) {
            mapping.getPath()
                    .forEach(step -> path.append(
                            step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName()));
        }
        return path.toString();
    }
}
