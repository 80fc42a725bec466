package org.ae4j.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.ae4j.layer.CodeFunction;
import org.ae4j.layer.CodeLayer;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.PlainCode;
import org.ae4j.layer.ReshapeLayer;
import org.ae4j.spec.Architecture;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Bottleneck;
import org.ae4j.spec.Likelihood;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The DL4J layers of a specification: encoder up to the code, then decoder up to the output. A block's layers are named
 * {@code encoder0}, {@code encoder0.norm}, {@code encoder0.activation}, {@code encoder0.dropout}, or as the user's own
 * configurations name them; then {@code code}, {@code decoder0} …, {@code output}. What reshapes rows around convolutions and
 * recurrent layers is named after them, such as {@code encoder0.grid}. The flat parameters of the whole are those of the encoder
 * followed by those of the decoder.
 */
public final class NetworkPlan {
    private final AutoencoderSpec spec;
    private final Hidden hidden;
    private final LayerStyle style;

    /** Plans the layers of a specification. */
    public NetworkPlan(AutoencoderSpec spec) {
        this.spec = spec;
        this.hidden = Hidden.of(spec);
        this.style = LayerStyle.of(spec);
    }

    /**
     * Whether encoder and decoder can be trained as one network: the code goes from one to the other as it is, and the loss is
     * all that training looks at.
     */
    public boolean isOneNetwork() {
        return spec.bottleneck() instanceof Bottleneck.Plain
                && !isTied()
                && spec.penalties().contractive() == 0
                && spec.penalties().maxNorm() == 0
                && !spec.knowledge().nonNegative()
                && !spec.knowledge().needsLabels()
                && spec.critic().isNone()
                && !(spec.likelihood() instanceof Likelihood.LearnedGaussian);
    }

    /** Encoder and decoder in one network that ends in the loss. */
    public MultiLayerConfiguration whole(Optimization optimization) {
        var layers = encoderLayers();
        layers.addAll(decoderLayers(in -> hidden.output(in, outputs())));
        return configuration(builder(optimization), layers);
    }

    /**
     * Encoder, code and decoder in one network that ends in the loss, as DL4J can train and apply it.
     *
     * @param code what stands between them
     */
    public MultiLayerConfiguration sequence(CodeFunction code) {
        var layers = flat(blocks(given()));
        if (!(code instanceof PlainCode)) {
            layers.add(new CodeLayer(code));
        }
        layers.addAll(decoderLayers(in -> hidden.output(in, outputs())));
        return configuration(builder(Optimization.none()), layers);
    }

    /** How many numbers the encoder takes: those of a row, and one for each class where it is told the class. */
    public int encoderInputs() {
        return spec.inputs() + spec.knowledge().told();
    }

    /** How many numbers the encoder gives for a code: two for each of a variational one, else one. */
    public int given() {
        int size = spec.bottleneck().size();
        return spec.bottleneck() instanceof Bottleneck.Variational ? 2 * size : size;
    }

    /** How many numbers the decoder takes: the code, and one for each class where it is told the class. */
    public int decoderInputs() {
        return spec.bottleneck().size() + spec.knowledge().told();
    }

    /** From scaled input to what the code is made of, see {@link #given}. */
    public MultiLayerConfiguration givingEncoder(Optimization optimization) {
        return configuration(builder(optimization), flat(blocks(given())));
    }

    /** From code to scaled output in front of its activation: the loss, by {@link #outputs}, is not part of it. */
    public MultiLayerConfiguration linearDecoder(Optimization optimization) {
        var layers = flat(linearBlocks());
        if (isTied()) { // the encoder's weights are penalised, once
            layers.stream()
                    .filter(DenseLayer.class::isInstance)
                    .forEach(layer -> ((DenseLayer) layer).setRegularization(List.of()));
        }
        return configuration(builder(optimization), layers);
    }

    /** The layers that {@link #linearDecoder} consists of, by block. */
    List<List<Layer>> linearBlocks() {
        return decoderBlocks(hidden::linearOutput);
    }

