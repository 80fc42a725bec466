package org.ae4j.engine.kernel;

import org.ae4j.engine.kernel.OneDnnConvolution.Kind;
import org.ae4j.engine.program.Filtering;

/**
 * By oneDNN's convolutions where it has good ones for this stage and processor, by patches elsewhere. They are made for a
 * number of rows each: a few numbers are enough to make up all others.
 */
final class OneDnnConvolver implements Convolver {
    private static final int[] ROWS = {32, 4, 1};

    /** Below, oneDNN's sums into a grid are slower than those of patches: three times, with one channel. */
    private static final int FEWEST_CHANNELS = 8;

    private final Filtering stage;
    private final PatchConvolver patches;
    private final GridKernels grids;
    private final OneDnnConvolution[][] made = new OneDnnConvolution[Kind.values().length][ROWS.length];
    private final boolean[][] isAsked = new boolean[Kind.values().length][ROWS.length];
    private final FloatMemory sums;
    private final FloatMemory some;
    private FloatMemory weights;
    private int version; // of the weights
    private int versionOfPatches;
    private boolean hasSumsOfPatches;

    OneDnnConvolver(Filtering stage, PatchConvolver patches, GridKernels grids) {
        this.stage = stage;
        this.patches = patches;
        this.grids = grids;
        this.sums = FloatMemory.allocate(stage.count());
        this.some = FloatMemory.allocate(stage.count());
    }

    @Override
    public void weights(Memory parameters, boolean areFinal) {
        weights = (FloatMemory) parameters;
        if (version == 0 || !areFinal) {
            version++;
        }
    }

    @Override
    public void toPixels(Memory grid, Memory pixels, int row, int rows) {
        run(Kind.TO_PIXELS, grid, pixels, row, rows);
    }

    @Override
    public void toGrid(Memory pixels, Memory grid, int row, int rows) {
        run(Kind.TO_GRID, grid, pixels, row, rows);
    }

    @Override
    public void clearGradient() {
        grids.clear(sums, 0, stage.count());
        hasSumsOfPatches = false;
    }

    @Override
    public void addGradient(Memory grid, Memory pixels, int row, int rows) {
        run(Kind.GRADIENT, grid, pixels, row, rows);
    }

    @Override
    public void readGradient(Memory gradient, long at) {
        if (hasSumsOfPatches) {
            patches.readGradient(gradient, at);
        } else {
            grids.clear(gradient, at, stage.count());
        }
        grids.add(gradient, at, sums, 0, stage.count());
    }

    private void run(Kind kind, Memory grid, Memory pixels, int row, int rows) {
        int done = 0;
        for (int i = 0; i < ROWS.length; i++) {
            for (; rows - done >= ROWS[i]; done += ROWS[i]) {
                OneDnnConvolution convolution = convolution(kind, i);
                if (convolution == null) {
                    byPatches(kind, grid, pixels, row + done, ROWS[i]);
                } else {
                    run(kind, convolution, (FloatMemory) grid, (FloatMemory) pixels, row + done);
                }
            }
        }
    }

    private void run(Kind kind, OneDnnConvolution convolution, FloatMemory grid, FloatMemory pixels, int row) {
        if (kind == Kind.GRADIENT) {
            convolution.run(grid, pixels, row);
            convolution.readWeights(some);
            grids.add(sums, 0, some, 0, stage.count());
        } else {
            convolution.weights(weights, stage.weights(), version);
            convolution.run(grid, pixels, row);
        }
    }

    private void byPatches(Kind kind, Memory grid, Memory pixels, int row, int rows) {
        if (kind == Kind.GRADIENT) {
            if (!hasSumsOfPatches) {
                patches.clearGradient();
                hasSumsOfPatches = true;
            }
            patches.addGradient(grid, pixels, row, rows);
            return;
        }
        if (versionOfPatches != version) {
            versionOfPatches = version;
            patches.weights(weights, false);
        }
        if (kind == Kind.TO_PIXELS) {
            patches.toPixels(grid, pixels, row, rows);
        } else {
            patches.toGrid(pixels, grid, row, rows);
        }
    }

    /** Made by the thread that uses it, for as many threads as that one has; null where patches are better. */
    private OneDnnConvolution convolution(Kind kind, int which) {
        if (!isAsked[kind.ordinal()][which]) {
            isAsked[kind.ordinal()][which] = true;
            boolean isSlow = kind == Kind.TO_GRID && stage.window().over().channels() < FEWEST_CHANNELS;
            made[kind.ordinal()][which] = isSlow ? null : OneDnnConvolution.find(kind, stage, ROWS[which]);
        }
        return made[kind.ordinal()][which];
    }

    @Override
    public void close() {
        for (OneDnnConvolution[] ofKind : made) {
            for (OneDnnConvolution one : ofKind) {
                if (one != null) {
                    one.close();
                }
            }
        }
        sums.close();
        some.close();
        patches.close();
    }
}
