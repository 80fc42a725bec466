package org.ae4j.data;

import java.util.ArrayList;
import java.util.List;

/**
 * The ten signs as line segments {@code {x1, y1, x2, y2}} in the unit square, y downwards; an arc is a chain of short
 * segments.
 */
final class Strokes {
    static final int SIGNS = 10;

    private static final double[][][] ALL = {
        ring(),
        join(line(0.5, 0, 0.5, 1)),
        join(line(0, 0.5, 1, 0.5), line(0.5, 0, 0.5, 1)),
        join(line(0.05, 0.05, 0.95, 0.95), line(0.95, 0.05, 0.05, 0.95)),
        join(line(0.5, 0.05, 0.02, 0.92), line(0.02, 0.92, 0.98, 0.92), line(0.98, 0.92, 0.5, 0.05)),
        join(line(0.05, 0.05, 0.95, 0.05), line(0.95, 0.05, 0.05, 0.95), line(0.05, 0.95, 0.95, 0.95)),
        join(line(0.1, 0, 0.1, 1), line(0.1, 0.5, 0.9, 0.5), line(0.9, 0, 0.9, 1)),
        join(line(0.1, 0, 0.1, 0.6), arc(0.5, 0.6, 0.4, 0, Math.PI), line(0.9, 0.6, 0.9, 0)),
        join(line(0.05, 0.1, 0.95, 0.1), line(0.5, 0.1, 0.5, 1)),
        join(arc(0.5, 0.27, 0.25, -Math.PI, Math.PI / 2), arc(0.5, 0.76, 0.25, -Math.PI / 2, Math.PI)),
    };

    private Strokes() {}

    /** The strokes of sign 0..9. Shared: not to be written to. */
    static double[][] of(int sign) {
        return ALL[sign];
    }

    private static double[][] ring() {
        return arc(0.5, 0.5, 0.45, 0, 2 * Math.PI);
    }

    private static double[][] line(double x1, double y1, double x2, double y2) {
        return new double[][] {{x1, y1, x2, y2}};
    }

    /** From angle {@code from} to {@code to}, clockwise from the right as y points down. */
    private static double[][] arc(double x, double y, double radius, double from, double to) {
        int pieces = (int) Math.ceil(Math.abs(to - from) / 0.3);
        double[][] chain = new double[pieces][];
        for (int i = 0; i < pieces; i++) {
            double a = from + (to - from) * i / pieces;
            double b = from + (to - from) * (i + 1) / pieces;
            chain[i] = new double[] {
                x + radius * StrictMath.cos(a),
                y + radius * StrictMath.sin(a),
                x + radius * StrictMath.cos(b),
                y + radius * StrictMath.sin(b)
            };
        }
        return chain;
    }

    private static double[][] join(double[][]... parts) {
        var all = new ArrayList<double[]>();
        for (double[][] part : parts) {
            all.addAll(List.of(part));
        }
        return all.toArray(double[][]::new);
    }
}
