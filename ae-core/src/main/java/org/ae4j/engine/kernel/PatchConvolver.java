package org.ae4j.engine.kernel;

import java.util.function.LongFunction;
import org.ae4j.engine.program.Filtering;

/**
 * By matrix products: patches of some rows lie side by side, as many as stay in the cache (Chellapilla et al. 2006, section
 * 3.2).
 */
final class PatchConvolver implements Convolver {
    /** Numbers of the patches that lie side by side. */
    private static final int SOME = 1 << 16;

    private final Filtering stage;
    private final Kernels kernels;
    private final LongFunction<Memory> allocation;
    private final Gathering gathering;
    private final Gathering laying;
    private final int patch;
    private final int places;
    private final int across;
    private final int chunk;
    private Memory patches; // none of them before they are needed
    private Memory laid;
    private Memory sums;

    PatchConvolver(Filtering stage, Kernels kernels, LongFunction<Memory> allocation) {
        this.stage = stage;
        this.kernels = kernels;
        this.allocation = allocation;
        this.gathering = Gatherings.patches(stage.window());
        this.laying = Gatherings.weights(stage);
        this.patch = stage.window().patch();
        this.places = stage.window().places();
        this.across = stage.across();
        this.chunk = Math.max(1, SOME / (places * patch));
    }

    @Override
    public void weights(Memory parameters, boolean areFinal) {
        if (laid == null || !areFinal) {
            laid = reserved(laid, stage.count());
            kernels.grids().gather(laying, parameters, stage.weights(), 1, laid, 0);
        }
    }

    @Override
    public void toPixels(Memory grid, Memory pixels, int row, int rows) {
        for (int i = row; i < row + rows; i += chunk) {
            int some = Math.min(chunk, row + rows - i);
            gather(grid, i, some);
            kernels.multiply(
                    false,
                    false,
                    some * places,
                    across,
                    patch,
                    patches,
                    0,
                    patch,
                    laid,
                    0,
                    across,
                    pixels,
                    ofPixels(i),
                    across);
        }
    }

    @Override
    public void toGrid(Memory pixels, Memory grid, int row, int rows) {
        patches = reserved(patches, (long) chunk * places * patch);
        for (int i = row; i < row + rows; i += chunk) {
            int some = Math.min(chunk, row + rows - i);
            kernels.multiply(
                    false,
                    true,
                    some * places,
                    patch,
                    across,
                    pixels,
                    ofPixels(i),
                    across,
                    laid,
                    0,
                    across,
                    patches,
                    0,
                    patch);
            kernels.grids().scatter(gathering, patches, 0, some, grid, ofGrid(i));
        }
    }

    @Override
    public void clearGradient() {
        sums = reserved(sums, stage.count());
        kernels.grids().clear(sums, 0, stage.count());
    }

    @Override
    public void addGradient(Memory grid, Memory pixels, int row, int rows) {
        for (int i = row; i < row + rows; i += chunk) {
            int some = Math.min(chunk, row + rows - i);
            gather(grid, i, some);
            kernels.multiplyAdd(
                    true,
                    false,
                    patch,
                    across,
                    some * places,
                    patches,
                    0,
                    patch,
                    pixels,
                    ofPixels(i),
                    across,
                    sums,
                    0,
                    across);
        }
    }

    @Override
    public void readGradient(Memory gradient, long at) {
        kernels.grids().scatter(laying, sums, 0, 1, gradient, at);
    }

    private void gather(Memory grid, int row, int rows) {
        patches = reserved(patches, (long) chunk * places * patch);
        kernels.grids().gather(gathering, grid, ofGrid(row), rows, patches, 0);
    }

    private long ofGrid(int row) {
        return (long) row * gathering.inputs();
    }

    private long ofPixels(int row) {
        return (long) row * places * across;
    }

    private Memory reserved(Memory there, long length) {
        return there == null ? allocation.apply(length) : there;
    }

    @Override
    public void close() {
        for (Memory memory : new Memory[] {patches, laid, sums}) {
            if (memory != null) {
                memory.close();
            }
        }
    }
}
