package org.ae4j.pretrain.compare;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalDouble;
import org.ae4j.file.Json;

/** Effects for programs. */
public final class EffectJson {
    private EffectJson() {}

    /** {@code measure}, {@code seeds}, {@code baseline} and {@code effects}. */
    public static ObjectNode write(Effects effects) {
        ObjectNode json = Json.object();
        json.put("measure", effects.measure().name());
        effects.seeds().forEach(json.putArray("seeds")::add);
        json.set("baseline", outcome(effects.baseline()));
        ArrayNode all = json.putArray("effects");
        for (Effect effect : effects.effects()) {
            ObjectNode one = outcome(effect.outcome());
            put(one, "change", effect.change());
            put(one, "low", effect.low());
            put(one, "high", effect.high());
            put(one, "p", effect.p());
            one.put("evidence", effect.evidence().words());
            all.add(one);
        }
        return json;
    }

    private static ObjectNode outcome(Outcome outcome) {
        ObjectNode json = Json.object();
        json.put("name", outcome.name());
        put(json, "mean", outcome.mean());
        ArrayNode figures = json.putArray("figures");
        outcome.figures().forEach(figure -> {
            if (figure.isPresent()) {
                figures.add(figure.getAsDouble());
            } else {
                figures.addNull();
            }
        });
        return json;
    }

    private static void put(ObjectNode json, String name, OptionalDouble value) {
        if (value.isPresent()) {
            json.put(name, value.getAsDouble());
        } else {
            json.putNull(name);
        }
    }
}
