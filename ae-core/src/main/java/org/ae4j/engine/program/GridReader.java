package org.ae4j.engine.program;

import org.ae4j.layer.GridToRows;
import org.ae4j.layer.RowsToGrid;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.Pooling2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;

/** Reads the layers that work on grids, and knows the grid between them. */
final class GridReader {
    private static final int HEIGHT = 0;
    private static final int WIDTH = 1;

    private final SegmentReader segments;
    private Grid grid; // null where there are rows

    GridReader(SegmentReader segments) {
        this.segments = segments;
    }

    /** Whether a layer is read here. */
    static boolean reads(Layer layer) {
        return layer instanceof RowsToGrid
                || layer instanceof GridToRows
                || layer instanceof ConvolutionLayer
                || layer instanceof SubsamplingLayer
                || layer instanceof Upsampling2D
                || layer instanceof Cropping2D
                || layer instanceof ZeroPaddingLayer;
    }

    /** Whether there is a grid now, and no rows. */
    boolean hasGrid() {
        return grid != null;
    }

    /** Numbers of a channel: 1 in rows. */
    int pixels() {
        return grid == null ? 1 : grid.pixels();
    }

    /** Refuses a normalisation of something else than the channels there are. */
    void checkChannels(int channels) {
        require(
                grid == null || grid.channels() == channels,
                "a normalisation of " + channels + " channels where the grid is " + grid);
    }

    /** The stage of a layer for which {@link #reads} is true. */
    Stage read(int index, Layer layer, boolean isFrozen) {
        require(layer.getIDropout() == null, "dropout inside a layer");
        if (layer instanceof RowsToGrid toGrid) {
            require(grid == null, "a grid of a grid");
            var stage = new Reshaping.ToGrid(toGrid.layout(), toGrid.getTold());
            grid = stage.output();
            return stage;
        }
        require(grid != null, layer.getClass().getSimpleName() + " on rows");
        if (layer instanceof GridToRows toRows) {
            return toRows(toRows);
        }
        Stage stage = onGrid(index, layer, isFrozen);
        require(grid.height() > 0 && grid.width() > 0, "a grid without pixels");
        return stage;
    }

    private Stage toRows(GridToRows layer) {
        var layout = layer.layout();
        var expected = new Grid(layout.channels(), layout.height(), layout.width());
        require(grid.equals(expected), "rows of a grid " + expected + " where the grid is " + grid);
        grid = null;
        return new Reshaping.ToRows(layout);
    }

    private Stage onGrid(int index, Layer layer, boolean isFrozen) {
        if (layer.getClass() == Deconvolution2D.class) {
            return deconvolution(index, (Deconvolution2D) layer, isFrozen);
        }
        if (layer.getClass() == ConvolutionLayer.class || layer.getClass() == Convolution2D.class) {
            return convolution(index, (ConvolutionLayer) layer, isFrozen);
        }
        if (layer.getClass() == SubsamplingLayer.class || layer.getClass() == Pooling2D.class) {
            return pooling((SubsamplingLayer) layer);
        }
        if (layer instanceof Upsampling2D upsampling) {
            requireChannelsFirst(upsampling.getFormat());
            int[] size = upsampling.getSize();
            var stage = new Reshaping.Upsampling(grid, size[HEIGHT], size[WIDTH]);
            grid = stage.output();
            return stage;
        }
        if (layer instanceof Cropping2D cropping) {
            requireChannelsFirst(cropping.getDataFormat());
            int[] sides = cropping.getCropping();
            return framing(-sides[0], -sides[1], -sides[2], -sides[3]);
        }
        if (layer instanceof ZeroPaddingLayer padding) {
            requireChannelsFirst(padding.getDataFormat());
            int[] sides = padding.getPadding();
            return framing(sides[0], sides[1], sides[2], sides[3]);
        }
        throw new UnsupportedNetworkException(layer.getClass().getSimpleName());
    }

    /** With margins at the four sides, below 0 where something is cut off. */
    private Stage framing(int top, int bottom, int left, int right) {
        Grid before = grid;
        grid = new Grid(grid.channels(), grid.height() + top + bottom, grid.width() + left + right);
        return new Reshaping.Framing(before, -top, -left, grid);
    }

    private Stage convolution(int index, ConvolutionLayer layer, boolean isFrozen) {
        check(layer);
        Window window =
                window(layer.getConvolutionMode(), layer.getKernelSize(), layer.getStride(), layer.getPadding());
        int filters = Math.toIntExact(layer.getNOut());
        long bias = layer.hasBias() ? segments.add(index, layer, "b", filters, isFrozen) : -1;
        long weights = segments.add(index, layer, "W", (long) filters * window.patch(), isFrozen);
        var stage =
                new Convolution(window, filters, weights, bias, ProgramReader.nonlinearity(layer.getActivationFn()));
        grid = stage.output();
        return stage;
    }

