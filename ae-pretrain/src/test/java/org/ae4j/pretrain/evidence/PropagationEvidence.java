package org.ae4j.pretrain.evidence;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ae4j.data.Samples;
import org.ae4j.evaluate.Pca;
import org.ae4j.model.FittedScaling;
import org.ae4j.pretrain.semi.Comparison;
import org.ae4j.pretrain.semi.LabelPropagation;
import org.ae4j.pretrain.semi.NeighbourGraph;
import org.ae4j.spec.Scaling;

/**
 * Label propagation without an encoder, over all 70,000 images of MNIST or Fashion-MNIST: on pixels, or on principal components of
 * the training images. Prints the accuracy on the 10,000 test images for 10 and 100 labels of each class, and times.
 *
 * <p>Arguments: {@code mnist} or {@code fashion-mnist}, components (0 for pixels), then seeds of the draws. With {@code AE_DATA}
 * set, from the root:
 *
 * <pre>
 * mvn -q -pl ae-pretrain -am test-compile exec:java -Dexec.classpathScope=test \
 *     -Dexec.mainClass=org.ae4j.pretrain.evidence.PropagationEvidence -Dexec.args="mnist 64 1 2 3"
 * </pre>
 */
public final class PropagationEvidence {
    private PropagationEvidence() {}

    /** Takes set, components and seeds. */
    public static void main(String[] arguments) {
        Samples train = Samples.builtIn(arguments[0], 0);
        Samples test = Samples.builtIn(arguments[0] + ":test", 0);
        float[][] rows = rows(train, test, Integer.parseInt(arguments[1]));
        int[] asked = IntStream.range(train.rows(), rows.length).toArray();
        List<String> truth = IntStream.range(0, rows.length)
                .mapToObj(i -> i < train.rows() ? train.label(i) : test.label(i - train.rows()))
                .toList();
        long began = System.nanoTime();
        LabelPropagation propagation = LabelPropagation.defaults().comparison(Comparison.DIRECTIONS);
        NeighbourGraph graph = propagation.graph(rows);
        System.out.printf("graph: %.1f s%n", seconds(began));
        for (int count : new int[] {10, 100}) {
            double[] accuracies = Arrays.stream(arguments)
                    .skip(2)
                    .mapToDouble(seed -> {
                        long start = System.nanoTime();
                        int[] labels = new int[rows.length];
                        Arrays.fill(labels, LabelPropagation.UNLABELLED);
                        for (int row : train.rowsPerLabel(count, Long.parseLong(seed))) {
                            labels[row] = train.classes().indexOf(train.label(row));
                        }
                        double accuracy = propagation
                                .propagate(graph, train.classes(), labels)
                                .accuracy(asked, truth);
                        System.out.printf(
                                "%d labels per class, seed %s: %.4f, %.1f s%n", count, seed, accuracy, seconds(start));
                        return accuracy;
                    })
                    .toArray();
            System.out.printf(
                    "%d labels per class, mean: %.4f%n",
                    count, Arrays.stream(accuracies).average().orElseThrow());
        }
    }

    private static float[][] rows(Samples train, Samples test, int components) {
        FittedScaling scaling = FittedScaling.fit(Scaling.divide(255), train);
        if (components == 0) {
            return IntStream.range(0, train.rows() + test.rows())
                    .mapToObj(i -> i < train.rows() ? train.row(i) : test.row(i - train.rows()))
                    .toArray(float[][]::new);
        }
        Pca pca = Pca.fit(scaling, train, components);
        float[][] codes = Arrays.copyOf(pca.encode(train), train.rows() + test.rows());
        System.arraycopy(pca.encode(test), 0, codes, train.rows(), test.rows());
        return codes;
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
