package org.ae4j.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ae4j.engine.program.Nonlinearity;
import org.ae4j.layer.GridToRows;
import org.ae4j.layer.LikelihoodLoss;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.OutputKind;
import org.ae4j.layer.RowLayout;
import org.ae4j.layer.RowsToGrid;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.nd4j.linalg.learning.config.Sgd;

/** Small networks over grids: each ends in rows, to be trained as a part, or with the loss behind them as a whole. */
final class GridCases {
    private static final ConvolutionMode SAME = ConvolutionMode.Same;

    private GridCases() {}

    /** Strides, a code, and back; what overshoots an odd size is cropped. */
    static NetworkCase strides() {
        return rows(
                "strides",
                new RowLayout(1, 9, 7, false),
                toGrid(1, 9, 7),
                convolution(1, 4, 3, 2, Nonlinearity.TANH),
                convolution(4, 3, 3, 1, Nonlinearity.SWISH),
                toRows(3, 5, 4),
                dense(60, 5, Nonlinearity.IDENTITY),
                dense(5, 60, Nonlinearity.TANH),
                toGrid(3, 5, 4),
                deconvolution(3, 4, 3, 2, Nonlinearity.TANH),
                new Cropping2D.Builder(0, 1, 0, 1).build(),
                deconvolution(4, 1, 3, 1, Nonlinearity.IDENTITY),
                toRows(1, 9, 7));
    }

    /** Odd sizes and three channels, as of a photograph; kernels 5 and 2. */
    static NetworkCase photograph() {
        return rows(
                "27×31 in three channels",
                new RowLayout(3, 27, 31, false),
                toGrid(3, 27, 31),
                convolution(3, 4, 5, 2, Nonlinearity.TANH),
                convolution(4, 2, 2, 2, Nonlinearity.TANH),
                deconvolution(2, 4, 2, 2, Nonlinearity.TANH),
                deconvolution(4, 3, 5, 2, Nonlinearity.IDENTITY),
                new Cropping2D.Builder(0, 1, 0, 1).build(),
                toRows(3, 27, 31));
    }

    /** Channels enough for oneDNN's own convolutions in all directions, and numbers of them that fill no vector. */
    static NetworkCase wide() {
        return rows(
                "many channels",
                new RowLayout(3, 9, 6, false),
                toGrid(3, 9, 6),
                convolution(3, 16, 3, 2, Nonlinearity.TANH),
                convolution(16, 12, 3, 1, Nonlinearity.TANH),
                convolution(12, 9, 2, 2, Nonlinearity.TANH),
                deconvolution(9, 16, 3, 2, Nonlinearity.TANH),
                new Cropping2D.Builder(1, 0, 0, 1).build(),
                deconvolution(16, 3, 4, 2, Nonlinearity.IDENTITY),
                new Cropping2D.Builder(0, 1, 0, 0).build(),
                toRows(3, 9, 6));
    }

    /** Rectified as usual, with slopes that jump. */
    static NetworkCase rectified() {
        return rows(
                "rectified",
                new RowLayout(1, 5, 6, false),
                toGrid(1, 5, 6),
                convolution(1, 3, 3, 2, Nonlinearity.RELU),
                deconvolution(3, 2, 3, 2, Nonlinearity.LEAKYRELU),
                new Cropping2D.Builder(1, 0, 0, 0).build(),
                convolution(2, 1, 3, 1, Nonlinearity.IDENTITY),
                toRows(1, 5, 6));
    }

    /** Normalised channels, pooling and doubling. */
    static NetworkCase pooled() {
        return rows(
                "pooling",
                new RowLayout(2, 7, 9, false),
                toGrid(2, 7, 9),
                withoutBias(2, 4, 3),
                RandomCases.normalization(4),
                activation(Nonlinearity.SWISH),
                pooling(2, 2, SAME),
                convolution(4, 3, 3, 1, Nonlinearity.TANH),
                pooling(3, 2, SAME),
                new Upsampling2D.Builder().size(new int[] {2, 2}).build(),
                withoutBias(3, 4, 3),
                RandomCases.normalization(4),
                activation(Nonlinearity.TANH),
                new Upsampling2D.Builder().size(new int[] {2, 2}).build(),
                new Cropping2D.Builder(0, 1, 0, 3).build(),
                convolution(4, 2, 3, 1, Nonlinearity.IDENTITY),
                toRows(2, 7, 9));
    }

