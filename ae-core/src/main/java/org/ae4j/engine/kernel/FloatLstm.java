package org.ae4j.engine.kernel;

/**
 * {@link LstmKernels} over {@link FloatMemory}: a few rows at a time go to heap arrays and back, as in {@link FloatKernels}.
 */
final class FloatLstm implements LstmKernels {
    /** Numbers of a chunk of one gate: some fifteen arrays of them stay in the first levels of the cache. */
    private static final int LENGTH = 512;

    private static final int GATES = 4;
    /** Numbers of a matrix that are turned together. */
    private static final int MATRIX = 1 << 13;

    private int length;
    private float[][] gates;
    private float[][] added;
    private float[] cells;
    private float[] squashed;
    private float[] output;
    private float[] handed;
    private float[] matrix = new float[0];
    private float[] piece;

    @Override
    public void forward(
            LstmMemory memory,
            long at,
            long before,
            int row,
            int rows,
            Memory bias,
            long biasAt,
            Memory h,
            long outputAt,
            int outputWidth) {
        int units = memory.units();
        reserve(units);
        int step = Math.min(rows, length / units);
        for (int gate = 0; bias != null && gate < GATES; gate++) {
            Chunks.tile(bias, biasAt + (long) gate * units, units, step, added[gate]);
        }
        for (int done = 0; done < rows; done += step) {
            int some = Math.min(step, rows - done);
            int n = some * units;
            long place = at + (long) done * units;
            for (int gate = 0; gate < GATES; gate++) {
                memory.gates().read(gate * memory.stride() + place, gates[gate], 0, n);
                if (bias == null) {
                    long repeated = gate * memory.repeatedStride() + (long) (row + done) * units;
                    memory.repeated().read(repeated, added[gate], 0, n);
                }
            }
            squash(gates[0], added[0], n);
            for (int gate = 1; gate < GATES; gate++) {
                open(gates[gate], added[gate], n);
            }
            if (before < 0) {
                write(gates[3], gates[0], cells, n);
            } else {
                memory.cells().read(before + (long) done * units, handed, 0, n);
                remember(gates[1], handed, gates[3], gates[0], cells, n);
            }
            give(cells, gates[2], squashed, output, n);
            memory.cells().write(place, cells, 0, n);
            if (memory.squashed() != null) {
                memory.squashed().write(place, squashed, 0, n);
                for (int gate = 0; gate < GATES; gate++) {
                    memory.gates().write(gate * memory.stride() + place, gates[gate], 0, n);
                }
            }
            writeRows(h, outputAt + (long) done * outputWidth, outputWidth, some, units);
        }
    }

    @Override
    public void backward(
            LstmMemory memory,
            long at,
            long before,
            int row,
            int rows,
            boolean isLast,
            Memory d,
            long dAt,
            int dWidth) {
        int units = memory.units();
        reserve(units);
        int step = Math.min(rows, length / units);
        for (int done = 0; done < rows; done += step) {
            int some = Math.min(step, rows - done);
            int n = some * units;
            long place = at + (long) done * units;
            long inStep = (long) (row + done) * units;
            for (int gate = 0; gate < GATES; gate++) {
                memory.gates().read(gate * memory.stride() + place, gates[gate], 0, n);
            }
            memory.squashed().read(place, squashed, 0, n);
            readRows(d, dAt + (long) done * dWidth, dWidth, some, units);
            float[] ofCell = cells;
            if (isLast) {
                ofCell(output, gates[2], squashed, ofCell, added[2], n);
            } else {
                memory.cellGradients().read(inStep, handed, 0, n);
                ofCell(output, gates[2], squashed, handed, ofCell, added[2], n);
            }
            ofInput(ofCell, gates[0], gates[3], added[0], added[3], n);
            if (before < 0) {
                java.util.Arrays.fill(added[1], 0, n, 0);
            } else {
                memory.cells().read(before + (long) done * units, squashed, 0, n);
                ofForgetting(ofCell, squashed, gates[1], added[1], handed, n);
                memory.cellGradients().write(inStep, handed, 0, n);
            }
            for (int gate = 0; gate < GATES; gate++) {
                memory.gateGradients().write(gate * memory.stride() + place, added[gate], 0, n);
            }
            if (memory.repeatedGradients() != null) {
                sum(memory, inStep, isLast, n);
            }
        }
    }

