package org.ae4j.spec;

import java.util.ArrayList;
import java.util.List;
import org.ae4j.InvalidSpecException;
import org.ae4j.Suggestion;
import org.ae4j.data.Column;
import org.ae4j.data.Schema;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;

/**
 * What an autoencoder is: orthogonal parts that combine. Start from {@link Presets} and change what differs.
 *
 * @param preset the name of the preset that it began as, for listings
 * @param schema what a row consists of
 * @param scaling how raw numbers become what the network sees
 * @param architecture the hidden layers
 * @param layers what the hidden layers have in common
 * @param bottleneck the code
 * @param likelihood the decoder's output and loss; {@code byScaling} until {@link #resolved()}
 * @param corruption what training does to the scaled input and the network learns to undo
 * @param penalties what large weights and quick changes of the code cost
 * @param knowledge what is known beforehand
 * @param critic a second judge of what the decoder gives
 */
public record AutoencoderSpec(
        String preset,
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
    public AutoencoderSpec {
        requirePart("preset", preset);
        requirePart("schema", schema);
        requirePart("scaling", scaling);
        requirePart("architecture", architecture);
        requirePart("layers", layers);
        requirePart("bottleneck", bottleneck);
        requirePart("likelihood", likelihood);
        requirePart("corruption", corruption);
        requirePart("penalties", penalties);
        requirePart("knowledge", knowledge);
        requirePart("critic", critic);
        if (likelihood instanceof Likelihood.PerColumn mixed) {
            checkColumns(schema, mixed);
        }
        for (Column column : schema.columns()) {
            checkRange(column, scaling, forColumn(column, scaling, likelihood, bottleneck));
        }
        Combinations.check(
                schema,
                scaling,
                architecture,
                layers,
                bottleneck,
                likelihood,
                corruption,
                penalties,
                knowledge,
                critic);
    }

    /**
     * The plain autoencoder of a schema: everything else follows by withers.
     *
     * @param preset the name that it is listed under
     */
    static AutoencoderSpec plain(
            String preset,
            Schema schema,
            Scaling scaling,
            Architecture architecture,
            HiddenLayers layers,
            Bottleneck bottleneck) {
        return new AutoencoderSpec(
                preset,
                schema,
                scaling,
                architecture,
                layers,
                bottleneck,
                Likelihood.byScaling(),
                Corruption.none(),
                Penalties.none(),
                Knowledge.none(),
                Critic.none());
    }

    /** How many numbers the network takes and gives per row: numeric columns, and one for each category. */
    public int inputs() {
        return schema.inputs();
    }

    /** The likelihood of one numeric column, never {@code byScaling}. */
    public Likelihood likelihoodOf(Column column) {
        return forColumn(column, scaling, likelihood, bottleneck);
    }

    /** The same specification with {@code byScaling} replaced by what it stands for. */
    public AutoencoderSpec resolved() {
        if (likelihood instanceof Likelihood.PerColumn mixed) {
            return likelihood(new Likelihood.PerColumn(byScaling(mixed.others(), scaling), mixed.columns()));
        }
        return likelihood(byScaling(likelihood, scaling, bottleneck));
    }

    /** What is allowed and yet seldom meant, one sentence each. */
    public List<String> warnings() {
        var warnings = new ArrayList<String>();
        boolean isFree = bottleneck instanceof Bottleneck.Plain && corruption.isNone() && penalties.contractive() == 0;
        if (isFree && bottleneck.size() >= inputs()) {
            warnings.add(
                    "the code has %d numbers and the input %d: without a constraint the network may copy its input;"
                                    .formatted(bottleneck.size(), inputs())
                            + " choose a smaller code");
        }
        return warnings;
    }

    public AutoencoderSpec preset(String name) {
        Draft draft = new Draft(this);
        draft.preset = name;
        return draft.spec();
    }

    public AutoencoderSpec scaling(Scaling newScaling) {
        Draft draft = new Draft(this);
        draft.scaling = newScaling;
        return draft.spec();
    }

    public AutoencoderSpec architecture(Architecture newArchitecture) {
        Draft draft = new Draft(this);
        draft.architecture = newArchitecture;
        return draft.spec();
    }

    /** Dense hidden layers of these widths, mirrored in the decoder, in place of any others; tied if they were. */
    public AutoencoderSpec hidden(int... widths) {
        boolean tied = architecture instanceof Architecture.Dense dense && dense.tied();
        return architecture(Architecture.dense(widths).tied(tied));
    }

    /** Convolutions of these numbers of filters, mirrored in the decoder, in place of any other layers. */
    public AutoencoderSpec filters(int... counts) {
        Architecture.Convolutional fresh = Architecture.convolutional(counts);
        return architecture(
                architecture instanceof Architecture.Convolutional old
                        ? fresh.kernel(old.kernel()).pooling(old.pooling())
                        : fresh);
    }

    public AutoencoderSpec layers(HiddenLayers newLayers) {
        Draft draft = new Draft(this);
        draft.layers = newLayers;
        return draft.spec();
    }

    public AutoencoderSpec activation(Activation activation) {
        return layers(layers.activation(activation));
    }

    public AutoencoderSpec weightInit(WeightInit weightInit) {
        return layers(layers.weightInit(weightInit));
    }

    /** The probability of dropping a hidden unit in training, in [0, 1). */
    public AutoencoderSpec dropout(double probability) {
        return layers(layers.dropout(probability));
    }

    public AutoencoderSpec batchNorm(boolean on) {
        return layers(layers.batchNorm(on));
    }

    public AutoencoderSpec bottleneck(Bottleneck newBottleneck) {
        Draft draft = new Draft(this);
        draft.bottleneck = newBottleneck;
        return draft.spec();
    }

    /** The same bottleneck with this many numbers, or vectors where it is quantised. */
    public AutoencoderSpec code(int size) {
        return bottleneck(bottleneck.size(size));
    }

    public AutoencoderSpec likelihood(Likelihood newLikelihood) {
        Draft draft = new Draft(this);
        draft.likelihood = newLikelihood;
        return draft.spec();
    }

    public AutoencoderSpec corruption(Corruption newCorruption) {
        Draft draft = new Draft(this);
        draft.corruption = newCorruption;
        return draft.spec();
    }

    public AutoencoderSpec penalties(Penalties newPenalties) {
        Draft draft = new Draft(this);
        draft.penalties = newPenalties;
        return draft.spec();
    }

    public AutoencoderSpec l1(double weight) {
        return penalties(penalties.l1(weight));
    }

    public AutoencoderSpec l2(double weight) {
        return penalties(penalties.l2(weight));
    }

    public AutoencoderSpec weightDecay(double rate) {
        return penalties(penalties.weightDecay(rate));
    }

    public AutoencoderSpec contractive(double weight) {
        return penalties(penalties.contractive(weight));
    }

    public AutoencoderSpec maxNorm(double norm) {
        return penalties(penalties.maxNorm(norm));
    }

    public AutoencoderSpec knowledge(Knowledge newKnowledge) {
        Draft draft = new Draft(this);
        draft.knowledge = newKnowledge;
        return draft.spec();
    }

    public AutoencoderSpec critic(Critic newCritic) {
        Draft draft = new Draft(this);
        draft.critic = newCritic;
        return draft.spec();
    }

    /** The parts while one of them changes. */
    private static final class Draft {
        private String preset;
        private final Schema schema;
        private Scaling scaling;
        private Architecture architecture;
        private HiddenLayers layers;
        private Bottleneck bottleneck;
        private Likelihood likelihood;
        private Corruption corruption;
        private Penalties penalties;
        private Knowledge knowledge;
        private Critic critic;

        Draft(AutoencoderSpec spec) {
            preset = spec.preset;
            schema = spec.schema;
            scaling = spec.scaling;
            architecture = spec.architecture;
            layers = spec.layers;
            bottleneck = spec.bottleneck;
            likelihood = spec.likelihood;
            corruption = spec.corruption;
            penalties = spec.penalties;
            knowledge = spec.knowledge;
            critic = spec.critic;
        }

        AutoencoderSpec spec() {
            return new AutoencoderSpec(
                    preset,
                    schema,
                    scaling,
                    architecture,
                    layers,
                    bottleneck,
                    likelihood,
                    corruption,
                    penalties,
                    knowledge,
                    critic);
        }
    }

    private static Likelihood forColumn(Column column, Scaling scaling, Likelihood likelihood, Bottleneck bottleneck) {
        if (likelihood instanceof Likelihood.PerColumn mixed) {
            return byScaling(mixed.columns().getOrDefault(column.name(), mixed.others()), scaling);
        }
        return byScaling(likelihood, scaling, bottleneck);
    }

    /** A variational code is weighed against the likelihood, so that the error's size must be right. */
    private static Likelihood byScaling(Likelihood likelihood, Scaling scaling, Bottleneck bottleneck) {
        if (likelihood instanceof Likelihood.ByScaling && bottleneck instanceof Bottleneck.Variational) {
            return scaling.isUnit()
                    ? Likelihood.bernoulli()
                    : Likelihood.gaussian().learnedSigma();
        }
        return byScaling(likelihood, scaling);
    }

    private static Likelihood byScaling(Likelihood likelihood, Scaling scaling) {
        if (likelihood instanceof Likelihood.ByScaling) {
            return scaling.isUnit() ? Likelihood.unitGaussian() : Likelihood.gaussian();
        }
        return likelihood;
    }

    private static void checkColumns(Schema schema, Likelihood.PerColumn mixed) {
        List<String> numeric = schema.columns().stream()
                .filter(column -> !column.isCategorical())
                .map(Column::name)
                .toList();
        for (String name : mixed.columns().keySet()) {
            if (!numeric.contains(name)) {
                throw new InvalidSpecException("a likelihood names '" + name + "', which is no numeric column"
                        + Suggestion.forUnknown(name, numeric));
            }
        }
    }

    private static void checkRange(Column column, Scaling scaling, Likelihood likelihood) {
        if (!column.isCategorical() && likelihood.needsUnitInterval() && scaling instanceof Scaling.Standard) {
            throw new InvalidSpecException("a sigmoid output cannot reach standardised data (column '" + column.name()
                    + "'): use the gaussian likelihood, or scale with minMax or divide");
        }
    }

    private static void requirePart(String name, Object part) {
        if (part == null) {
            throw new InvalidSpecException("the specification has no " + name);
        }
    }
}
