package org.ae4j.engine.kernel;

import java.util.function.LongFunction;
import org.ae4j.engine.program.Filtering;
import org.ae4j.engine.program.Window;

/**
 * Convolutions to few channels, of which oneDNN computes sixteen: what each pixel of the grid adds to all places that see it
 * is a product of the grid as it lies, and sums of those are the places. Patches would hold each pixel as often as it is seen,
 * with all of its channels.
 */
final class FewFiltersConvolver implements Convolver {
    /** From here on the sums take longer than what oneDNN computes in vain; strides make as many products in vain. */
    private static final int MANY_FILTERS = 4;

    private static final int FEW_CHANNELS = 8;
    /** Numbers that go through together. */
    private static final int SOME = 1 << 16;

    private final Filtering stage;
    private final Kernels kernels;
    private final Convolver others;
    private final Gathering seen;
    private final Gathering laying;
    private final Memory parts;
    private final Memory laid;
    private final Memory sums;
    private final int channels;
    private final int pixels;
    private final int width;
    private final int chunk;
    private boolean isLaid;

    /**
     * Of a stage that {@link #suits}.
     *
     * @param others of the same stage, for what is no product of few channels
     */
    FewFiltersConvolver(Filtering stage, Kernels kernels, LongFunction<Memory> allocation, Convolver others) {
        this.stage = stage;
        this.kernels = kernels;
        this.others = others;
        this.seen = Gatherings.places(stage);
        this.laying = Gatherings.weightsOfChannels(stage);
        this.channels = stage.window().over().channels();
        this.pixels = stage.window().over().pixels();
        this.width = stage.count() / channels;
        this.chunk = Math.max(1, SOME / (pixels * width));
        this.parts = allocation.apply((long) chunk * pixels * width);
        this.laid = allocation.apply(stage.count());
        this.sums = allocation.apply(stage.count());
    }

    /** Whether it is faster for this stage. */
    static boolean suits(Filtering stage) {
        Window window = stage.window();
        return stage.across() * window.down() * window.across() < MANY_FILTERS
                && window.over().channels() >= FEW_CHANNELS;
    }

    @Override
    public void weights(Memory parameters, boolean areFinal) {
        others.weights(parameters, areFinal);
        if (!isLaid || !areFinal) {
            isLaid = true;
            kernels.grids().gather(laying, parameters, stage.weights(), 1, laid, 0);
        }
    }

    @Override
    public void toPixels(Memory grid, Memory places, int row, int rows) {
        for (int i = row; i < row + rows; i += chunk) {
            int some = Math.min(chunk, row + rows - i);
            long at = (long) i * pixels * channels;
            kernels.multiply(
                    false, false, some * pixels, width, channels, grid, at, channels, laid, 0, width, parts, 0, width);
            kernels.grids().scatter(seen, parts, 0, some, places, (long) i * seen.inputs());
        }
    }

    @Override
    public void toGrid(Memory places, Memory grid, int row, int rows) {
        others.toGrid(places, grid, row, rows);
    }

    @Override
    public void clearGradient() {
        kernels.grids().clear(sums, 0, stage.count());
    }

    @Override
    public void addGradient(Memory grid, Memory places, int row, int rows) {
        for (int i = row; i < row + rows; i += chunk) {
            int some = Math.min(chunk, row + rows - i);
            long at = (long) i * pixels * channels;
            kernels.grids().gather(seen, places, (long) i * seen.inputs(), some, parts, 0);
            kernels.multiplyAdd(
                    true, false, channels, width, some * pixels, grid, at, channels, parts, 0, width, sums, 0, width);
        }
    }

    @Override
    public void readGradient(Memory gradient, long at) {
        kernels.grids().scatter(laying, sums, 0, 1, gradient, at);
    }

    @Override
    public void close() {
        others.close();
        parts.close();
        laid.close();
        sums.close();
    }
}