    /**
     * The configurations whose parameters follow each other in a model: one where encoder and decoder are one network, else
     * the encoder's and the decoder's.
     */
    public List<MultiLayerConfiguration> parts() {
        return isOneNetwork()
                ? List.of(whole())
                : List.of(givingEncoder(Optimization.none()), linearDecoder(Optimization.none()));
    }

    /** How many parameters are learnt by gradients; weights that are tied count once. */
    public long parameterCount() {
        long both =
                parameterCount(givingEncoder(Optimization.none())) + parameterCount(linearDecoder(Optimization.none()));
        return isTied() ? both - tiedWeights() : both;
    }

    /** Whether the decoder has its weights from the encoder. */
    public boolean isTied() {
        return spec.architecture() instanceof Architecture.Dense dense && dense.tied();
    }

    private long tiedWeights() {
        return WeightBlock.of(givingEncoder(Optimization.none())).stream()
                .mapToLong(WeightBlock::length)
                .sum();
    }

    /** The output columns grouped by activation and loss. */
    public List<OutputGroup> outputs() {
        return Outputs.of(spec);
    }

    /** A network with leaky ReLUs from {@code in} numbers to {@code out} linear ones, for what judges codes or rows. */
    public MultiLayerConfiguration judge(
            String name, int in, List<Integer> hidden, int out, Optimization optimization) {
        var layers = new ArrayList<Layer>();
        int width = in;
        for (int i = 0; i < hidden.size(); i++) {
            layers.add(LayerStyle.free(name + i, width, hidden.get(i), Activation.LEAKYRELU, true));
            width = hidden.get(i);
        }
        layers.add(LayerStyle.free(name, width, out, Activation.IDENTITY, true));
        return configuration(builder(optimization), layers);
    }

    /** From scaled input to code, for forward passes; of a variational code the means. */
    public MultiLayerConfiguration encoder() {
        return configuration(new NeuralNetConfiguration.Builder(), encoderLayers());
    }

    /**
     * From scaled input to the rows that one of the encoder's blocks gives, for forward passes.
     *
     * @param blocks how many, at least 1
     * @throws org.ae4j.InvalidSpecException if the encoder cannot be cut there
     */
    public MultiLayerConfiguration encoder(int blocks) {
        return configuration(new NeuralNetConfiguration.Builder(), encoderBetween(0, blocks));
    }

    /** From code to scaled output, for forward passes. */
    public MultiLayerConfiguration decoder() {
        return configuration(new NeuralNetConfiguration.Builder(), decoderLayers(in -> hidden.output(in, outputs())));
    }

    /** The whole network for use, not for training. */
    public MultiLayerConfiguration whole() {
        return whole(Optimization.none());
    }

    /**
     * A DL4J network over a copy of given parameters.
     *
     * @param parameters in the order of DL4J's flat view
     */
    public static MultiLayerNetwork network(MultiLayerConfiguration configuration, float[] parameters) {
        var network = new MultiLayerNetwork(configuration);
        network.init(Nd4j.createFromArray(parameters).reshape(1, parameters.length), false);
        return network;
    }

    /**
     * Layers of this specification and others in one network, with its weight initialisation.
     *
     * @param layers in order; to be trained, the last one ends in a loss
     */
    public MultiLayerConfiguration configuration(Optimization optimization, List<Layer> layers) {
        return configuration(builder(optimization), layers);
    }

    /**
     * The encoder's layers by block: a layer with its normalisation, activation and dropout; the code layer is the last
     * block.
     */
    public List<List<Layer>> encoderBlocks() {
        return blocks(spec.bottleneck().size());
    }

    /**
     * The encoder's first blocks, from a row to rows.
     *
     * @param blocks how many, at least 1
     * @throws org.ae4j.InvalidSpecException if the encoder cannot be cut there
     */
    public List<Layer> encoderUpTo(int blocks) {
        return encoderBetween(0, blocks);
    }

