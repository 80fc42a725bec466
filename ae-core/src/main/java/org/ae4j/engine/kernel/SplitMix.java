package org.ae4j.engine.kernel;

/**
 * Random bits that depend on a seed and a place alone, so that any of them can be drawn by anyone in any order: the
 * finaliser of SplitMix64 (Steele, Lea and Flood 2014).
 */
public final class SplitMix {
    private SplitMix() {}

    /** 64 bits. */
    public static long bits(long seed, long place) {
        long z = seed + (place + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** What {@link #isBelow} holds for with a probability, to 24 bits. */
    static long bound(double probability) {
        return Math.round(probability * (1 << 24));
    }

    static boolean isBelow(long bound, long seed, long place) {
        return bits(seed, place) >>> 40 < bound;
    }
}
