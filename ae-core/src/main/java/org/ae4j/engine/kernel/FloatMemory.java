package org.ae4j.engine.kernel;

import java.nio.FloatBuffer;
import org.ae4j.AutoencoderException;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Single precision in native memory, where ND4J and oneDNN can reach it. */
final class FloatMemory implements Memory {
    private static final int ALIGNMENT = 64;

    private final Object owner; // keeps the numbers alive
    private final FloatBuffer numbers;
    private final long address;
    private long length;

    private FloatMemory(Object owner, long address, long length) {
        if (length > Integer.MAX_VALUE / Float.BYTES) {
            throw new AutoencoderException("the compiled engine needs %d numbers in one piece, but holds at most %d;"
                            .formatted(length, Integer.MAX_VALUE / Float.BYTES)
                    + " use a smaller batch or network, or the engine dl4j");
        }
        this.owner = owner;
        this.address = address;
        this.length = length;
        this.numbers = new Address().at(address, length).asBuffer();
    }

    /** New memory, all zero. */
    static FloatMemory allocate(long length) {
        var pointer = new FloatPointer(Math.max(1, length) + ALIGNMENT / Float.BYTES);
        Pointer.memset(pointer, 0, pointer.capacity() * Float.BYTES);
        long aligned = (pointer.address() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        return new FloatMemory(pointer, aligned, length);
    }

    /** The numbers of an array itself. */
    static FloatMemory wrap(INDArray array) {
        return new FloatMemory(array, array.data().addressPointer().address(), array.length());
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void write(long at, float[] values, int from, int count) {
        numbers.put(checked(at, count), values, from, count);
    }

    @Override
    public void read(long at, float[] values, int from, int count) {
        numbers.get(checked(at, count), values, from, count);
    }

    /** Where a number lies, after a check that {@code count} numbers from there on are its own. */
    long address(long at, long count) {
        check(at, count);
        return address + at * Float.BYTES;
    }

    @Override
    public void close() {
        length = 0;
        if (owner instanceof FloatPointer pointer) {
            pointer.close();
        }
    }

    private int checked(long at, int count) {
        check(at, count);
        return (int) at;
    }

    private void check(long at, long count) {
        if (at < 0 || count < 0 || at > length - count) {
            throw new IndexOutOfBoundsException("numbers %d … %d of %d".formatted(at, at + count - 1, length));
        }
    }

    /** A pointer that is set anew for each call, so that calls allocate nothing. */
    static final class Address extends FloatPointer {
        Address() {
            super((Pointer) null);
        }

        Address at(long newAddress, long newCapacity) {
            address = newAddress;
            capacity = newCapacity;
            limit = newCapacity;
            return this;
        }
    }
}