    /**
     * The encoder's layers between two cuts, from rows to rows; none where both are one.
     *
     * @param from how many blocks stand in front of the first cut, from 0
     * @param to how many stand in front of the second
     * @throws org.ae4j.InvalidSpecException if the encoder cannot be cut there
     */
    public List<Layer> encoderBetween(int from, int to) {
        var layers = new ArrayList<Layer>();
        if (from < to) {
            layers.addAll(hidden.rowsInFront(from));
            layers.addAll(flat(encoderBlocks().subList(from, to)));
            layers.addAll(hidden.rowsBehind(to - 1));
        }
        return layers;
    }

    /** The names of the encoder's blocks, from the input on: those of their first layers that do more than reshape. */
    public List<String> encoderNames() {
        return encoderBlocks().stream()
                .map(block -> block.stream()
                        .filter(layer -> !(layer instanceof ReshapeLayer))
                        .findFirst()
                        .orElseThrow()
                        .getLayerName())
                .toList();
    }

    /** The layers that {@link #givingEncoder} consists of, by block. */
    List<List<Layer>> givingBlocks() {
        return blocks(given());
    }

    private List<List<Layer>> blocks(int code) {
        Hidden.Blocks own = hidden.encoder(encoderInputs());
        var blocks = new ArrayList<>(own.blocks());
        blocks.add(List.of(style.dense("code", own.outputs(), code, codeActivation(), true)));
        return blocks;
    }

    /** A hidden block in the style of this specification, its penalties included. */
    public List<Layer> block(String name, int in, int out) {
        return style.block(name, in, out);
    }

    /** Batch normalisation of rows. */
    public static Layer normalization(String name, int width) {
        return LayerStyle.normalization(name, width);
    }

    /** How many parameters a configuration has, without taking memory for them. */
    public static long parameterCount(MultiLayerConfiguration configuration) {
        return configuration.getConfs().stream()
                .mapToLong(conf -> conf.getLayer().initializer().numParams(conf))
                .sum();
    }

    private NeuralNetConfiguration.Builder builder(Optimization optimization) {
        return new NeuralNetConfiguration.Builder()
                .seed(reproducible(optimization.seed()))
                .updater(optimization.updater().clone())
                .gradientNormalization(optimization.clipping())
                .gradientNormalizationThreshold(optimization.clippingThreshold());
    }

    /** ND4J takes seed 0 for the clock: it gets another number, the same each time. */
    private static long reproducible(long seed) {
        return seed == 0 ? 0x9E3779B97F4A7C15L : seed;
    }

    private MultiLayerConfiguration configuration(NeuralNetConfiguration.Builder builder, List<Layer> layers) {
        var list = builder.weightInit(spec.layers().weightInit()).list();
        layers.forEach(list::layer);
        return list.build();
    }

    private List<Layer> encoderLayers() {
        return flat(encoderBlocks());
    }

    private static List<Layer> flat(List<List<Layer>> blocks) {
        return blocks.stream().flatMap(List::stream).collect(Collectors.toCollection(ArrayList::new));
    }

    /**
     * The decoder's layers.
     *
     * @param output makes the last block for its number of inputs
     */
    private List<Layer> decoderLayers(IntFunction<List<Layer>> output) {
        return flat(decoderBlocks(output));
    }

    private List<List<Layer>> decoderBlocks(IntFunction<List<Layer>> output) {
        Hidden.Blocks own = hidden.decoder(decoderInputs());
        var blocks = new ArrayList<>(own.blocks());
        blocks.add(output.apply(own.outputs()));
        return blocks;
    }

    /** A fully connected layer with this specification's penalties. */
    DenseLayer dense(String name, int in, int out, Activation activation, boolean bias) {
        return style.dense(name, in, out, activation, bias);
    }

    /**
     * The layer named {@code output} with the loss of these groups and this specification's penalties.
     *
     * @param groups cover all outputs once, in their order
     */
    public Layer output(int in, List<OutputGroup> groups) {
        return style.output(in, groups);
    }

    /** The activation of what the encoder gives. */
    public Activation codeActivation() {
        if (spec.bottleneck() instanceof Bottleneck.Plain plain) {
            return plain.activation();
        }
        return spec.bottleneck() instanceof Bottleneck.Sparse ? Activation.SIGMOID : Activation.IDENTITY;
    }
}
