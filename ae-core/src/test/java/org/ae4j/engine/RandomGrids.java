package org.ae4j.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ae4j.engine.program.Grid;
import org.ae4j.engine.program.Nonlinearity;
import org.ae4j.layer.GridToRows;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.OutputKind;
import org.ae4j.layer.RowLayout;
import org.ae4j.layer.RowsToGrid;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.nd4j.linalg.learning.config.Sgd;

/** Networks over grids drawn from a seed: two to five layers, sides of 1 to 12 pixels, 1 to 20 channels. */
final class RandomGrids {
    private static final int LONGEST_SIDE = 12;

    private final Random random;
    private final List<Layer> layers = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private Grid grid;

    private RandomGrids(long seed) {
        // The first numbers of neighbouring seeds are alike.
        random = new Random(seed * 0x9E3779B97F4A7C15L);
        text.append("grids, seed ").append(seed).append(':');
    }

    /** The network of this seed. */
    static NetworkCase network(long seed) {
        return new RandomGrids(seed).draw(seed);
    }

    private NetworkCase draw(long seed) {
        boolean isSequence = random.nextInt(4) == 0;
        var layout = new RowLayout(size(4), size(LONGEST_SIDE), isSequence ? 1 : size(LONGEST_SIDE), isSequence);
        int told = random.nextInt(3);
        layers.add(new RowsToGrid(layout, told));
        grid = new Grid(layout.channels() + told, layout.height(), layout.width());
        text.append(' ').append(grid);
        int depth = 1 + random.nextInt(4);
        for (int i = 0; i < depth; i++) {
            addLayer();
        }
        convolve();
        text.append(" → ").append(grid);
        var rows = new RowLayout(grid.channels(), grid.height(), grid.width(), isSequence);
        layers.add(new GridToRows(rows));
        var groups = List.of(new OutputGroup(OutputKind.CROSS_ENTROPY, 0, rows.size(), 1));
        var part = new NetworkCase(text.toString(), layers, groups, new Sgd(0.02), GradientNormalization.None, 1, seed);
        return GridCases.whole(part);
    }

    private void addLayer() {
        boolean isLarge = Math.max(grid.height(), grid.width()) > LONGEST_SIDE;
        switch (random.nextInt(isLarge ? 4 : 6)) {
            case 0 -> pool();
            case 1 -> crop();
            case 2, 3 -> convolve();
            case 4 -> deconvolve();
            default -> repeat();
        }
        text.append(" → ").append(grid);
    }

    private void convolve() {
        ConvolutionMode mode = mode();
        int high = kernel(grid.height(), mode);
        int wide = kernel(grid.width(), mode);
        int down = 1 + random.nextInt(Math.min(2, high));
        int across = 1 + random.nextInt(Math.min(2, wide));
        int above = mode == ConvolutionMode.Same ? 0 : random.nextInt(high);
        int left = mode == ConvolutionMode.Same ? 0 : random.nextInt(wide);
        int filters = size(20);
        var builder =
                new ConvolutionLayer.Builder(high, wide).stride(down, across).padding(above, left);
        text.append(" convolution ").append(high).append('×').append(wide);
        describe(mode, down, across, above, left);
        layers.add(GridCases.filtering(builder, mode, grid.channels(), filters, activation()));
        grid = new Grid(
                filters,
                convolved(grid.height(), high, down, above, mode),
                convolved(grid.width(), wide, across, left, mode));
    }

    private static int convolved(int size, int kernel, int stride, int padding, ConvolutionMode mode) {
        return mode == ConvolutionMode.Same ? (size + stride - 1) / stride : (size + 2 * padding - kernel) / stride + 1;
    }

    private void deconvolve() {
        ConvolutionMode mode = mode();
        int high = 1 + random.nextInt(4);
        int wide = 1 + random.nextInt(4);
        int down = 1 + random.nextInt(Math.min(2, high));
        int across = 1 + random.nextInt(Math.min(2, wide));
        int filters = size(20);
        var builder = new Deconvolution2D.Builder(high, wide).stride(down, across);
        text.append(" deconvolution ").append(high).append('×').append(wide);
        describe(mode, down, across, 0, 0);
        layers.add(GridCases.filtering(builder, mode, grid.channels(), filters, activation()));
        boolean same = mode == ConvolutionMode.Same;
        grid = new Grid(
                filters,
                same ? down * grid.height() : down * (grid.height() - 1) + high,
                same ? across * grid.width() : across * (grid.width() - 1) + wide);
    }

    private void pool() {
        int stride = 1 + random.nextInt(2);
        text.append(" pooling by ").append(stride);
        layers.add(GridCases.pooling(2, stride, ConvolutionMode.Same));
        grid = new Grid(grid.channels(), (grid.height() + stride - 1) / stride, (grid.width() + stride - 1) / stride);
    }

    private void crop() {
        int bottom = random.nextInt(grid.height());
        int left = random.nextInt(grid.width());
        text.append(" crop ").append(bottom).append(' ').append(left);
        layers.add(new Cropping2D.Builder(0, bottom, left, 0).build());
        grid = new Grid(grid.channels(), grid.height() - bottom, grid.width() - left);
    }

    private void repeat() {
        text.append(" twice");
        layers.add(new Upsampling2D.Builder().size(new int[] {2, 1}).build());
        grid = new Grid(grid.channels(), 2 * grid.height(), grid.width());
    }

    private void describe(ConvolutionMode mode, int down, int across, int above, int left) {
        text.append(' ').append(mode).append(" by ").append(down).append('×').append(across);
        text.append(" margins ").append(above).append('×').append(left);
    }

    private ConvolutionMode mode() {
        return random.nextBoolean() ? ConvolutionMode.Same : ConvolutionMode.Truncate;
    }

    private int kernel(int size, ConvolutionMode mode) {
        return 1 + random.nextInt(mode == ConvolutionMode.Same ? 5 : Math.min(5, size));
    }

    /** Smooth ones: the largest of a window may be any of two near each other as it is. */
    private Nonlinearity activation() {
        return List.of(Nonlinearity.TANH, Nonlinearity.SWISH, Nonlinearity.IDENTITY)
                .get(random.nextInt(3));
    }

    private int size(int most) {
        return 1 + random.nextInt(most);
    }
}
