package org.ae4j.engine.kernel;

/** Random numbers that depend on a seed and a place alone: any part of them can be drawn by anyone, in any order. */
final class RandomBits {
    private RandomBits() {}

    /** A number in [0, 1), a multiple of 2⁻²⁴: SplitMix64's finaliser (Steele, Lea and Flood 2014) of the place. */
    static double uniform(long seed, long place) {
        long z = seed + (place + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return ((z ^ (z >>> 31)) >>> 40) * 0x1p-24;
    }
}
