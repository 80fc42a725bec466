package org.ae4j.pretrain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.ae4j.spec.PartsMapper;
import org.ae4j.spec.SpecJson;

/**
 * How a model was fine-tuned, as its file keeps it: with the plan and the fingerprint of the rows, which are its
 * provenance's, and the head, which is its own, the run can be repeated; see {@link FineTuning#like}.
 *
 * @param pretrained whether the weights began as the encoder's, or else at random
 * @param recipe what was frozen, augmented and penalised
 * @param classWeights how much a row counted by its class
 * @param rowWeights {@link RowWeights#sha256} of how much each row counted; empty for 1 throughout
 * @param origin what the file says of weights, and of labels that were inferred; empty for nothing
 */
public record TuningRecord(
        boolean pretrained, TuningRecipe recipe, ClassWeights classWeights, String rowWeights, String origin) {
    private static final PartsMapper MAPPER = SpecJson.withCorruptions(new PartsMapper("tuning"))
            .part(Freeze.class)
            .name(Freeze.FirstBlocks.class, "firstBlocks")
            .name(Freeze.UpTo.class, "upTo")
            .name(Freeze.WithNormalization.class, "withNormalization")
            .name(Freeze.All.class, "all")
            .part(BlockRates.class)
            .name(BlockRates.Whole.class, "encoder")
            .name(BlockRates.Each.class, "each")
            .name(BlockRates.Falling.class, "falling")
            .part(ClassWeights.class)
            .name(ClassWeights.Balanced.class, "balanced")
            .name(ClassWeights.Given.class, "given");

    ObjectNode json() {
        return MAPPER.write(this);
    }

    /**
     * Reads what {@link #json} wrote.
     *
     * @throws org.ae4j.AutoencoderException if a field is missing, unknown or out of range
     */
    static TuningRecord read(JsonNode json) {
        return MAPPER.read(json, TuningRecord.class);
    }
}
