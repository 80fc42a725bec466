package org.ae4j.engine.kernel;

/**
 * Single precision on the heap, in blocks that loops run over in place: what no native code reads needs no copies. Numbers
 * that belong together have the same place in their blocks.
 */
final class BlockMemory implements Memory {
    private final float[][] blocks;
    private final long length;

    BlockMemory(long length) {
        this.length = length;
        this.blocks = new float[Math.toIntExact((length + Kernels.BLOCK - 1) / Kernels.BLOCK)][];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = Chunks.array(Kernels.BLOCK);
        }
    }

    /** The block of a number, which is at {@code at % BLOCK} in it. */
    float[] block(long at) {
        return blocks[(int) (at / Kernels.BLOCK)];
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void write(long at, float[] values, int from, int count) {
        check(at, count);
        for (int i = 0; i < count; ) {
            int place = (int) ((at + i) % Kernels.BLOCK);
            int n = Math.min(Kernels.BLOCK - place, count - i);
            System.arraycopy(values, from + i, block(at + i), place, n);
            i += n;
        }
    }

    @Override
    public void read(long at, float[] values, int from, int count) {
        check(at, count);
        for (int i = 0; i < count; ) {
            int place = (int) ((at + i) % Kernels.BLOCK);
            int n = Math.min(Kernels.BLOCK - place, count - i);
            System.arraycopy(block(at + i), place, values, from + i, n);
            i += n;
        }
    }

    @Override
    public void close() {}

    private void check(long at, int count) {
        if (at < 0 || count < 0 || at > length - count) {
            throw new IndexOutOfBoundsException("numbers %d … %d of %d".formatted(at, at + count - 1, length));
        }
    }
}