    private Stage deconvolution(int index, Deconvolution2D layer, boolean isFrozen) {
        check(layer);
        Grid before = grid;
        int[] kernel = layer.getKernelSize();
        int[] stride = layer.getStride();
        int[] padding = layer.getPadding();
        boolean same = layer.getConvolutionMode() == ConvolutionMode.Same;
        grid = new Grid(
                Math.toIntExact(layer.getNOut()),
                deconvolved(before.height(), kernel[HEIGHT], stride[HEIGHT], padding[HEIGHT], same),
                deconvolved(before.width(), kernel[WIDTH], stride[WIDTH], padding[WIDTH], same));
        require(grid.height() > 0 && grid.width() > 0, "a grid without pixels");
        Window window = window(layer.getConvolutionMode(), kernel, stride, padding);
        long bias = layer.hasBias() ? segments.add(index, layer, "b", grid.channels(), isFrozen) : -1;
        long weights = segments.add(index, layer, "W", (long) before.channels() * window.patch(), isFrozen);
        return new Deconvolution(
                window, before.channels(), weights, bias, ProgramReader.nonlinearity(layer.getActivationFn()));
    }

    private static int deconvolved(int size, int kernel, int stride, int padding, boolean same) {
        return same ? stride * size : stride * (size - 1) + kernel - 2 * padding;
    }

    private void check(ConvolutionLayer layer) {
        requireChannelsFirst(layer.getCnn2dDataFormat());
        requireDense(layer.getDilation());
        require(layer.getWeightNoise() == null, "weight noise");
        require(
                layer.getNIn() == grid.channels(),
                "filters of " + layer.getNIn() + " channels where the grid is " + grid);
    }

    private Stage pooling(SubsamplingLayer layer) {
        requireChannelsFirst(layer.getCnn2dDataFormat());
        requireDense(layer.getDilation());
        require(
                layer.getPoolingType() == org.deeplearning4j.nn.conf.layers.PoolingType.MAX,
                "pooling by " + layer.getPoolingType());
        var stage = new Pooling(
                window(layer.getConvolutionMode(), layer.getKernelSize(), layer.getStride(), layer.getPadding()));
        Window window = stage.window();
        require(
                window.top() < window.height() && window.left() < window.width(),
                "pooling of windows outside of the grid");
        grid = new Grid(grid.channels(), window.rows(), window.columns());
        return stage;
    }

    private Window window(ConvolutionMode mode, int[] kernel, int[] stride, int[] padding) {
        require(mode == ConvolutionMode.Same || mode == ConvolutionMode.Truncate, "the convolution mode " + mode);
        boolean same = mode == ConvolutionMode.Same;
        int rows = places(grid.height(), kernel[HEIGHT], stride[HEIGHT], padding[HEIGHT], same);
        int columns = places(grid.width(), kernel[WIDTH], stride[WIDTH], padding[WIDTH], same);
        int top = same ? margin(grid.height(), kernel[HEIGHT], stride[HEIGHT], rows) : padding[HEIGHT];
        int left = same ? margin(grid.width(), kernel[WIDTH], stride[WIDTH], columns) : padding[WIDTH];
        require(top >= 0 && left >= 0, "a stride that leaves pixels out");
        return new Window(grid, kernel[HEIGHT], kernel[WIDTH], stride[HEIGHT], stride[WIDTH], top, left, rows, columns);
    }

    private static int places(int size, int kernel, int stride, int padding, boolean same) {
        require(same || size + 2 * padding >= kernel, "a kernel larger than the grid");
        return same ? (size + stride - 1) / stride : (size + 2 * padding - kernel) / stride + 1;
    }

    /** Half of what the places reach beyond the grid; where that is odd, more is at the other end. */
    private static int margin(int size, int kernel, int stride, int places) {
        return ((places - 1) * stride + kernel - size) / 2;
    }

    private static void requireChannelsFirst(CNN2DFormat format) {
        require(format == CNN2DFormat.NCHW, "grids of the format " + format);
    }

    private static void requireDense(int[] dilation) {
        require(dilation[HEIGHT] == 1 && dilation[WIDTH] == 1, "dilation");
    }

    private static void require(boolean isKnown, String otherwise) {
        ProgramReader.require(isKnown, otherwise);
    }
}
