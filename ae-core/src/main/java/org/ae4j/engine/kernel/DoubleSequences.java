package org.ae4j.engine.kernel;

import org.ae4j.engine.program.SequenceStage;

/** {@link SequenceKernels}, number by number. */
final class DoubleSequences implements SequenceKernels {
    private final GridKernels grids;

    DoubleSequences(GridKernels grids) {
        this.grids = grids;
    }

    @Override
    public void fromRows(
            SequenceStage.FromRows stage, Memory in, Memory out, int batchRows, int from, int rows, int[] ends) {
        for (int row = from; row < from + rows; row++) {
            ends[row] = end(stage, doubles(in), (long) row * stage.inputs());
            for (int step = 0; step < stage.length(); step++) {
                for (int j = 0; j < stage.outputs(); j++) {
                    double x = doubles(in).get(source(stage, row, step, j));
                    doubles(out).set(place(stage.outputs(), batchRows, row, step, j), Double.isNaN(x) ? 0 : x);
                }
            }
        }
    }

    private static int end(SequenceStage.FromRows stage, DoubleMemory in, long at) {
        int step = 0;
        while (step < stage.length() && !Double.isNaN(in.get(at + (long) step * stage.features()))) {
            step++;
        }
        return step;
    }

    @Override
    public void fromRowsGradient(
            SequenceStage.FromRows stage, Memory in, Memory d, Memory before, int batchRows, int from, int rows) {
        grids.clear(before, (long) from * stage.inputs(), rows * stage.inputs());
        for (int row = from; row < from + rows; row++) {
            for (int step = 0; step < stage.length(); step++) {
                for (int j = 0; j < stage.outputs(); j++) {
                    long source = source(stage, row, step, j);
                    double gradient = doubles(d).get(place(stage.outputs(), batchRows, row, step, j));
                    if (!Double.isNaN(doubles(in).get(source))) {
                        doubles(before).set(source, doubles(before).get(source) + gradient);
                    }
                }
            }
        }
    }

    @Override
    public void toRows(SequenceStage.ToRows stage, Memory in, Memory out, int batchRows, int from, int rows) {
        for (int row = from; row < from + rows; row++) {
            for (int k = 0; k < stage.outputs(); k++) {
                long place = place(stage.features(), batchRows, row, k / stage.features(), k % stage.features());
                doubles(out).set((long) row * stage.outputs() + k, doubles(in).get(place));
            }
        }
    }

    @Override
    public void toRowsGradient(SequenceStage.ToRows stage, Memory d, Memory before, int batchRows, int from, int rows) {
        for (int row = from; row < from + rows; row++) {
            for (int k = 0; k < stage.outputs(); k++) {
                long place = place(stage.features(), batchRows, row, k / stage.features(), k % stage.features());
                doubles(before).set(place, doubles(d).get((long) row * stage.outputs() + k));
            }
        }
    }

    @Override
    public void lastStep(
            SequenceStage.LastStep stage, Memory in, Memory out, int batchRows, int from, int rows, int[] ends) {
        for (int row = from; row < from + rows; row++) {
            for (int j = 0; j < stage.units(); j++) {
                long place = place(stage.units(), batchRows, row, SequenceKernels.last(stage, ends, row), j);
                doubles(out).set((long) row * stage.units() + j, doubles(in).get(place));
            }
        }
    }

    @Override
    public void lastStepGradient(
            SequenceStage.LastStep stage, Memory d, Memory before, int batchRows, int from, int rows, int[] ends) {
        for (int row = from; row < from + rows; row++) {
            for (int step = 0; step < stage.length(); step++) {
                boolean isLast = step == SequenceKernels.last(stage, ends, row);
                for (int j = 0; j < stage.units(); j++) {
                    double gradient = isLast ? doubles(d).get((long) row * stage.units() + j) : 0;
                    doubles(before).set(place(stage.units(), batchRows, row, step, j), gradient);
                }
            }
        }
    }

    /** Where a row holds a feature of a step; those that are told lie behind all steps. */
    private static long source(SequenceStage.FromRows stage, int row, int step, int feature) {
        long at = (long) row * stage.inputs();
        return feature < stage.features()
                ? at + (long) step * stage.features() + feature
                : at + (long) stage.length() * stage.features() + feature - stage.features();
    }

    private static long place(int width, int batchRows, int row, int step, int column) {
        return ((long) step * batchRows + row) * width + column;
    }

    private static DoubleMemory doubles(Memory memory) {
        return (DoubleMemory) memory;
    }
}
