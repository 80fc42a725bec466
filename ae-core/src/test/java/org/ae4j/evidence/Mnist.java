package org.ae4j.evidence;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.ae4j.data.Samples;

/** MNIST and Fashion-MNIST in the folder of {@code AE_DATA}, and figures over seeds. */
final class Mnist {
    private Mnist() {}

    /**
     * Images with their labels.
     *
     * @param set {@code mnist} or {@code fashion-mnist}
     * @param part {@code train} or {@code t10k}
     */
    static Samples read(String set, String part) {
        Path folder = Path.of(System.getenv("AE_DATA"), set);
        return Samples.idx(
                folder.resolve(part + "-images-idx3-ubyte.gz"), folder.resolve(part + "-labels-idx1-ubyte.gz"));
    }

    /** One number of each result, and their median: {@code "0.12 0.14 0.11, median 0.12"}. */
    static <T> String spread(List<T> results, ToDoubleFunction<T> figure) {
        double[] all = results.stream().mapToDouble(figure).toArray();
        double[] sorted = all.clone();
        Arrays.sort(sorted);
        var text = new StringBuilder();
        for (double one : all) {
            text.append("%.5g ".formatted(one));
        }
        return text + "median %.5g".formatted(sorted[sorted.length / 2]);
    }
}
