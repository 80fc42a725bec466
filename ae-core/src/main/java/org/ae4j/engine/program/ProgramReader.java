package org.ae4j.engine.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ae4j.layer.FixedNormalization;
import org.ae4j.layer.LikelihoodLoss;
import org.ae4j.layer.OutputGroup;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** Reads a DL4J configuration as a program, or says what in it the compiled engine does not know. */
public final class ProgramReader {
    private final List<Stage> stages = new ArrayList<>();
    private final SegmentReader segments = new SegmentReader();
    private final SequenceReader sequences = new SequenceReader(stages, segments);
    private final GridReader grids = new GridReader(segments);
    private List<OutputGroup> loss = List.of();
    private int frozen;

    private ProgramReader() {}

    /**
     * The program of a configuration.
     *
     * @throws UnsupportedNetworkException if it holds something that the compiled engine does not know
     */
    public static Program read(MultiLayerConfiguration configuration) {
        var reader = new ProgramReader();
        List<NeuralNetConfiguration> layers = configuration.getConfs();
        require(
                configuration.getInputPreProcessors() == null
                        || configuration.getInputPreProcessors().isEmpty(),
                "input preprocessors");
        require(configuration.getBackpropType() == BackpropType.Standard, "truncated backpropagation through time");
        for (int i = 0; i < layers.size(); i++) {
            require(layers.get(i).isMiniBatch(), "gradients that are not divided by the batch");
            reader.layer(i, layers.get(i).getLayer());
        }
        require(!reader.stages.isEmpty(), "a network without layers");
        reader.sequences.requireEnd();
        return new Program(reader.stages, reader.loss, reader.segments.read(), reader.frozen);
    }

    private void layer(int index, Layer layer) {
        require(loss.isEmpty(), "layers behind the output");
        boolean isFrozen = layer instanceof FrozenLayer;
        Layer inner = isFrozen ? ((FrozenLayer) layer).getLayer() : layer;
        require(!isFrozen || isFrozenSoFar(), "frozen layers behind trained ones");
        require(inner.getConstraints() == null || inner.getConstraints().isEmpty(), "constraints");
        if (inner instanceof DenseLayer dense) {
            require(!dense.hasLayerNorm(), "layer normalisation");
            dense(index, dense, dense.hasBias(), nonlinearity(dense.getActivationFn()), isFrozen);
        } else if (inner instanceof OutputLayer output) {
            sequences.requireRows("OutputLayer");
            loss = groups(output.getLossFn());
            dense(index, output, output.hasBias(), Nonlinearity.IDENTITY, isFrozen);
        } else if (inner instanceof LossLayer ending) {
            sequences.requireRows("LossLayer");
            require(!stages.isEmpty() && isLinear(), "an activation in front of a loss layer");
            loss = groups(ending.getLossFn());
        } else if (inner instanceof BatchNormalization normalization) {
            sequences.requireRows("BatchNormalization");
            stages.add(normalization(index, normalization, isFrozen, false));
        } else if (inner instanceof FixedNormalization fixed) {
            sequences.requireRows("FixedNormalization");
            require(!isFrozen, "FixedNormalization inside FrozenLayer");
            var normalization = (BatchNormalization) fixed.getUnderlying();
            stages.add(new Normalization.Fixed(normalization(index, normalization, false, true)));
        } else if (inner instanceof ActivationLayer activation) {
            activation(nonlinearity(activation.getActivationFn()));
        } else if (inner instanceof DropoutLayer dropout) {
            dropout(dropout);
        } else if (GridReader.reads(inner)) {
            sequences.requireRows(inner.getClass().getSimpleName());
            stages.add(grids.read(index, inner, isFrozen));
        } else if (sequences.read(index, inner, isFrozen)) {
            require(!grids.hasGrid(), inner.getClass().getSimpleName() + " on a grid");
        } else {
            throw new UnsupportedNetworkException(inner.getClass().getSimpleName());
        }
        if (isFrozen) {
            frozen = stages.size();
        }
    }