    /** Some rows at a time, so that pieces of several numbers go to each of the new rows. */
    @Override
    public void turn(Memory from, long at, int rows, int columns, Memory to, long toAt) {
        if (matrix.length < MATRIX || matrix.length < columns) {
            matrix = Chunks.array(Math.max(MATRIX, columns));
            piece = Chunks.array(MATRIX);
        }
        int step = Math.min(rows, Math.max(1, MATRIX / columns));
        for (int row = 0; row < rows; row += step) {
            int some = Math.min(step, rows - row);
            from.read(at + (long) row * columns, matrix, 0, some * columns);
            for (int j = 0; j < columns; j++) {
                for (int i = 0; i < some; i++) {
                    piece[i] = matrix[i * columns + j];
                }
                to.write(toAt + (long) j * rows + row, piece, 0, some);
            }
        }
    }

    private void sum(LstmMemory memory, long inStep, boolean isFirst, int n) {
        Memory sums = memory.repeatedGradients();
        for (int gate = 0; gate < GATES; gate++) {
            long place = gate * memory.repeatedStride() + inStep;
            if (!isFirst) {
                sums.read(place, gates[gate], 0, n);
                add(added[gate], gates[gate], n);
            }
            sums.write(place, added[gate], 0, n);
        }
    }

    private void reserve(int units) {
        if (length < units || gates == null) {
            length = Math.max(LENGTH, units);
            gates = arrays();
            added = arrays();
            cells = Chunks.array(length);
            squashed = Chunks.array(length);
            output = Chunks.array(length);
            handed = Chunks.array(length);
        }
    }

    private float[][] arrays() {
        float[][] all = new float[GATES][];
        for (int i = 0; i < GATES; i++) {
            all[i] = Chunks.array(length);
        }
        return all;
    }

    private void writeRows(Memory h, long at, int width, int rows, int units) {
        if (width == units) {
            h.write(at, output, 0, rows * units);
            return;
        }
        for (int i = 0; i < rows; i++) {
            h.write(at + (long) i * width, output, i * units, units);
        }
    }

    private void readRows(Memory d, long at, int width, int rows, int units) {
        if (width == units) {
            d.read(at, output, 0, rows * units);
            return;
        }
        for (int i = 0; i < rows; i++) {
            d.read(at + (long) i * width, output, i * units, units);
        }
    }

    private static void squash(float[] z, float[] added, int n) {
        for (int j = 0; j < n; j++) {
            z[j] = FloatFunctions.tanh(z[j] + added[j]);
        }
    }

    private static void open(float[] z, float[] added, int n) {
        for (int j = 0; j < n; j++) {
            z[j] = FloatFunctions.sigmoid(z[j] + added[j]);
        }
    }

    private static void write(float[] g, float[] i, float[] c, int n) {
        for (int j = 0; j < n; j++) {
            c[j] = g[j] * i[j];
        }
    }

    private static void remember(float[] f, float[] before, float[] g, float[] i, float[] c, int n) {
        for (int j = 0; j < n; j++) {
            c[j] = f[j] * before[j] + g[j] * i[j];
        }
    }

    private static void give(float[] c, float[] o, float[] squashed, float[] h, int n) {
        for (int j = 0; j < n; j++) {
            float t = FloatFunctions.tanh(c[j]);
            squashed[j] = t;
            h[j] = o[j] * t;
        }
    }

    private static void ofCell(float[] d, float[] o, float[] squashed, float[] ofCell, float[] ofOutput, int n) {
        for (int j = 0; j < n; j++) {
            float t = squashed[j];
            float open = d[j] * o[j];
            ofCell[j] = open * (1 - t * t);
            ofOutput[j] = open * t * (1 - o[j]);
        }
    }

    private static void ofCell(
            float[] d, float[] o, float[] squashed, float[] handed, float[] ofCell, float[] ofOutput, int n) {
        for (int j = 0; j < n; j++) {
            float t = squashed[j];
            float open = d[j] * o[j];
            ofCell[j] = open * (1 - t * t) + handed[j];
            ofOutput[j] = open * t * (1 - o[j]);
        }
    }

    private static void ofInput(float[] ofCell, float[] i, float[] g, float[] ofI, float[] ofG, int n) {
        for (int j = 0; j < n; j++) {
            float written = ofCell[j] * g[j];
            ofI[j] = written * (1 - i[j] * i[j]);
            ofG[j] = written * i[j] * (1 - g[j]);
        }
    }

    private static void ofForgetting(float[] ofCell, float[] before, float[] f, float[] ofF, float[] handed, int n) {
        for (int j = 0; j < n; j++) {
            float kept = ofCell[j] * f[j];
            handed[j] = kept;
            ofF[j] = kept * before[j] * (1 - f[j]);
        }
    }

    private static void add(float[] x, float[] y, int n) {
        for (int j = 0; j < n; j++) {
            x[j] += y[j];
        }
    }
}
