package org.ae4j.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.stream.StreamSupport;
import org.ae4j.file.Json;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.SpecJson;

/**
 * What a model is beside its weights: the part that the manifests of all model files have in common.
 *
 * @param spec what was trained
 * @param scaling fitted to the training rows
 * @param provenance where the weights come from
 */
public record FittedSpec(AutoencoderSpec spec, FittedScaling scaling, Provenance provenance) {
    /** The keys {@code spec}, {@code scaling} and {@code provenance} of a manifest. */
    public ObjectNode json() {
        ObjectNode manifest = Json.object();
        manifest.set("spec", SpecJson.write(spec));
        ObjectNode numbers = manifest.putObject("scaling");
        for (double offset : scaling.offsets()) {
            numbers.withArray("offset").add(offset);
        }
        for (double scale : scaling.scales()) {
            numbers.withArray("scale").add(scale);
        }
        if (!Arrays.equals(scaling.fills(), scaling.offsets())) {
            for (double fill : scaling.fills()) {
                numbers.withArray("fill").add(fill);
            }
        }
        manifest.putObject("provenance")
                .put("data", provenance.data())
                .put("rows", provenance.rows())
                .put("engine", provenance.engine())
                .put("continuedFrom", provenance.continuedFrom())
                .set("plan", Json.parse(provenance.plan(), "plan"));
        return manifest;
    }

    /**
     * What {@link #json} wrote.
     *
     * @throws org.ae4j.AutoencoderException if the specification or the scaling is none
     */
    public static FittedSpec read(ObjectNode manifest) {
        AutoencoderSpec spec = SpecJson.read(manifest.path("spec"));
        JsonNode numbers = manifest.path("scaling");
        double[] offset = numbers(numbers, "offset");
        double[] fill = numbers.has("fill") ? numbers(numbers, "fill") : offset; // left out where they are the same
        var scaling = FittedScaling.of(spec.schema(), offset, numbers(numbers, "scale"), fill);
        return new FittedSpec(spec, scaling, provenance(manifest.path("provenance")));
    }

    private static double[] numbers(JsonNode scaling, String name) {
        return StreamSupport.stream(scaling.path(name).spliterator(), false)
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
    }

    private static Provenance provenance(JsonNode json) {
        return new Provenance(
                json.path("data").asText(),
                json.path("rows").asInt(),
                Json.write(json.path("plan")),
                json.path("engine").asText(),
                json.path("continuedFrom").asText());
    }
}