    private void dense(int index, FeedForwardLayer layer, boolean hasBias, Nonlinearity f, boolean isFrozen) {
        require(layer.getIDropout() == null, "dropout inside a layer");
        require(layer.getWeightNoise() == null, "weight noise");
        int steps = sequences.stepsOfRows(layer.getClass().getSimpleName());
        require(!grids.hasGrid(), "a dense layer on a grid");
        int in = Math.toIntExact(layer.getNIn());
        int out = Math.toIntExact(layer.getNOut());
        long weights = segments.add(index, layer, "W", (long) in * out, isFrozen);
        long bias = hasBias ? segments.add(index, layer, "b", out, isFrozen) : -1;
        stages.add(new Stage.Dense(in, out, weights, bias, f, steps));
    }

    private Normalization normalization(int index, BatchNormalization layer, boolean isFrozen, boolean isFixed) {
        require(!layer.isLockGammaBeta(), "batch normalisation with locked γ and β");
        require(!layer.isUseLogStd(), "batch normalisation that keeps a log deviation");
        require(layer.getIDropout() == null, "dropout inside a layer");
        int width = Math.toIntExact(layer.getNOut());
        grids.checkChannels(width);
        long at = segments.length();
        for (String name : List.of("gamma", "beta", "mean", "var")) {
            if (isFixed) {
                segments.addFixed(index, layer, name, width);
            } else {
                segments.add(index, layer, name, width, isFrozen);
            }
        }
        return new Normalization(width, grids.pixels(), at, layer.getDecay(), layer.getEps(), Nonlinearity.IDENTITY);
    }

    /** That of a normalisation runs with it. */
    private void activation(Nonlinearity f) {
        int width = width();
        int last = stages.size() - 1;
        require(!stages.get(last).readsOutput(), "an activation behind another");
        if (stages.get(last) instanceof Normalization normalization) {
            stages.set(last, normalization.f(f));
        } else if (stages.get(last) instanceof Normalization.Fixed fixed) {
            stages.set(last, new Normalization.Fixed(fixed.normalization().f(f)));
        } else {
            stages.add(new Stage.Activation(width, f, sequences.steps()));
        }
    }

    private void dropout(DropoutLayer layer) {
        boolean isPlain = layer.getIDropout() instanceof org.deeplearning4j.nn.conf.dropout.Dropout;
        require(isPlain, "a kind of dropout other than Dropout");
        var dropout = (org.deeplearning4j.nn.conf.dropout.Dropout) layer.getIDropout();
        require(dropout.getPSchedule() == null, "dropout with a schedule");
        require(!stages.isEmpty(), "dropout in front of all layers");
        stages.add(new Stage.Dropout(width(), dropout.getP(), sequences.steps()));
    }

    /** Whether a dense layer at the end leaves its bias to the loss and has no activation of its own. */
    private boolean isLinear() {
        return !(stages.get(stages.size() - 1) instanceof Stage.Dense dense) || !dense.readsOutput();
    }

    private int width() {
        require(!stages.isEmpty(), "an activation in front of all layers");
        return stages.get(stages.size() - 1).outputs();
    }

    /** Whether all layers are frozen; what makes sequences of rows has nothing to freeze. */
    private boolean isFrozenSoFar() {
        return stages.subList(frozen, stages.size()).stream().allMatch(SequenceStage.FromRows.class::isInstance);
    }

    private static List<OutputGroup> groups(ILossFunction function) {
        if (function instanceof LikelihoodLoss likelihood) {
            return likelihood.groups();
        }
        throw new UnsupportedNetworkException("the loss " + function);
    }

    static Nonlinearity nonlinearity(IActivation activation) {
        Optional<Nonlinearity> known = Nonlinearity.of(activation);
        return known.orElseThrow(() -> new UnsupportedNetworkException("the activation " + activation));
    }

    static void require(boolean isKnown, String otherwise) {
        if (!isKnown) {
            throw new UnsupportedNetworkException(otherwise);
        }
    }
}
