package org.ae4j.engine.kernel;

import java.util.Arrays;
import org.ae4j.engine.program.SequenceStage;

/** {@link SequenceKernels} over {@link FloatMemory}: some rows with all of their steps at a time on the heap. */
final class FloatSequences implements SequenceKernels {
    /** Numbers of some rows: in the second level of the cache. */
    private static final int LENGTH = 1 << 14;

    private final FloatGrids grids;
    private float[] some = new float[0];
    private float[] step = new float[0];
    private float[] input = new float[0];

    FloatSequences(FloatGrids grids) {
        this.grids = grids;
    }

    @Override
    public void fromRows(
            SequenceStage.FromRows stage, Memory in, Memory out, int batchRows, int from, int rows, int[] ends) {
        int width = stage.inputs();
        int most = reserve(width);
        for (int first = from; first < from + rows; first += most) {
            int count = Math.min(most, from + rows - first);
            in.read((long) first * width, some, 0, count * width);
            for (int i = 0; i < count; i++) {
                ends[first + i] = end(stage, i * width);
            }
            clearMissing(count * width);
            for (int t = 0; t < stage.length(); t++) {
                for (int i = 0; i < count; i++) {
                    int own = i * width;
                    int to = i * stage.outputs();
                    copy(own + t * stage.features(), to, stage.features());
                    copy(own + stage.length() * stage.features(), to + stage.features(), stage.told());
                }
                out.write(place(stage.outputs(), batchRows, first, t), step, 0, count * stage.outputs());
            }
        }
    }

    private int end(SequenceStage.FromRows stage, int at) {
        int steps = 0;
        while (steps < stage.length() && !Float.isNaN(some[at + steps * stage.features()])) {
            steps++;
        }
        return steps;
    }

    private void clearMissing(int count) {
        for (int i = 0; i < count; i++) {
            some[i] = Float.isNaN(some[i]) ? 0 : some[i];
        }
    }

    private void copy(int from, int to, int count) {
        System.arraycopy(some, from, step, to, count);
    }

    @Override
    public void fromRowsGradient(
            SequenceStage.FromRows stage, Memory in, Memory d, Memory before, int batchRows, int from, int rows) {
        int width = stage.inputs();
        reserve(width);
        for (int row = from; row < from + rows; row++) {
            Arrays.fill(some, 0, width, 0);
            for (int t = 0; t < stage.length(); t++) {
                d.read(place(stage.outputs(), batchRows, row, t), step, 0, stage.outputs());
                System.arraycopy(step, 0, some, t * stage.features(), stage.features());
                for (int j = 0; j < stage.told(); j++) {
                    some[stage.length() * stage.features() + j] += step[stage.features() + j];
                }
            }
            in.read((long) row * width, input, 0, width);
            for (int j = 0; j < width; j++) {
                some[j] = Float.isNaN(input[j]) ? 0 : some[j];
            }
            before.write((long) row * width, some, 0, width);
        }
    }

    @Override
    public void toRows(SequenceStage.ToRows stage, Memory in, Memory out, int batchRows, int from, int rows) {
        int width = stage.outputs();
        int most = reserve(width);
        for (int first = from; first < from + rows; first += most) {
            int count = Math.min(most, from + rows - first);
            for (int t = 0; t < stage.length(); t++) {
                in.read(place(stage.features(), batchRows, first, t), step, 0, count * stage.features());
                for (int i = 0; i < count; i++) {
                    int to = i * width + t * stage.features();
                    System.arraycopy(step, i * stage.features(), some, to, stage.features());
                }
            }
            out.write((long) first * width, some, 0, count * width);
        }
    }

    @Override
    public void toRowsGradient(SequenceStage.ToRows stage, Memory d, Memory before, int batchRows, int from, int rows) {
        int width = stage.outputs();
        int most = reserve(width);
        for (int first = from; first < from + rows; first += most) {
            int count = Math.min(most, from + rows - first);
            d.read((long) first * width, some, 0, count * width);
            for (int t = 0; t < stage.length(); t++) {
                for (int i = 0; i < count; i++) {
                    copy(i * width + t * stage.features(), i * stage.features(), stage.features());
                }
                before.write(place(stage.features(), batchRows, first, t), step, 0, count * stage.features());
            }
        }
    }

    @Override
    public void lastStep(
            SequenceStage.LastStep stage, Memory in, Memory out, int batchRows, int from, int rows, int[] ends) {
        int units = stage.units();
        reserve(units);
        for (int row = from; row < from + rows; row++) {
            in.read(place(units, batchRows, row, SequenceKernels.last(stage, ends, row)), step, 0, units);
            out.write((long) row * units, step, 0, units);
        }
    }

    @Override
    public void lastStepGradient(
            SequenceStage.LastStep stage, Memory d, Memory before, int batchRows, int from, int rows, int[] ends) {
        int units = stage.units();
        reserve(units);
        for (int t = 0; t < stage.length(); t++) {
            grids.clear(before, place(units, batchRows, from, t), rows * units);
        }
        for (int row = from; row < from + rows; row++) {
            d.read((long) row * units, step, 0, units);
            before.write(place(units, batchRows, row, SequenceKernels.last(stage, ends, row)), step, 0, units);
        }
    }

    /** Makes room for rows of this width; how many there is room for. */
    private int reserve(int width) {
        int length = Math.max(LENGTH, width);
        if (some.length < length) {
            some = new float[length];
            step = new float[length];
            input = new float[length];
        }
        return length / width;
    }

    private static long place(int width, int batchRows, int row, int step) {
        return ((long) step * batchRows + row) * width;
    }
}
