package org.ae4j.spec;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What becomes of each field of an own layer. */
final class OwnFields {
    /** The layers of vectors, which encoder and decoder may have. */
    static final Set<String> OF_VECTORS = Set.of("DenseLayer", "BatchNormalization", "ActivationLayer", "DropoutLayer");

    /** What each kind keeps; the kind is the class's name behind DL4J's package of layers, or the whole name. */
    static final Map<String, List<String>> KEPT = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    "DenseLayer",
                    List.of(
                            "nin",
                            "nout",
                            "hasBias",
                            "biasInit",
                            "gainInit",
                            "activationFn",
                            "weightInitFn",
                            "idropout")),
            Map.entry("BatchNormalization", List.of("nout", "decay", "eps", "gamma", "beta", "lockGammaBeta")),
            Map.entry("ActivationLayer", List.of("activationFn")),
            Map.entry("DropoutLayer", List.of("idropout")),
            Map.entry(
                    "ConvolutionLayer",
                    List.of(
                            "nin",
                            "nout",
                            "hasBias",
                            "biasInit",
                            "gainInit",
                            "activationFn",
                            "weightInitFn",
                            "kernelSize",
                            "stride",
                            "padding",
                            "convolutionMode")),
            Map.entry(
                    "SubsamplingLayer",
                    List.of(
                            "poolingType",
                            "kernelSize",
                            "stride",
                            "padding",
                            "convolutionMode",
                            "avgPoolIncludePadInDivisor")),
            Map.entry("ZeroPaddingLayer", List.of("padding")),
            Map.entry(
                    "LSTM",
                    List.of(
                            "nin",
                            "nout",
                            "biasInit",
                            "gainInit",
                            "forgetGateBiasInit",
                            "activationFn",
                            "gateActivationFn",
                            "weightInitFn",
                            "weightInitFnRecurrent")),
            Map.entry("recurrent.LastTimeStep", List.of("underlying")),
            Map.entry("org.ae4j.layer.RowsToGrid", List.of("channels", "height", "width", "channelsLast", "told")),
            Map.entry("org.ae4j.layer.GridToRows", List.of("channels", "height", "width", "channelsLast")),
            Map.entry("org.ae4j.layer.RowsToSequence", List.of("features", "steps", "told")),
            Map.entry("org.ae4j.layer.SequenceToSteps", List.of()),
            Map.entry("org.ae4j.layer.StepsToRows", List.of("features", "steps"))));

    /** What the training plan replaces, or DL4J does not use in the layers that do not keep it. */
    static final Set<String> REPLACED = Set.of(
            "@class",
            "layerName",
            "iupdater",
            "biasUpdater",
            "gradientNormalization",
            "gradientNormalizationThreshold",
            "timeDistributedFormat",
            "cnn2DFormat",
            "cudnnAllowFallback",
            "cudnnAlgoMode",
            "cudnnFwdAlgo",
            "cudnnBwdFilterAlgo",
            "cudnnBwdDataAlgo",
            "helperAllowFallback",
            "useLogStd",
            "gainInit",
            "activationFn",
            "weightInitFn",
            "biasInit",
            "eps",
            "nin",
            "nout");

    /** What has only these values that can be trained. */
    static final Map<String, List<String>> FIXED = Map.of(
            "hasLayerNorm", List.of("false"), // not checked against finite differences yet
            "minibatch", List.of("true"),
            "dilation", List.of("[1,1]"),
            "pnorm", List.of("0"),
            "cnn2dDataFormat", List.of("NCHW"),
            "dataFormat", List.of("NCHW"),
            "rnnDataFormat", List.of("NCW", "null"));

    /** What must be empty, and where it belongs instead. */
    static final Map<String, String> ELSEWHERE = Map.of(
            "regularization",
            "a penalty of its own: penalties belong to the specification, such as .l2(1e-4)",
            "regularizationBias",
            "a penalty on its bias, which AE4J leaves free: leave it out",
            "constraints",
            "a constraint: constraints belong to the specification, such as .maxNorm(3)",
            "weightNoise",
            "weight noise, which cannot be trained yet: use a DropoutLayer",
            "idropout",
            "dropout: put it into a DropoutLayer or a DenseLayer");

    private OwnFields() {}
}
