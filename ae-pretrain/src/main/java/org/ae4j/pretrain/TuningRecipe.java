package org.ae4j.pretrain;

import org.ae4j.InvalidSpecException;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Corruption;
import org.ae4j.spec.Penalties;

/**
 * How a pretrained encoder is trained further, whatever its head learns.
 *
 * @param freeze what is left as it is, default nothing
 * @param augmentation what happens to each row anew in each epoch, default nothing; it must leave the label right:
 *     affine, gaussian or masking, or a chain of them
 * @param rates factors on the learning rate by block, default 1
 * @param unfreezing when the rest is thawed, default after half of the epochs
 * @param penalties on the weights that are trained, L1, L2 and weight decay, default the encoder's own
 */
public record TuningRecipe(
        Freeze freeze, Corruption augmentation, BlockRates rates, Unfreezing unfreezing, Penalties penalties) {
    public TuningRecipe {
        if (augmentation.hidesTarget() || mayRuin(augmentation)) {
            throw new InvalidSpecException(
                    "augmentation leaves the label right: take affine, gaussian or masking, found " + augmentation);
        }
        if (penalties.contractive() > 0 || penalties.maxNorm() > 0) {
            throw new InvalidSpecException(
                    "fine-tuning knows the penalties l1, l2 and weight decay alone, found " + penalties);
        }
    }

    /** The defaults for an encoder; what its pretraining alone knows is left out. */
    static TuningRecipe of(AutoencoderSpec spec) {
        Penalties onWeights = spec.penalties().contractive(0).maxNorm(0);
        return new TuningRecipe(Freeze.none(), Corruption.none(), BlockRates.same(), Unfreezing.defaults(), onWeights);
    }

    TuningRecipe freeze(Freeze newFreeze) {
        return new TuningRecipe(newFreeze, augmentation, rates, unfreezing, penalties);
    }

    TuningRecipe augment(Corruption newAugmentation) {
        return new TuningRecipe(freeze, newAugmentation, rates, unfreezing, penalties);
    }

    TuningRecipe rates(BlockRates newRates) {
        return new TuningRecipe(freeze, augmentation, newRates, unfreezing, penalties);
    }

    TuningRecipe unfreezing(Unfreezing newUnfreezing) {
        return new TuningRecipe(freeze, augmentation, rates, newUnfreezing, penalties);
    }

    TuningRecipe penalties(Penalties newPenalties) {
        return new TuningRecipe(freeze, augmentation, rates, unfreezing, newPenalties);
    }

    /** The same for weights that begin at random: nothing of theirs is worth keeping. */
    TuningRecipe fromScratch() {
        return freeze(Freeze.none()).rates(BlockRates.same()).unfreezing(Unfreezing.atOnce());
    }

    private static boolean mayRuin(Corruption augmentation) {
        return augmentation instanceof Corruption.Chain chain
                ? chain.parts().stream().anyMatch(TuningRecipe::mayRuin)
                : augmentation instanceof Corruption.SaltAndPepper;
    }
}
