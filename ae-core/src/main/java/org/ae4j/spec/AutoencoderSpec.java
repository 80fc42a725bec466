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
 * @param architecture the hidden layers' widths
 * @param layers what the hidden layers have in common
 * @param bottleneck the code
 * @param likelihood the decoder's output and loss; {@code byScaling} until {@link #resolved()}
 * @param corruption what training does to the scaled input and the network learns to undo
 * @param penalties what large weights cost
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
        Penalties penalties) {
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
        if (likelihood instanceof Likelihood.PerColumn mixed) {
            checkColumns(schema, mixed);
        }
        for (Column column : schema.columns()) {
            checkRange(column, scaling, forColumn(column, scaling, likelihood));
        }
    }

    /** How many numbers the network takes and gives per row: numeric columns, and one for each category. */
    public int inputs() {
        return schema.columns().stream()
                .mapToInt(column -> Math.max(1, column.categories().size()))
                .sum();
    }

    /** The likelihood of one numeric column, never {@code byScaling}. */
    public Likelihood likelihoodOf(Column column) {
        return forColumn(column, scaling, likelihood);
    }

    /** The same specification with {@code byScaling} replaced by what it stands for. */
    public AutoencoderSpec resolved() {
        if (likelihood instanceof Likelihood.PerColumn mixed) {
            return likelihood(new Likelihood.PerColumn(byScaling(mixed.others(), scaling), mixed.columns()));
        }
        return likelihood(byScaling(likelihood, scaling));
    }

    /** What is allowed and yet seldom meant, one sentence each. */
    public List<String> warnings() {
        var warnings = new ArrayList<String>();
        if (bottleneck.size() >= inputs() && corruption.isNone()) {
            warnings.add(
                    "the code has %d numbers and the input %d: without a constraint the network may copy its input;"
                                    .formatted(bottleneck.size(), inputs())
                            + " choose a smaller code");
        }
        return warnings;
    }

    public AutoencoderSpec scaling(Scaling newScaling) {
        return new AutoencoderSpec(
                preset, schema, newScaling, architecture, layers, bottleneck, likelihood, corruption, penalties);
    }

    public AutoencoderSpec architecture(Architecture newArchitecture) {
        return new AutoencoderSpec(
                preset, schema, scaling, newArchitecture, layers, bottleneck, likelihood, corruption, penalties);
    }

    /** Dense hidden layers of these widths, mirrored in the decoder. */
    public AutoencoderSpec hidden(int... widths) {
        return architecture(Architecture.dense(widths));
    }

    public AutoencoderSpec layers(HiddenLayers newLayers) {
        return new AutoencoderSpec(
                preset, schema, scaling, architecture, newLayers, bottleneck, likelihood, corruption, penalties);
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
        return new AutoencoderSpec(
                preset, schema, scaling, architecture, layers, newBottleneck, likelihood, corruption, penalties);
    }

    /** The same bottleneck with this many numbers. */
    public AutoencoderSpec code(int size) {
        return bottleneck(bottleneck.size(size));
    }

    public AutoencoderSpec likelihood(Likelihood newLikelihood) {
        return new AutoencoderSpec(
                preset, schema, scaling, architecture, layers, bottleneck, newLikelihood, corruption, penalties);
    }

    public AutoencoderSpec corruption(Corruption newCorruption) {
        return new AutoencoderSpec(
                preset, schema, scaling, architecture, layers, bottleneck, likelihood, newCorruption, penalties);
    }

    public AutoencoderSpec penalties(Penalties newPenalties) {
        return new AutoencoderSpec(
                preset, schema, scaling, architecture, layers, bottleneck, likelihood, corruption, newPenalties);
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

    private static Likelihood forColumn(Column column, Scaling scaling, Likelihood likelihood) {
        if (likelihood instanceof Likelihood.PerColumn mixed) {
            return byScaling(mixed.columns().getOrDefault(column.name(), mixed.others()), scaling);
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
