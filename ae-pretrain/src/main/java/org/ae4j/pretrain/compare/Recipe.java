package org.ae4j.pretrain.compare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.ae4j.Sha256;
import org.ae4j.data.Parts;
import org.ae4j.file.Json;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.SpecJson;
import org.ae4j.train.PlanJson;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;

/**
 * What a run trains.
 *
 * @param spec what the autoencoder is; of a start that of its model
 * @param plan how it is trained; its seed and threads are those of the run
 * @param start a model to train on from, open as long as runs last; empty for random weights
 */
public record Recipe(AutoencoderSpec spec, TrainingPlan plan, Optional<Autoencoder> start) {
    public Recipe {
        spec = spec.resolved();
    }

    /** Training from random weights. */
    public static Recipe of(AutoencoderSpec spec, TrainingPlan plan) {
        return new Recipe(spec, plan, Optional.empty());
    }

    /** Training on from a model, which keeps its specification and scaling: a pretrained start. */
    public static Recipe from(Autoencoder start, TrainingPlan plan) {
        return new Recipe(start.spec(), plan, Optional.of(start));
    }

    public Recipe plan(TrainingPlan newPlan) {
        return new Recipe(spec, newPlan, start);
    }

    /** The run of a seed, on one thread, so that runs stand side by side and give the same weights each time. */
    Recipe run(long seed) {
        return plan(plan.seed(seed).threads(1).referenceCodes(0));
    }

    /** What trains it as the plan says. */
    Trainer trainer() {
        return start.map(model -> Trainer.continuing(model, plan)).orElseGet(() -> Trainer.of(spec, plan));
    }

    /** The model that the plan's seed gives; validation rows serve plans with patience and restarts. */
    Autoencoder train(Trainer trainer, Parts parts) {
        return trainer.fit(
                        parts.train(),
                        plan.needsValidation()
                                ? parts.validation()
                                : parts.train().select())
                .model();
    }

    /** All that decides the weights but the rows. */
    ObjectNode json() {
        ObjectNode json = Json.object();
        json.set("spec", SpecJson.write(spec));
        json.set("plan", PlanJson.write(plan));
        start.ifPresent(model -> json.put("start", hash(model)));
        return json;
    }

    private static String hash(Autoencoder model) {
        float[] parameters = model.parameters();
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(parameters.length, Float.BYTES));
        bytes.asFloatBuffer().put(parameters);
        return Sha256.hex(bytes.array());
    }
}
