package org.ae4j.pretrain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.ae4j.InvalidSpecException;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.compile.Optimization;
import org.ae4j.compile.StateArray;
import org.ae4j.data.Column;
import org.ae4j.data.Schema;
import org.ae4j.model.Autoencoder;
import org.ae4j.model.FittedScaling;
import org.ae4j.model.Provenance;
import org.ae4j.spec.Architecture;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Bottleneck;
import org.ae4j.spec.Penalties;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.Activation;

/**
 * The encoder of one model and the decoder of another as one autoencoder. Code, corruption, penalties and knowledge are the
 * encoder's; likelihood and critic, which judge what the decoder gives, are the decoder's.
 *
 * @param encoder gives the codes
 * @param other whose decoder takes them
 */
record JoinedModel(PretrainedEncoder encoder, Autoencoder other) {
    private static final int NAMES = 8;

    /** The autoencoder, over a copy of both's weights. */
    Autoencoder model() {
        check();
        AutoencoderSpec spec = spec();
        float[] theirs = other.parameters();
        var plan = new NetworkPlan(other.spec());
        int from = count(plan.givingEncoder(Optimization.none()));
        int decoder = count(plan.decoder());
        float[] own = encoder.parameters();
        // a learned variance, which is the decoder's
        int state = StateArray.of(spec).stream().mapToInt(StateArray::length).sum();
        float[] all = Arrays.copyOf(own, own.length + decoder + state);
        System.arraycopy(theirs, from, all, own.length, decoder);
        System.arraycopy(theirs, theirs.length - state, all, own.length + decoder, state);
        Provenance origin = encoder.provenance();
        var provenance = new Provenance(
                origin.data(),
                origin.rows(),
                origin.plan(),
                origin.engine(),
                other.provenance().data());
        return new Autoencoder(spec, encoder.scaling(), all, provenance);
    }

    private AutoencoderSpec spec() {
        AutoencoderSpec mine = encoder.spec();
        AutoencoderSpec theirs = other.spec();
        Architecture architecture = architecture(mine, theirs);
        boolean isOwn = architecture instanceof Architecture.Own;
        return new AutoencoderSpec(
                mine.preset(),
                mine.schema(),
                mine.scaling(),
                architecture,
                isOwn ? mine.layers().dropout(0).batchNorm(false) : mine.layers(),
                mine.bottleneck() instanceof Bottleneck.Variational variational
                        ? Bottleneck.plain(variational.size()) // an encoder has the means alone
                        : mine.bottleneck(),
                theirs.likelihood(),
                mine.corruption(),
                mine.penalties(),
                mine.knowledge(),
                theirs.critic());
    }

    /** Weights that were tied are tied no longer: they come from two models. */
    private static Architecture architecture(AutoencoderSpec mine, AutoencoderSpec theirs) {
        if (untied(mine).equals(untied(theirs)) && mine.layers().equals(theirs.layers())) {
            return untied(mine);
        }
        if (!(theirs.architecture() instanceof Architecture.Dense)
                && !(theirs.architecture() instanceof Architecture.Own)) {
            throw new InvalidSpecException("a decoder that is no mirror of the encoder is fully connected, found an"
                    + " encoder of %s and a decoder of %s; take an encoder and a decoder of one architecture, or train a decoder of"
                            .formatted(mine.architecture(), theirs.architecture())
                    + " dense layers");
        }
        return Architecture.of(encoderLayers(mine), decoderLayers(theirs));
    }

    private static Architecture untied(AutoencoderSpec spec) {
        return spec.architecture() instanceof Architecture.Dense dense ? dense.tied(false) : spec.architecture();
    }

    private static MultiLayerConfiguration encoderLayers(AutoencoderSpec spec) {
        var plan = new NetworkPlan(spec.penalties(Penalties.none()));
        List<List<Layer>> blocks = plan.encoderBlocks();
        return hidden(
                plan,
                blocks.subList(0, blocks.size() - 1).stream()
                        .flatMap(List::stream)
                        .toList());
    }

    private static MultiLayerConfiguration decoderLayers(AutoencoderSpec spec) {
        var plan = new NetworkPlan(spec.penalties(Penalties.none()));
        List<Layer> layers = plan.decoder().getConfs().stream()
                .map(NeuralNetConfiguration::getLayer)
                .toList();
        return hidden(plan, layers.subList(0, layers.size() - 1)); // without the output
    }

    /** Own configurations have at least one layer. */
    private static MultiLayerConfiguration hidden(NetworkPlan plan, List<Layer> layers) {
        var all = new ArrayList<>(layers);
        if (all.isEmpty()) {
            all.add(new ActivationLayer.Builder()
                    .activation(Activation.IDENTITY)
                    .build());
        }
        return plan.configuration(Optimization.none(), all);
    }

    private void check() {
        AutoencoderSpec mine = encoder.spec();
        AutoencoderSpec theirs = other.spec();
        if (!encoder.plan().equals(EncoderPlan.whole(mine))) {
            throw new InvalidSpecException(
                    "a decoder takes codes, and this encoder is cut after '%s', in front of its code"
                                    .formatted(encoder.blocks()
                                            .get(encoder.blocks().size() - 1))
                            + "; take the whole encoder");
        }
        if (mine.bottleneck() instanceof Bottleneck.VectorQuantized) {
            throw new InvalidSpecException(
                    "an encoder of a vector-quantised code has no codebook, which the autoencoder that"
                            + " is made of it would need; take an encoder of another kind of code");
        }
        if (mine.bottleneck().size() != theirs.bottleneck().size()) {
            throw new InvalidSpecException(
                    "the encoder gives codes of %d numbers, the decoder takes %d; train one of them with"
                                    .formatted(
                                            mine.bottleneck().size(),
                                            theirs.bottleneck().size())
                            + " the other's size of code");
        }
        if (!mine.schema().equals(theirs.schema())) {
            throw new InvalidSpecException(
                    "an autoencoder takes and gives the same columns, found an encoder of %s and a decoder"
                                    .formatted(text(mine.schema()))
                            + " of %s; from one kind of row to another, decode by the other model what this one encodes"
                                    .formatted(text(theirs.schema())));
        }
        if (!sameScaling(encoder.scaling(), other.scaling())) {
            throw new InvalidSpecException(
                    "encoder and decoder have scalings of different numbers, and an autoencoder has one;"
                            + " train both on the same rows, or with a scaling that no row changes, such as Scaling.divide(255)");
        }
        if (!mine.knowledge().equals(theirs.knowledge())) {
            throw new InvalidSpecException(
                    "encoder and decoder are trained with different knowledge, and an autoencoder has"
                            + " one, found %s and %s; train one of them with the other's"
                                    .formatted(mine.knowledge(), theirs.knowledge()));
        }
    }

    private static String text(Schema schema) {
        return schema.describe()
                + schema.columns().stream()
                        .limit(NAMES)
                        .map(Column::name)
                        .collect(Collectors.joining(", ", " (", schema.size() > NAMES ? ", …)" : ")"));
    }

    private static boolean sameScaling(FittedScaling one, FittedScaling two) {
        return Arrays.equals(one.offsets(), two.offsets()) && Arrays.equals(one.scales(), two.scales());
    }

    private static int count(MultiLayerConfiguration configuration) {
        return Math.toIntExact(NetworkPlan.parameterCount(configuration));
    }
}
