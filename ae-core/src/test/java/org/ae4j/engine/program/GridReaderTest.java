package org.ae4j.engine.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.ae4j.layer.GridToRows;
import org.ae4j.layer.RowLayout;
import org.ae4j.layer.RowsToGrid;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.learning.config.Sgd;

/** What is read of layers over grids, and what is refused. */
class GridReaderTest {
    private static final Layer GRID = new RowsToGrid(new RowLayout(2, 6, 5, false), 0);

    /** Behind a grid of 2×6×5. */
    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(convolution(2).dilation(2, 1).build(), "dilation"),
                Arguments.of(convolution(2).dropOut(0.5).build(), "dropout inside a layer"),
                Arguments.of(convolution(3).build(), "filters of 3 channels where the grid is 2×6×5"),
                Arguments.of(
                        convolution(2).convolutionMode(ConvolutionMode.Strict).build(), "the convolution mode Strict"),
                Arguments.of(convolution(2).kernelSize(7, 3).build(), "a kernel larger than the grid"),
                Arguments.of(
                        convolution(2)
                                .kernelSize(1, 1)
                                .stride(6, 6)
                                .convolutionMode(ConvolutionMode.Same)
                                .build(),
                        "a stride that leaves pixels out"),
                Arguments.of(convolution(2).dataFormat(CNN2DFormat.NHWC).build(), "grids of the format NHWC"),
                Arguments.of(
                        new SeparableConvolution2D.Builder(3, 3).nIn(2).nOut(2).build(), "SeparableConvolution2D"),
                Arguments.of(
                        new Deconvolution2D.Builder(1, 1)
                                .nIn(2)
                                .nOut(2)
                                .stride(1, 1)
                                .padding(3, 3)
                                .convolutionMode(ConvolutionMode.Truncate)
                                .build(),
                        "a grid without pixels"),
                Arguments.of(
                        new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.AVG)
                                .convolutionMode(ConvolutionMode.Same)
                                .build(),
                        "pooling by AVG"),
                Arguments.of(new Cropping2D.Builder(3, 3, 0, 0).build(), "a grid without pixels"),
                Arguments.of(GRID, "a grid of a grid"),
                Arguments.of(
                        new GridToRows(new RowLayout(2, 5, 6, false)), "rows of a grid 2×5×6 where the grid is 2×6×5"),
                Arguments.of(
                        new BatchNormalization.Builder()
                                .useLogStd(false)
                                .nIn(3)
                                .nOut(3)
                                .build(),
                        "a normalisation of 3 channels where the grid is 2×6×5"),
                Arguments.of(new DenseLayer.Builder().nIn(60).nOut(2).build(), "a dense layer on a grid"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsNotKnownIsRefused(Layer layer, String reason) {
        assertThatThrownBy(() -> read(GRID, layer))
                .isInstanceOf(UnsupportedNetworkException.class)
                .hasMessage(reason);
    }

    @Test
    void layersOfGridsAreRefusedOnRows() {
        Layer rows = new GridToRows(new RowLayout(2, 6, 5, false));
        assertThatThrownBy(() -> read(GRID, rows, new Upsampling2D.Builder(2).build()))
                .isInstanceOf(UnsupportedNetworkException.class)
                .hasMessage("Upsampling2D on rows");
    }

    @Test
    void windowsOfSamePaddingHaveLessOfItInFront() {
        Program program = read(
                GRID,
                convolution(2)
                        .kernelSize(4, 3)
                        .stride(1, 2)
                        .convolutionMode(ConvolutionMode.Same)
                        .build());
        var stage = (Convolution) program.last();
        assertThat(stage.window()).isEqualTo(new Window(new Grid(2, 6, 5), 4, 3, 1, 2, 1, 1, 6, 3));
        assertThat(stage.bias()).isZero();
        assertThat(stage.weights()).isEqualTo(4);
        assertThat(program.parameters()).isEqualTo(4 + 4 * 2 * 4 * 3);
    }

    private static ConvolutionLayer.Builder convolution(int channels) {
        var builder = new ConvolutionLayer.Builder(3, 3);
        builder.nIn(channels).nOut(4);
        builder.convolutionMode(ConvolutionMode.Truncate);
        return builder;
    }

    private static Program read(Layer... layers) {
        var list = new NeuralNetConfiguration.Builder().updater(new Sgd(0.1)).list();
        for (Layer layer : layers) {
            list.layer(layer.clone());
        }
        return ProgramReader.read(list.build());
    }
}
