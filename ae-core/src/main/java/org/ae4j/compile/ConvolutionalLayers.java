package org.ae4j.compile;

import java.util.ArrayList;
import java.util.List;
import org.ae4j.layer.GridToRows;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.RowLayout;
import org.ae4j.layer.RowsToGrid;
import org.ae4j.layer.StableActivation;
import org.ae4j.spec.Architecture;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.nd4j.linalg.activations.Activation;

/**
 * Convolutional blocks, mirrored in the decoder. A layer halves the grid, rounding up; on the way back each doubles it, and
 * what is too much is cropped at the bottom and on the right.
 *
 * @param architecture numbers of filters and kernel
 * @param grid of a row
 * @param told numbers that follow a row in the encoder's input
 * @param style of all
 */
record ConvolutionalLayers(Architecture.Convolutional architecture, RowGrid grid, int told, LayerStyle style)
        implements Hidden {
    private static final int STRIDE = 2;

    @Override
    public Blocks encoder(int inputs) {
        var blocks = new ArrayList<List<Layer>>();
        int channels = grid.layout().channels() + told;
        for (int i = 0; i < depth(); i++) {
            String name = "encoder" + i;
            var layers = new ArrayList<Layer>();
            if (i == 0) {
                layers.add(named(name + ".grid", new RowsToGrid(grid.layout(), told)));
            }
            layers.addAll(down(name, channels, filters(i)));
            if (i == depth() - 1) {
                layers.add(named(name + ".rows", new GridToRows(innermost())));
            }
            blocks.add(layers);
            channels = filters(i);
        }
        return new Blocks(blocks, innermost().size());
    }

    @Override
    public Blocks decoder(int inputs) {
        var blocks = new ArrayList<List<Layer>>();
        int channels = innermost().channels();
        var first = new ArrayList<Layer>();
        first.add(style.dense("decoder0", inputs, innermost().size(), style.ownActivation(), style.ownBias()));
        first.add(named("decoder0.grid", new RowsToGrid(innermost(), 0)));
        first.addAll(style.behind("decoder0", channels));
        blocks.add(first);
        for (int i = depth() - 1; i > 0; i--) {
            String name = "decoder" + (depth() - i);
            var layers = new ArrayList<Layer>();
            layers.addAll(up(name, i, filters(i), filters(i - 1), style.ownActivation(), style.ownBias()));
            layers.addAll(style.behind(name, filters(i - 1)));
            blocks.add(layers);
        }
        return new Blocks(blocks, filters(0));
    }

    @Override
    public List<Layer> linearOutput(int inputs) {
        var layers =
                new ArrayList<>(up(LayerStyle.OUTPUT, 0, inputs, grid.layout().channels(), Activation.IDENTITY, true));
        layers.add(named(LayerStyle.OUTPUT + ".rows", new GridToRows(grid.layout())));
        return layers;
    }

    @Override
    public List<Layer> output(int inputs, List<OutputGroup> groups) {
        var layers = new ArrayList<>(linearOutput(inputs));
        layers.add(LayerStyle.loss(groups));
        return layers;
    }

    @Override
    public List<Layer> rowsBehind(int block) {
        return block < depth() - 1 ? List.of(named("cut.rows", new GridToRows(behind(block)))) : List.of();
    }

    @Override
    public List<Layer> rowsInFront(int block) {
        return block > 0 && block < depth()
                ? List.of(named("cut.grid", new RowsToGrid(behind(block - 1), 0)))
                : List.of();
    }

    private RowLayout behind(int block) {
        return new RowLayout(filters(block), height(block + 1), width(block + 1), false);
    }

    private List<Layer> down(String name, int in, int out) {
        var layers = new ArrayList<Layer>();
        layers.add(style.penalized(convolution(
                name, in, out, architecture.pooling() ? 1 : STRIDE, style.ownActivation(), style.ownBias())));
        layers.addAll(style.behind(name, out));
        if (architecture.pooling()) {
            layers.add(named(
                    name + ".pool",
                    new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX, sides(STRIDE), sides(STRIDE))
                            .convolutionMode(ConvolutionMode.Same)
                            .build()));
        }
        return layers;
    }

    /** From the grid behind {@code level + 1} layers to that behind {@code level}. */
    private List<Layer> up(String name, int level, int in, int out, Activation activation, boolean bias) {
        var layers = new ArrayList<Layer>();
        if (architecture.pooling()) {
            layers.add(named(
                    name + ".double",
                    new Upsampling2D.Builder().size(sides(STRIDE)).build()));
            layers.add(style.penalized(convolution(name, in, out, 1, activation, bias)));
        } else {
            layers.add(style.penalized(new Deconvolution2D.Builder(sides(architecture.kernel()), sides(STRIDE))
                    .name(name)
                    .nIn(in)
                    .nOut(out)
                    .convolutionMode(ConvolutionMode.Same)
                    .activation(StableActivation.of(activation))
                    .hasBias(bias)
                    .build()));
        }
        int bottom = STRIDE * height(level + 1) - height(level);
        int right = grid.across(STRIDE) * width(level + 1) - width(level);
        if (bottom > 0 || right > 0) {
            layers.add(named(name + ".crop", new Cropping2D.Builder(0, bottom, 0, right).build()));
        }
        return layers;
    }

    private ConvolutionLayer convolution(
            String name, int in, int out, int stride, Activation activation, boolean bias) {
        return new ConvolutionLayer.Builder(sides(architecture.kernel()), sides(stride))
                .name(name)
                .nIn(in)
                .nOut(out)
                .convolutionMode(ConvolutionMode.Same)
                .activation(StableActivation.of(activation))
                .hasBias(bias)
                .build();
    }

    private static Layer named(String name, Layer layer) {
        layer.setLayerName(name);
        return layer;
    }

    private int[] sides(int size) {
        return new int[] {size, grid.across(size)};
    }

    private int depth() {
        return architecture.filters().size();
    }

    private int filters(int level) {
        return architecture.filters().get(level);
    }

    /** What is left behind all layers; the code layer sees it channel by channel. */
    private RowLayout innermost() {
        return behind(depth() - 1);
    }

    private int height(int level) {
        return halved(grid.layout().height(), level);
    }

    private int width(int level) {
        return grid.layout().channelsLast() ? 1 : halved(grid.layout().width(), level);
    }

    private static int halved(int size, int times) {
        int left = size;
        for (int i = 0; i < times; i++) {
            left = (left + STRIDE - 1) / STRIDE;
        }
        return left;
    }
}
