package org.ae4j.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ae4j.InvalidSpecException;
import org.ae4j.layer.OutputGroup;
import org.ae4j.spec.Architecture;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Knowledge;
import org.ae4j.spec.OwnLayer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.Activation;

/**
 * The small autoencoders that a deep one is pretrained by, one for each layer of its encoder, the code layer among them
 * (Bengio et al. 2007; Vincent et al. 2010, section 3): the encoder's block as it is, and one layer back to what the block
 * sees. That layer has the activation that the deep decoder's has at this place, so that each layer of the decoder meets
 * what it was trained on.
 *
 * <p>Layers are counted from 0, the first being the one that sees the rows. The code layer is a plain one whatever the
 * bottleneck, and no layer is told a class.
 */
public final class LayerwisePlan {
    private final AutoencoderSpec spec;
    private final NetworkPlan deep;
    private final NetworkPlan plain;
    private final List<List<Layer>> encoder;

    /**
     * Plans the pretraining of a specification.
     *
     * @throws InvalidSpecException if its layers are not fully connected
     */
    public LayerwisePlan(AutoencoderSpec spec) {
        boolean isDense = spec.architecture() instanceof Architecture.Dense
                || spec.architecture() instanceof Architecture.Own own
                        && own.encoderLayers().stream().noneMatch(OwnLayer::isShaped);
        if (!isDense) {
            throw new InvalidSpecException("pretraining layer by layer is for dense layers, found "
                    + spec.architecture() + ": set pretraining 0");
        }
        this.spec = spec;
        this.deep = new NetworkPlan(spec);
        this.plain = new NetworkPlan(spec.knowledge(Knowledge.none()));
        this.encoder = plain.encoderBlocks();
    }

    /** How many small autoencoders there are. */
    public int layers() {
        return encoder.size();
    }

    /** How many numbers a layer sees, and its small autoencoder gives. */
    public int inputs(int layer) {
        return Math.toIntExact(dense(encoder.get(layer)).getNIn());
    }

    /** The small autoencoder of a layer: {@code [rows, inputs] → [rows, inputs]}, the first one's in front of its loss. */
    public MultiLayerConfiguration network(int layer, Optimization optimization) {
        var layers = new ArrayList<>(encoder.get(layer));
        layers.add(back(layer));
        return plain.configuration(optimization, layers);
    }

    /** The loss of the first layer's small autoencoder; none for the others, which have the squared error. */
    public List<OutputGroup> loss(int layer) {
        return layer == 0 ? plain.outputs() : List.of();
    }

    /** What comes in front of the layer behind this one. */
    public MultiLayerConfiguration encoder(int layer) {
        return plain.configuration(Optimization.none(), encoder.get(layer));
    }

    /**
     * The parameters of an {@link #encoder}.
     *
     * @param network those of the layer's small autoencoder
     */
    public float[] encoderPart(int layer, float[] network) {
        return Arrays.copyOf(network, encoderLength(layer));
    }

    /**
     * The parameters that the deep network starts from. What no small autoencoder has starts at 0: a variational code's log
     * variances, so that σ is 1, and the weights of what tells the class.
     *
     * @param networks parameters of the small autoencoders, by layer
     */
    public float[] assembled(List<float[]> networks) {
        int parameters = Math.toIntExact(NetworkPlan.parameterCount(deep.givingEncoder(Optimization.none()))
                + NetworkPlan.parameterCount(deep.linearDecoder(Optimization.none())));
        var assembly = new ParameterAssembly(parameters);
        List<List<Layer>> encoderBlocks = deep.givingBlocks();
        for (int i = 0; i < layers(); i++) {
            assembly.add(encoderPart(i, networks.get(i)), dense(encoder.get(i)), dense(encoderBlocks.get(i)));
        }
        List<List<Layer>> decoderBlocks = deep.linearBlocks();
        for (int i = layers() - 1; i >= 0; i--) {
            List<Layer> block = decoderBlocks.get(layers() - 1 - i);
            assembly.add(decoderPart(i, networks, block), back(i), dense(block));
        }
        return assembly.parameters();
    }

    /** The layer back in the form of the deep decoder's block. */
    private float[] decoderPart(int layer, List<float[]> networks, List<Layer> block) {
        float[] network = networks.get(layer);
        float[] back = Arrays.copyOfRange(network, encoderLength(layer), network.length);
        if (block.size() > 1 && block.get(1) instanceof BatchNormalization normalization) {
            float[] mirror = encoderPart(layer - 1, networks.get(layer - 1));
            return normalized(back, mirror, inputs(layer), normalization.getEps());
        }
        return back;
    }

    /**
     * Weights W and biases b as weights and a normalisation that gives the same in use. What the layer gives should be what
     * the encoder's has at this place in front of its activation, so that mean β and deviation |γ| of that one are the best
     * guess at its own: it gets these, and the running mean β − b and variance γ² − ε of Wx that belong to them.
     */
    private static float[] normalized(float[] back, float[] mirror, int units, double epsilon) {
        int weights = back.length - units;
        float[] normalized = Arrays.copyOf(back, weights + 4 * units);
        for (int i = 0; i < units; i++) {
            float gamma = Math.abs(mirror[mirror.length - 4 * units + i]);
            float beta = mirror[mirror.length - 3 * units + i];
            normalized[weights + i] = gamma;
            normalized[weights + units + i] = beta;
            normalized[weights + 2 * units + i] = beta - back[weights + i];
            normalized[weights + 3 * units + i] = (float) Math.max(0, gamma * gamma - epsilon);
        }
        return normalized;
    }

    private int encoderLength(int layer) {
        return Math.toIntExact(NetworkPlan.parameterCount(encoder(layer)));
    }

    private DenseLayer back(int layer) {
        Activation activation = layer == 0 ? Activation.IDENTITY : spec.layers().activation();
        int outputs = Math.toIntExact(dense(encoder.get(layer)).getNOut());
        return plain.dense("back" + layer, outputs, inputs(layer), activation, true);
    }

    private static DenseLayer dense(List<Layer> block) {
        return (DenseLayer) block.get(0);
    }
}