    /** Normalisation behind strides of either direction, in front of an activation, behind one, and without any. */
    static NetworkCase normalized() {
        return rows(
                "normalised channels",
                new RowLayout(3, 9, 7, false),
                toGrid(3, 9, 7),
                convolution(3, 17, 3, 2, Nonlinearity.TANH),
                RandomCases.normalization(17),
                convolution(17, 5, 2, 2, Nonlinearity.IDENTITY),
                RandomCases.normalization(5),
                activation(Nonlinearity.SOFTPLUS),
                deconvolution(5, 9, 3, 2, Nonlinearity.IDENTITY),
                RandomCases.normalization(9),
                activation(Nonlinearity.SIGMOID),
                new Cropping2D.Builder(0, 1, 0, 0).build(),
                deconvolution(9, 3, 3, 2, Nonlinearity.IDENTITY),
                new Cropping2D.Builder(0, 1, 0, 1).build(),
                toRows(3, 9, 7));
    }

    /** Normalisation that training leaves as it is: of the input, behind an activation, and with one behind it. */
    static NetworkCase fixedNormalization() {
        return rows(
                "channels whose normalisation stays",
                new RowLayout(3, 9, 7, false),
                toGrid(3, 9, 7),
                RandomCases.fixedNormalization(3),
                convolution(3, 17, 3, 2, Nonlinearity.TANH),
                RandomCases.fixedNormalization(17),
                convolution(17, 5, 2, 2, Nonlinearity.IDENTITY),
                RandomCases.fixedNormalization(5),
                activation(Nonlinearity.SWISH),
                deconvolution(5, 9, 3, 2, Nonlinearity.IDENTITY),
                RandomCases.fixedNormalization(9),
                activation(Nonlinearity.SIGMOID),
                new Cropping2D.Builder(0, 1, 0, 0).build(),
                deconvolution(9, 3, 3, 2, Nonlinearity.IDENTITY),
                new Cropping2D.Builder(0, 1, 0, 1).build(),
                toRows(3, 9, 7));
    }

    /** Windows that do not reach beyond the margin that they are given. */
    static NetworkCase truncated() {
        return rows(
                "margins",
                new RowLayout(2, 8, 7, false),
                toGrid(2, 8, 7),
                new ZeroPaddingLayer.Builder(1, 0, 2, 1).build(),
                truncated(new ConvolutionLayer.Builder(3, 3).stride(2, 2).padding(1, 0), 2, 3),
                pooling(2, 1, ConvolutionMode.Truncate),
                truncated(new ConvolutionLayer.Builder(2, 3).stride(1, 1).padding(0, 1), 3, 4),
                truncated(new Deconvolution2D.Builder(3, 2).stride(2, 3).padding(1, 0), 4, 2),
                toRows(2, 5, 8));
    }

    /** Steps as rows of a grid of width 1, with a class told beside them. */
    static NetworkCase sequence() {
        return rows(
                "sequence",
                new RowLayout(3, 11, 1, true),
                new RowsToGrid(new RowLayout(3, 11, 1, true), 2),
                across(new ConvolutionLayer.Builder(3, 1).stride(2, 1), 5, 4, Nonlinearity.TANH),
                across(new ConvolutionLayer.Builder(5, 1).stride(2, 1), 4, 3, Nonlinearity.TANH),
                across(new Deconvolution2D.Builder(5, 1).stride(2, 1), 3, 4, Nonlinearity.TANH),
                across(new Deconvolution2D.Builder(3, 1).stride(2, 1), 4, 3, Nonlinearity.IDENTITY),
                new Cropping2D.Builder(0, 1, 0, 0).build(),
                new GridToRows(new RowLayout(3, 11, 1, true)));
    }

    /** Sides of one pixel, windows larger than the grid, kernels of one pixel. */
    static NetworkCase pixels() {
        return rows(
                "one pixel",
                new RowLayout(3, 1, 1, false),
                new RowsToGrid(new RowLayout(3, 1, 1, false), 1),
                convolution(4, 5, 3, 2, Nonlinearity.TANH),
                convolution(5, 4, 1, 1, Nonlinearity.TANH),
                deconvolution(4, 2, 1, 1, Nonlinearity.TANH),
                convolution(2, 3, 5, 2, Nonlinearity.IDENTITY),
                toRows(3, 1, 1));
    }

    /** A frozen encoder, its normalisation in use. */
    static NetworkCase frozen() {
        return rows(
                "frozen grids",
                new RowLayout(1, 6, 5, false),
                new FrozenLayer(toGrid(1, 6, 5)),
                new FrozenLayer(withoutBias(1, 3, 3)),
                new FrozenLayer(RandomCases.normalization(3)),
                new FrozenLayer(activation(Nonlinearity.TANH)),
                new FrozenLayer(convolution(3, 4, 3, 2, Nonlinearity.TANH)),
                deconvolution(4, 3, 3, 2, Nonlinearity.TANH),
                convolution(3, 1, 3, 1, Nonlinearity.IDENTITY),
                new Cropping2D.Builder(0, 0, 0, 1).build(),
                toRows(1, 6, 5));
    }

