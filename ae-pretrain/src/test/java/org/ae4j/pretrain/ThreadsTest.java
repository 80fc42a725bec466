package org.ae4j.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ae4j.data.Samples;
import org.junit.jupiter.api.Test;

class ThreadsTest {
    private static final int THREADS = 16;
    private static final int CALLS = 1000;

    @Test
    void manyThreadsGetTheAnswersOfOne() throws Exception {
        Samples rows = Fixtures.blobs();
        try (PretrainedEncoder encoder = Fixtures.encoder(Fixtures.plain());
                Classifier classifier =
                        encoder.fineTune().plan(Fixtures.plan()).fit(rows).model()) {
            float[][] expected = new float[rows.rows()][];
            Arrays.setAll(expected, i -> classifier.probabilities(rows.row(i)));
            float[][] codes = new float[rows.rows()][];
            Arrays.setAll(codes, i -> encoder.encode(rows.row(i)));
            var tasks = new ArrayList<Callable<Integer>>();
            for (int t = 0; t < THREADS; t++) {
                int first = t;
                tasks.add(() -> {
                    int equal = 0;
                    for (int call = 0; call < CALLS; call++) {
                        int row = (first * 7 + call) % rows.rows();
                        boolean same = Arrays.equals(classifier.probabilities(rows.row(row)), expected[row])
                                && Arrays.equals(encoder.encode(rows.row(row)), codes[row]);
                        equal += same ? 1 : 0;
                    }
                    return equal;
                });
            }
            var pool = Executors.newFixedThreadPool(THREADS);
            try {
                List<Future<Integer>> results = pool.invokeAll(tasks);
                for (Future<Integer> result : results) {
                    assertThat(result.get()).isEqualTo(CALLS);
                }
            } finally {
                pool.shutdownNow();
            }
        }
    }
}
