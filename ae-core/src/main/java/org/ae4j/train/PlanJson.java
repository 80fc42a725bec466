package org.ae4j.train;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.ae4j.engine.EngineChoice;
import org.ae4j.spec.PartsMapper;
import org.nd4j.linalg.learning.config.IUpdater;

/** A training plan as JSON and back, see {@link PartsMapper}. */
public final class PlanJson {
    /** Fields that plans of older files lack; they were written when there was nothing but today's default. */
    private static final List<String> LATER = List.of("engine", "perturbation", "restarts", "pretraining");

    private static final PartsMapper MAPPER = new PartsMapper("training plan")
            .module(updaters())
            .module(engines())
            .part(Schedule.class)
            .name(Schedule.Constant.class, "constant")
            .name(Schedule.OneCycle.class, "oneCycle")
            .name(Schedule.Cosine.class, "cosine")
            .name(Schedule.Step.class, "step")
            .name(Schedule.Exponential.class, "exponential")
            .name(Schedule.ReduceOnPlateau.class, "reduceOnPlateau")
            .name(Schedule.WarmUp.class, "warmUp")
            .part(Clipping.class)
            .name(Clipping.None.class, "none")
            .name(Clipping.ByValue.class, "byValue")
            .name(Clipping.ByNorm.class, "byNorm");

    private PlanJson() {}

    /** The plan as a JSON object. */
    public static ObjectNode write(TrainingPlan plan) {
        return MAPPER.write(plan);
    }

    /**
     * The plan that a JSON object describes.
     *
     * @throws org.ae4j.AutoencoderException if a field is missing that the first files had, or is unknown or out of range
     */
    public static TrainingPlan read(JsonNode json) {
        JsonNode whole = json instanceof ObjectNode plan ? completed(plan) : json;
        return MAPPER.read(whole, TrainingPlan.class);
    }

    private static ObjectNode completed(ObjectNode plan) {
        ObjectNode whole = plan.deepCopy();
        ObjectNode defaults = write(TrainingPlan.defaults());
        LATER.stream().filter(name -> !plan.has(name)).forEach(name -> whole.set(name, defaults.get(name)));
        return whole;
    }

    private static SimpleModule engines() {
        return new SimpleModule("engines")
                .addSerializer(EngineChoice.class, new JsonSerializer<>() {
                    @Override
                    public void serialize(EngineChoice engine, JsonGenerator out, SerializerProvider provider)
                            throws IOException {
                        out.writeString(engine.label());
                    }
                })
                .addDeserializer(EngineChoice.class, new JsonDeserializer<>() {
                    @Override
                    public EngineChoice deserialize(JsonParser in, DeserializationContext context) throws IOException {
                        return EngineChoice.named(in.getText());
                    }
                });
    }

    private static SimpleModule updaters() {
        return new SimpleModule("updaters")
                .addSerializer(IUpdater.class, new JsonSerializer<>() {
                    @Override
                    public void serialize(IUpdater updater, JsonGenerator out, SerializerProvider provider)
                            throws IOException {
                        out.writeTree(Updaters.write(updater));
                    }
                })
                .addDeserializer(IUpdater.class, new JsonDeserializer<>() {
                    @Override
                    public IUpdater deserialize(JsonParser in, DeserializationContext context) throws IOException {
                        return Updaters.read(in.readValueAsTree());
                    }
                });
    }
}
