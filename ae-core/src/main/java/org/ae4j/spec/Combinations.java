package org.ae4j.spec;

import java.util.List;
import org.ae4j.InvalidSpecException;
import org.ae4j.Suggestion;
import org.ae4j.data.Column;
import org.ae4j.data.ImageSchema;
import org.ae4j.data.Schema;

/** Parts that cannot work together, refused with the reason. */
final class Combinations {
    private Combinations() {}

    static void check(
            Schema schema,
            Scaling scaling,
            Architecture architecture,
            HiddenLayers layers,
            Bottleneck bottleneck,
            Likelihood likelihood,
            Corruption corruption,
            Penalties penalties,
            Knowledge knowledge,
            Critic critic) {
        ArchitectureFit.check(schema, architecture, layers, penalties, knowledge);
        if (schema.isVariable() && !critic.isNone()) {
            throw new InvalidSpecException(
                    "a critic sees whole rows and would tell short sequences by their end, found " + schema.describe()
                            + ": leave out the critic, or take sequences of one length");
        }
        if (architecture instanceof Architecture.Dense dense && dense.tied()) {
            checkTied(bottleneck, knowledge);
        }
        if (architecture instanceof Architecture.Own own) {
            checkStyle(layers);
            own.checkWidths(schema.inputs(), bottleneck.size(), knowledge.told());
        }
        if (penalties.contractive() > 0) {
            checkContractive(architecture, layers, bottleneck);
        }
        boolean hasCategories = schema.columns().stream().anyMatch(Column::isCategorical);
        if (corruption.hidesTarget() && !(schema instanceof ImageSchema) && hasCategories) {
            throw new InvalidSpecException("patches hide neighbouring numbers and would cut the one-hot numbers of a"
                    + " categorical column apart: use masking");
        }
        if (corruption.movesPixels()) {
            checkAffine(schema, scaling);
        }
        if (likelihood instanceof Likelihood.LearnedGaussian
                && schema.columns().stream().allMatch(Column::isCategorical)) {
            throw new InvalidSpecException("a gaussian with a learned sigma needs a numeric column, and there is none");
        }
        checkWeights(schema, knowledge);
    }

    private static void checkAffine(Schema schema, Scaling scaling) {
        if (!(schema instanceof ImageSchema)) {
            throw new InvalidSpecException("an affine corruption moves the pixels of images, and these are "
                    + schema.describe() + ": use masking or gaussian");
        }
        if (!(scaling instanceof Scaling.None || scaling instanceof Scaling.Divide)) {
            throw new InvalidSpecException(
                    "an affine corruption moves pixels to places where others were scaled by numbers of"
                            + " their own: scale all alike, by Scaling.divide(255)");
        }
    }

    private static void checkTied(Bottleneck bottleneck, Knowledge knowledge) {
        if (bottleneck instanceof Bottleneck.Variational) {
            throw new InvalidSpecException("tied weights need as many numbers in front of the code as behind it, and a"
                    + " variational code comes from twice as many: leave the decoder untied");
        }
        if (knowledge.conditional()) {
            throw new InvalidSpecException(
                    "tied weights need a decoder that takes the code alone, and a class-conditional"
                            + " one takes the class as well: leave the decoder untied");
        }
    }

    private static void checkStyle(HiddenLayers layers) {
        if (layers.dropout() > 0 || layers.batchNorm()) {
            throw new InvalidSpecException("own configurations hold their dropout and batch normalisation themselves:"
                    + " leave both out of the specification, .dropout(0).batchNorm(false)");
        }
    }

    private static void checkContractive(Architecture architecture, HiddenLayers layers, Bottleneck bottleneck) {
        boolean isOwnNoisy = architecture instanceof Architecture.Own own
                && own.encoderLayers().stream().anyMatch(OwnLayer::isNoisy);
        if (layers.dropout() > 0 || layers.batchNorm() || isOwnNoisy) {
            throw new InvalidSpecException("the contractive penalty needs a code that depends on its own row alone:"
                    + " leave out dropout and batch normalisation");
        }
        if (bottleneck instanceof Bottleneck.Variational || bottleneck instanceof Bottleneck.VectorQuantized) {
            throw new InvalidSpecException("the contractive penalty is one on a code that follows the input smoothly:"
                    + " a variational one is held by its divergence, a vector-quantised one has steps; choose a plain,"
                    + " sparse, k-sparse, adversarial or Wasserstein code");
        }
    }

    private static void checkWeights(Schema schema, Knowledge knowledge) {
        List<String> names = knowledge.featureWeights().isEmpty()
                ? List.of()
                : schema.columns().stream().map(Column::name).toList();
        for (String name : knowledge.featureWeights().keySet()) {
            if (!names.contains(name)) {
                throw new InvalidSpecException("a feature weight names '" + name + "', which is no column"
                        + Suggestion.forUnknown(name, names));
            }
        }
    }
}
