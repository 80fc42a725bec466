package org.ae4j.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.ae4j.AutoencoderException;
import org.ae4j.InvalidSpecException;
import org.ae4j.Suggestion;
import org.ae4j.file.Json;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.SpecJson;
import org.ae4j.train.PlanJson;
import org.ae4j.train.TrainingPlan;

/** What {@code --config} says of a specification and a plan: each whole or in part, merged over defaults. */
final class Configuration {
    private static final String SPEC = "spec";
    private static final String PLAN = "plan";
    private static final String SCHEMA = "schema";
    private static final String PRESET = "preset";
    private static final String TYPE = "type";

    private final ObjectNode spec;
    private final ObjectNode plan;

    private Configuration(ObjectNode spec, ObjectNode plan) {
        this.spec = spec;
        this.plan = plan;
    }

    /** Nothing but defaults. */
    static Configuration none() {
        return new Configuration(Json.object(), Json.object());
    }

    /**
     * Reads {@code {"spec": {…}, "plan": {…}}}, or all that {@code ae info --json} prints.
     *
     * @throws WrongInput if the file cannot be read, is no JSON object, or has keys that no model's description has
     */
    static Configuration read(Path file) {
        try {
            ObjectNode json = Json.parseObject(Files.readString(file), file.toString());
            json.fieldNames().forEachRemaining(name -> {
                if (!InfoCommand.KEYS.contains(name) && !InfoCommand.MORE_KEYS.contains(name)) {
                    throw new WrongInput(
                            file + " has a key '" + name + "'" + Suggestion.forUnknown(name, InfoCommand.KEYS));
                }
            });
            return new Configuration(part(json, SPEC, file), part(json, PLAN, file));
        } catch (CharacterCodingException e) {
            throw new WrongInput(file + " is not UTF-8 text", e);
        } catch (IOException e) {
            throw new WrongInput(
                    Files.exists(file) ? file + " cannot be read: " + e.getMessage() : file + " does not exist", e);
        } catch (WrongInput e) {
            throw e;
        } catch (AutoencoderException e) {
            throw new WrongInput(e.getMessage(), e);
        }
    }

    private static ObjectNode part(ObjectNode json, String name, Path file) {
        JsonNode part = json.path(name);
        if (part.isMissingNode()) {
            return Json.object();
        }
        if (part instanceof ObjectNode object) {
            return object;
        }
        throw new WrongInput("%s: '%s' is %s, expected an object".formatted(file, name, part));
    }

    boolean hasSpec() {
        return !spec.isEmpty();
    }

    /** The preset that the specification names. */
    Optional<String> preset() {
        return Optional.ofNullable(spec.path(PRESET).textValue());
    }

    /** The specification over these defaults, with the schema that they have. */
    AutoencoderSpec spec(AutoencoderSpec defaults) {
        ObjectNode over = spec.deepCopy();
        over.remove(SCHEMA);
        over.put(PRESET, defaults.preset());
        return SpecJson.read(merged(SpecJson.write(defaults), over));
    }

    /**
     * The plan over these defaults; epochs without a least number of steps are meant exactly.
     *
     * @throws InvalidSpecException if a key is unknown or a value out of range
     */
    TrainingPlan plan(TrainingPlan defaults) {
        ObjectNode over = plan.deepCopy();
        if (over.has("epochs") && !over.has("minSteps")) {
            over.put("minSteps", 0);
        }
        return PlanJson.read(merged(PlanJson.write(defaults), over));
    }

    /** A part of another type replaces the one below it whole: its numbers mean something else. */
    private static ObjectNode merged(ObjectNode base, ObjectNode over) {
        if (over.has(TYPE) && !over.get(TYPE).equals(base.get(TYPE))) {
            return over.deepCopy();
        }
        ObjectNode merged = base.deepCopy();
        over.properties().forEach(field -> {
            boolean bothObjects =
                    field.getValue() instanceof ObjectNode && merged.get(field.getKey()) instanceof ObjectNode;
            merged.set(
                    field.getKey(),
                    bothObjects
                            ? merged((ObjectNode) merged.get(field.getKey()), (ObjectNode) field.getValue())
                            : field.getValue());
        });
        return merged;
    }
}
