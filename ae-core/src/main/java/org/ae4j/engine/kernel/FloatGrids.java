package org.ae4j.engine.kernel;

import java.util.Arrays;
import org.ae4j.engine.program.Filtering;
import org.ae4j.engine.program.Window;

/** Grid kernels over {@link FloatMemory}, row by row in heap arrays, which grow to the longest row. */
final class FloatGrids implements GridKernels {
    private final Convolvers convolvers;
    private final FloatPooling pooling = new FloatPooling();
    private float[] x = new float[0];
    private float[] y = new float[0];
    private float[] shifted = new float[0];

    FloatGrids(Convolvers convolvers) {
        this.convolvers = convolvers;
    }

    @Override
    public Convolver convolver(int index, Filtering stage) {
        return convolvers.of(index, stage);
    }

    @Override
    public void gather(Gathering gathering, Memory from, long fromAt, int rows, Memory to, long toAt) {
        int inputs = gathering.inputs();
        int outputs = gathering.outputs();
        grow(inputs, outputs);
        for (int row = 0; row < rows; row++) {
            from.read(fromAt + (long) row * inputs, x, 0, inputs);
            gather(gathering, x, 0, y);
            to.write(toAt + (long) row * outputs, y, 0, outputs);
        }
    }

    /**
     * Gathers a row; x has room for one number more.
     *
     * @param nothing what is gathered from nowhere
     */
    static void gather(Gathering gathering, float[] x, float nothing, float[] y) {
        if (gathering.shortRuns() != null) {
            x[gathering.inputs()] = nothing;
            gather(gathering.shortRuns(), x, y, gathering.outputs());
        } else {
            copyRuns(gathering, x, nothing, y);
        }
    }

    private static void gather(int[] places, float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = x[places[i]];
        }
    }

    private static void copyRuns(Gathering gathering, float[] x, float nothing, float[] y) {
        int at = 0;
        for (int run = 0; run < gathering.runs(); run++) {
            int start = gathering.start(run);
            int length = gathering.length(run);
            if (start < 0) {
                Arrays.fill(y, at, at + length, nothing);
            } else {
                System.arraycopy(x, start, y, at, length);
            }
            at += length;
        }
    }

    @Override
    public void scatter(Gathering gathering, Memory from, long fromAt, int rows, Memory to, long toAt) {
        int inputs = gathering.inputs();
        int outputs = gathering.outputs();
        grow(inputs, outputs);
        for (int row = 0; row < rows; row++) {
            from.read(fromAt + (long) row * outputs, y, 0, outputs);
            Arrays.fill(x, 0, inputs, 0);
            scatter(gathering, y, shifted, x);
            to.write(toAt + (long) row * inputs, x, 0, inputs);
        }
    }

    /**
     * Adds a row to what it would be gathered from; x has room for one number more.
     *
     * @param shifted as long as x; what was there is lost
     */
    static void scatter(Gathering gathering, float[] y, float[] shifted, float[] x) {
        if (gathering.shortRuns() != null) {
            scatter(gathering.shortRuns(), y, x, gathering.outputs());
        } else {
            addRuns(gathering, y, shifted, x);
        }
    }

    private static void scatter(int[] places, float[] y, float[] x, int n) {
        for (int i = 0; i < n; i++) {
            x[places[i]] += y[i];
        }
    }

    private static void addRuns(Gathering gathering, float[] y, float[] shifted, float[] x) {
        int at = 0;
        for (int run = 0; run < gathering.runs(); run++) {
            int start = gathering.start(run);
            int length = gathering.length(run);
            if (start >= 0) { // both at one index, or the JIT compiler would not vectorise
                System.arraycopy(y, at, shifted, start, length);
                add(shifted, x, start, start + length);
            }
            at += length;
        }
    }

    private static void add(float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] += x[i];
        }
    }

    private static void add(float[] x, int xAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            x[xAt + i] += y[yAt + i];
        }
    }

    @Override
    public void clear(Memory memory, long at, int count) {
        grow(Chunks.LENGTH, Chunks.LENGTH);
        Arrays.fill(x, 0, Math.min(Chunks.LENGTH, count), 0);
        for (int i = 0; i < count; i += Chunks.LENGTH) {
            memory.write(at + i, x, 0, Math.min(Chunks.LENGTH, count - i));
        }
    }

    @Override
    public void add(Memory to, long toAt, Memory from, long fromAt, int count) {
        grow(Chunks.LENGTH, Chunks.LENGTH);
        for (int i = 0; i < count; i += Chunks.LENGTH) {
            int n = Math.min(Chunks.LENGTH, count - i);
            to.read(toAt + i, x, 0, n);
            from.read(fromAt + i, y, 0, n);
            Chunks.add(x, y, n);
            to.write(toAt + i, x, 0, n);
        }
    }

    /** Some rows side by side, which are added up at the end. */
    @Override
    public void addColumnSums(Memory memory, long at, int rows, int width, Memory sums, long sumsAt) {
        int step = Math.max(1, Chunks.LENGTH / width);
        int most = Math.min(step, rows) * width;
        grow(most, most);
        Arrays.fill(x, 0, most, 0);
        for (int row = 0; row < rows; row += step) {
            int count = Math.min(step, rows - row) * width;
            memory.read(at + (long) row * width, y, 0, count);
            Chunks.add(x, y, count);
        }
        sums.read(sumsAt, y, 0, width);
        for (int from = 0; from < most; from += width) {
            add(y, 0, x, from, width);
        }
        sums.write(sumsAt, y, 0, width);
    }

    @Override
    public void clearNan(Memory memory, long at, int count) {
        grow(Chunks.LENGTH, Chunks.LENGTH);
        for (int i = 0; i < count; i += Chunks.LENGTH) {
            int n = Math.min(Chunks.LENGTH, count - i);
            memory.read(at + i, x, 0, n);
            if (clearWhereNan(x, x, n)) {
                memory.write(at + i, x, 0, n);
            }
        }
    }

    @Override
    public void clearWhereNan(Memory numbers, Memory d, long at, int count) {
        grow(Chunks.LENGTH, Chunks.LENGTH);
        for (int i = 0; i < count; i += Chunks.LENGTH) {
            int n = Math.min(Chunks.LENGTH, count - i);
            numbers.read(at + i, x, 0, n);
            d.read(at + i, y, 0, n);
            if (clearWhereNan(x, y, n)) {
                d.write(at + i, y, 0, n);
            }
        }
    }

    /** Whether there was any. */
    private static boolean clearWhereNan(float[] x, float[] d, int n) {
        boolean any = false;
        for (int i = 0; i < n; i++) {
            if (Float.isNaN(x[i])) {
                d[i] = 0;
                any = true;
            }
        }
        return any;
    }

    @Override
    public void largest(Window window, Memory from, int first, int rows, Memory to, Memory found) {
        pooling.largest(window, from, first, rows, to, found);
    }

    @Override
    public void scatterLargest(Window window, Memory from, Memory found, int first, int rows, Memory to) {
        pooling.scatter(window, from, found, first, rows, to);
    }

    /** Room for rows; what was there is lost. */
    private void grow(int inputs, int outputs) {
        if (x.length <= inputs) { // one more than the row, for the 0 of what is gathered from nowhere
            x = Chunks.array(inputs + 1);
            shifted = Chunks.array(inputs);
        }
        if (y.length < outputs) {
            y = Chunks.array(outputs);
        }
    }
}
