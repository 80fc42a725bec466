package org.ae4j.model;

import java.util.Arrays;
import java.util.List;
import org.ae4j.AutoencoderException;
import org.ae4j.IncompatibleDataException;
import org.ae4j.compile.Codes;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.compile.Optimization;
import org.ae4j.engine.Engines;
import org.ae4j.engine.ForwardPass;
import org.ae4j.layer.CodeFunction;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.OutputKind;
import org.ae4j.layer.VectorQuantizedCode;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Bottleneck;
import org.ae4j.spec.Likelihood;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A model's networks over its parameters, in scaled units. Rows are followed by one number for each class where the networks
 * are told it. Safe for many threads.
 */
final class ModelNetworks implements AutoCloseable {
    private final NetworkPlan plan;
    private final AutoencoderSpec spec;
    private final CodeFunction code;
    private final float[] encoderParameters;
    private final float[] decoderParameters;
    private final double variance;
    private final ForwardPass encoder;
    private final ForwardPass decoder;
    private ForwardPass posterior;
    private ForwardPass linear;

    /** The networks of a resolved specification. */
    ModelNetworks(AutoencoderSpec spec, float[] parameters) {
        this.spec = spec;
        this.plan = new NetworkPlan(spec);
        MultiLayerConfiguration giving = plan.givingEncoder(Optimization.none());
        int first = Math.toIntExact(NetworkPlan.parameterCount(giving));
        int second = first + Math.toIntExact(NetworkPlan.parameterCount(plan.decoder()));
        this.encoderParameters = Arrays.copyOfRange(parameters, 0, first);
        this.decoderParameters = Arrays.copyOfRange(parameters, first, second);
        // the last state array, see StateArray
        this.variance = spec.likelihood() instanceof Likelihood.LearnedGaussian ? parameters[parameters.length - 1] : 1;
        this.code = Codes.of(
                spec.bottleneck(), Arrays.copyOfRange(parameters, second, second + codebook(parameters, second)));
        ForwardPass codes = Engines.forward(plan.encoder(), encoderInUse());
        this.encoder = isGivenAsItIs() ? codes : new CodedPass(codes, code);
        this.decoder = Engines.forward(plan.decoder(), decoderParameters);
    }

    /** From scaled rows to codes. */
    ForwardPass encoder() {
        return encoder;
    }

    /** Scaled rows from codes: {@code [rows, code] → [rows, inputs]}. */
    float[] decode(float[] codes, int rows) {
        return decoder.apply(codes, rows);
    }

    /** {@code [rows, inputs] → [rows, code]}. */
    float[] encode(float[] scaled, int rows) {
        return encoder.apply(scaled, rows);
    }

    /** {@code [rows, inputs] → [rows, 2 · code]}: means, then log variances of a variational code, clamped. */
    synchronized ForwardPass posterior() {
        if (posterior == null) {
            posterior =
                    new ClampedPosterior(Engines.forward(plan.givingEncoder(Optimization.none()), encoderParameters));
        }
        return posterior;
    }

    /** {@code [rows, code] → [rows, inputs]}: outputs in front of their activation. */
    synchronized ForwardPass linear() {
        if (linear == null) {
            linear = Engines.forward(plan.linearDecoder(Optimization.none()), decoderParameters);
        }
        return linear;
    }

    /** The output columns grouped by activation and loss, a learned variance among the weights. */
    List<OutputGroup> outputs() {
        return plan.outputs().stream()
                .map(group -> group.kind() == OutputKind.SQUARED
                        ? new OutputGroup(group.kind(), group.from(), group.to(), group.weight() / variance)
                        : group)
                .toList();
    }

    /** What makes codes of what the encoder gives. */
    CodeFunction code() {
        return code;
    }

    /** {@code [rows, inputs] → [rows, code]}: what becomes codes by a code function. */
    ForwardPass given() {
        return encoder instanceof CodedPass coded ? coded.given() : encoder;
    }

    /** The nearest vector of the codebook to each that the encoder gives: {@code [rows, code] → [rows, vectors]}. */
    int[][] indices(float[][] given) {
        if (!(code instanceof VectorQuantizedCode quantized)) {
            throw new IncompatibleDataException("a code has indices where it is vector-quantised; this one is not");
        }
        return Arrays.stream(given)
                .map(row -> quantized.indices(CodeRows.doubles(row), 1))
                .toArray(int[][]::new);
    }

    /** The encoder's parameters for its use: of a variational code those of the means alone. */
    float[] encoderInUse() {
        if (!(spec.bottleneck() instanceof Bottleneck.Variational variational)) {
            return encoderParameters;
        }
        int size = variational.size();
        int inputs = (encoderParameters.length - 2 * size - before()) / (2 * size);
        int weights = before();
        float[] means = Arrays.copyOf(encoderParameters, weights + size * inputs + size);
        System.arraycopy(encoderParameters, weights + 2 * size * inputs, means, weights + size * inputs, size);
        return means;
    }

    /** How many parameters lie in front of the code layer's. */
    private int before() {
        long all = NetworkPlan.parameterCount(plan.encoder());
        var layers = plan.encoder().getConfs();
        var last = layers.get(layers.size() - 1);
        return Math.toIntExact(all - last.getLayer().initializer().numParams(last));
    }

    MultiLayerNetwork toMultiLayerNetwork() {
        if (spec.knowledge().conditional()) {
            throw new AutoencoderException(
                    "a class-conditional model is no sequence of layers: its decoder is told the class"
                            + " beside the code; there is no MultiLayerNetwork of it");
        }
        float[] both = Arrays.copyOf(encoderParameters, encoderParameters.length + decoderParameters.length);
        System.arraycopy(decoderParameters, 0, both, encoderParameters.length, decoderParameters.length);
        return NetworkPlan.network(plan.sequence(code), both);
    }

    @Override
    public synchronized void close() {
        encoder.close();
        decoder.close();
        if (posterior != null) {
            posterior.close();
        }
        if (linear != null) {
            linear.close();
        }
    }

    private boolean isGivenAsItIs() {
        return !(spec.bottleneck() instanceof Bottleneck.KSparse
                || spec.bottleneck() instanceof Bottleneck.VectorQuantized);
    }

    private int codebook(float[] parameters, int from) {
        return spec.bottleneck() instanceof Bottleneck.VectorQuantized quantized
                ? Math.min(parameters.length - from, quantized.codes() * quantized.dimensions())
                : 0;
    }
}
