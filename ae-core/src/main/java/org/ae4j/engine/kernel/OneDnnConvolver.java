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
    private final Kernels kernels;
    private final OneDnnConvolution[][] made = new OneDnnConvolution[Kind.values().length][ROWS.length];
    private final boolean[][] isAsked = new boolean[Kind.values().length][ROWS.length];
    private final FloatMemory sums;
    private final FloatMemory some;
    private FloatMemory weights;
    private boolean areFinal;
    private int version;

    OneDnnConvolver(Filtering stage, PatchConvolver patches, Kernels kernels) {
        this.stage = stage;
        this.patches = patches;
        this.kernels = kernels;
        this.sums = FloatMemory.allocate(stage.count());
        this.some = FloatMemory.allocate(stage.count());
    }

    @Override
    public void weights(Memory parameters, boolean areTheSame) {
        weights = (FloatMemory) parameters;
        areFinal = areTheSame;
        version += areFinal && version > 0 ? 0 : 1;
        if (!isGood(Kind.TO_PIXELS) || !isGood(Kind.TO_GRID)) {
            patches.weights(parameters, areTheSame);
        }
    }

    @Override
    public void toPixels(Memory grid, Memory pixels, int row, int rows) {
        if (isGood(Kind.TO_PIXELS)) {
            run(Kind.TO_PIXELS, (FloatMemory) grid, (FloatMemory) pixels, row, rows);
        } else {
            patches.toPixels(grid, pixels, row, rows);
        }
    }

    @Override
    public void toGrid(Memory pixels, Memory grid, int row, int rows) {
        if (isGood(Kind.TO_GRID)) {
            run(Kind.TO_GRID, (FloatMemory) grid, (FloatMemory) pixels, row, rows);
        } else {
            patches.toGrid(pixels, grid, row, rows);
        }
    }

    @Override
    public void clearGradient() {
        if (isGood(Kind.GRADIENT)) {
            kernels.grids().clear(sums, 0, stage.count());
        } else {
            patches.clearGradient();
        }
    }

    @Override
    public void addGradient(Memory grid, Memory pixels, int row, int rows) {
        if (isGood(Kind.GRADIENT)) {
            run(Kind.GRADIENT, (FloatMemory) grid, (FloatMemory) pixels, row, rows);
        } else {
            patches.addGradient(grid, pixels, row, rows);
        }
    }

    @Override
    public void readGradient(Memory gradient, long at) {
        if (isGood(Kind.GRADIENT)) {
            kernels.grids().clear(gradient, at, stage.count());
            kernels.grids().add(gradient, at, sums, 0, stage.count());
        } else {
            patches.readGradient(gradient, at);
        }
    }

    private void run(Kind kind, FloatMemory grid, FloatMemory pixels, int row, int rows) {
        int done = 0;
        for (int i = 0; i < ROWS.length; i++) {
            for (; rows - done >= ROWS[i]; done += ROWS[i]) {
                OneDnnConvolution convolution = convolution(kind, i);
                if (kind != Kind.GRADIENT) {
                    convolution.weights(weights, stage.weights(), version);
                }
                convolution.run(grid, pixels, row + done);
                if (kind == Kind.GRADIENT) {
                    convolution.readWeights(some);
                    kernels.grids().add(sums, 0, some, 0, stage.count());
                }
            }
        }
    }

    /** Whether oneDNN has good ones for all numbers of rows. */
    private boolean isGood(Kind kind) {
        if (kind == Kind.TO_GRID && stage.window().over().channels() < FEWEST_CHANNELS) {
            return false;
        }
        boolean isGood = true;
        for (int i = 0; i < ROWS.length; i++) {
            isGood &= convolution(kind, i) != null;
        }
        return isGood;
    }

    /** Made by the thread that uses it: it is made for as many threads as that one has; null where oneDNN has none. */
    private OneDnnConvolution convolution(Kind kind, int which) {
        if (!isAsked[kind.ordinal()][which]) {
            isAsked[kind.ordinal()][which] = true;
            made[kind.ordinal()][which] = OneDnnConvolution.find(kind, stage, ROWS[which]);
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