    /** Dropout of single numbers of a grid. */
    static NetworkCase dropped() {
        return rows(
                "dropout on grids",
                new RowLayout(1, 5, 4, false),
                toGrid(1, 5, 4),
                convolution(1, 3, 3, 2, Nonlinearity.TANH),
                new DropoutLayer.Builder(new Dropout(0.7)).build(),
                deconvolution(3, 1, 3, 2, Nonlinearity.IDENTITY),
                new Cropping2D.Builder(1, 0, 0, 0).build(),
                toRows(1, 5, 4));
    }

    /** All but dropout, as parts. */
    static Stream<NetworkCase> parts() {
        return Stream.of(
                strides(),
                photograph(),
                wide(),
                rectified(),
                pooled(),
                normalized(),
                fixedNormalization(),
                truncated(),
                sequence(),
                pixels());
    }

    /** All but dropout, with a loss of their own. */
    static Stream<NetworkCase> wholes() {
        return Stream.concat(parts(), Stream.of(frozen())).map(GridCases::whole);
    }

    /** The same with its loss as a layer behind it. */
    static NetworkCase whole(NetworkCase part) {
        var layers = new ArrayList<>(part.layers());
        layers.add(new LossLayer.Builder(new LikelihoodLoss(part.groups()))
                .activation(part.groups().get(0).kind().activation())
                .build());
        return new NetworkCase(
                part.name(), layers, part.groups(), part.updater(), part.clipping(), part.threshold(), part.seed());
    }

    private static NetworkCase rows(String name, RowLayout layout, Layer... layers) {
        int outputs = ((GridToRows) layers[layers.length - 1]).layout().size();
        var groups = List.of(new OutputGroup(OutputKind.SQUARED_SIGMOID, 0, outputs, 2.5));
        return new NetworkCase(name, List.of(layers), groups, new Sgd(0.1), GradientNormalization.None, 1, 5);
    }

    private static RowsToGrid toGrid(int channels, int height, int width) {
        return new RowsToGrid(new RowLayout(channels, height, width, false), 0);
    }

    private static GridToRows toRows(int channels, int height, int width) {
        return new GridToRows(new RowLayout(channels, height, width, false));
    }

    /** Without an activation. */
    static Layer convolution(int in, int out, int kernel, int stride) {
        return convolution(in, out, kernel, stride, Nonlinearity.IDENTITY);
    }

    private static Layer convolution(int in, int out, int kernel, int stride, Nonlinearity f) {
        return across(new ConvolutionLayer.Builder(kernel, kernel).stride(stride, stride), in, out, f);
    }

    private static Layer deconvolution(int in, int out, int kernel, int stride, Nonlinearity f) {
        return across(new Deconvolution2D.Builder(kernel, kernel).stride(stride, stride), in, out, f);
    }

    private static Layer across(ConvolutionLayer.BaseConvBuilder<?> builder, int in, int out, Nonlinearity f) {
        return filtering(builder, SAME, in, out, f);
    }

    private static Layer truncated(ConvolutionLayer.BaseConvBuilder<?> builder, int in, int out) {
        return filtering(builder, ConvolutionMode.Truncate, in, out, Nonlinearity.TANH);
    }

    /** A convolution or deconvolution. */
    static Layer filtering(
            ConvolutionLayer.BaseConvBuilder<?> builder, ConvolutionMode mode, int in, int out, Nonlinearity f) {
        builder.nIn(in).nOut(out);
        builder.convolutionMode(mode);
        builder.activation(RandomCases.function(f));
        return builder.build();
    }

    private static Layer withoutBias(int in, int out, int kernel) {
        var builder = new ConvolutionLayer.Builder(kernel, kernel).stride(1, 1);
        builder.hasBias(false);
        return across(builder, in, out, Nonlinearity.IDENTITY);
    }

    static Layer pooling(int kernel, int stride, ConvolutionMode mode) {
        return new SubsamplingLayer.Builder(
                        SubsamplingLayer.PoolingType.MAX, new int[] {kernel, kernel}, new int[] {stride, stride})
                .convolutionMode(mode)
                .build();
    }

    private static Layer activation(Nonlinearity f) {
        return new ActivationLayer.Builder().activation(RandomCases.function(f)).build();
    }

    private static Layer dense(int in, int out, Nonlinearity f) {
        return new DenseLayer.Builder()
                .nIn(in)
                .nOut(out)
                .activation(RandomCases.function(f))
                .build();
    }
}
