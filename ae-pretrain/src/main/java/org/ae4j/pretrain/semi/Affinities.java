package org.ae4j.pretrain.semi;

import java.util.Arrays;

/**
 * The symmetric, normalised weights of a neighbour graph, S = D^−½·W·D^−½, sparse. Two rows have an edge where one is a
 * neighbour of the other; its weight is exp(−d²/(σᵢσⱼ)), d being their distance and σ a row's distance to its last neighbour,
 * so that dense and sparse regions hold together alike; D is diagonal, the sums of W's rows.
 *
 * @see <a href="https://papers.nips.cc/paper/2619">Zelnik-Manor and Perona 2004, section 2, the weights</a>
 * @see <a href="https://papers.nips.cc/paper/2506">Zhou et al. 2004, section 2, the normalisation</a>
 */
final class Affinities {
    /** The edges of row i are those from {@code starts[i]} up to {@code starts[i + 1]}. */
    private final int[] starts;

    private final int[] others;
    private final double[] weights;

    private Affinities(int[] starts, int edges) {
        this.starts = starts;
        this.others = new int[edges];
        this.weights = new double[edges];
    }

    static Affinities of(NeighbourGraph graph) {
        int rows = graph.rows();
        int[] starts = new int[rows + 1];
        forEachEdge(graph, (row, other, distance) -> {
            starts[row + 1]++;
            starts[other + 1]++;
        });
        for (int i = 0; i < rows; i++) {
            starts[i + 1] += starts[i];
        }
        var affinities = new Affinities(starts, starts[rows]);
        affinities.fill(graph);
        affinities.normalize();
        return affinities;
    }

    int rows() {
        return starts.length - 1;
    }

    /**
     * S·X.
     *
     * @param x {@code [rows][columns]}, row-major
     * @param product gets S·X, laid out as x
     */
    void multiply(double[] x, int columns, double[] product) {
        double[] sum = new double[columns];
        for (int row = 0; row < rows(); row++) {
            Arrays.fill(sum, 0);
            for (int edge = starts[row]; edge < starts[row + 1]; edge++) {
                int at = others[edge] * columns;
                for (int column = 0; column < columns; column++) {
                    sum[column] += weights[edge] * x[at + column];
                }
            }
            System.arraycopy(sum, 0, product, row * columns, columns);
        }
    }

    /** What is done with an edge. */
    @FunctionalInterface
    private interface EdgeVisitor {
        void visit(int row, int other, double distance);
    }

    /** Each pair once of which one row is a neighbour of the other. */
    private static void forEachEdge(NeighbourGraph graph, EdgeVisitor visitor) {
        for (int row = 0; row < graph.rows(); row++) {
            for (int place = 0; place < graph.neighbours(); place++) {
                int other = graph.nearest(row, place);
                if (row < other || !graph.isNeighbour(other, row)) {
                    visitor.visit(row, other, graph.distance(row, place));
                }
            }
        }
    }

    private void fill(NeighbourGraph graph) {
        double[] scales = scales(graph);
        int[] next = starts.clone();
        forEachEdge(graph, (row, other, distance) -> {
            // Doubles weigh 1 whatever the scale, which may be 0 too.
            double weight = distance == 0 ? 1 : Math.exp(-distance / scales[row] * (distance / scales[other]));
            others[next[row]] = other;
            weights[next[row]++] = weight;
            others[next[other]] = row;
            weights[next[other]++] = weight;
        });
    }

    /** The distance to each row's last neighbour; the mean of the others' where all neighbours are its doubles. */
    private static double[] scales(NeighbourGraph graph) {
        int last = graph.neighbours() - 1;
        double[] scales = new double[graph.rows()];
        double sum = 0;
        int apart = 0;
        for (int row = 0; row < scales.length; row++) {
            scales[row] = graph.distance(row, last);
            sum += scales[row];
            apart += scales[row] > 0 ? 1 : 0;
        }
        for (int row = 0; row < scales.length; row++) {
            scales[row] = scales[row] > 0 ? scales[row] : sum / apart;
        }
        return scales;
    }

    private void normalize() {
        double[] roots = new double[rows()];
        for (int row = 0; row < roots.length; row++) {
            for (int edge = starts[row]; edge < starts[row + 1]; edge++) {
                roots[row] += weights[edge];
            }
            roots[row] = Math.sqrt(roots[row]);
        }
        for (int row = 0; row < roots.length; row++) {
            for (int edge = starts[row]; edge < starts[row + 1]; edge++) {
                double degree = roots[row] * roots[others[edge]];
                weights[edge] = degree == 0 ? 0 : weights[edge] / degree;
            }
        }
    }
}
