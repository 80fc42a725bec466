package org.ae4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataTest {
    @Test
    void rowsAndWeightsAreTheSameEachTime() {
        assertThat(SyntheticRows.rows(3, 4)).isDeepEqualTo(SyntheticRows.rows(3, 4));
        DenseNetwork network = Workload.C.network();
        assertThat(Weights.of(network).layer(2)).isEqualTo(Weights.of(network).layer(2));
    }

    @Test
    void theEncoderBeginsWithTheWeightsOfTheWhole() {
        DenseNetwork network = Workload.A128.network();

        assertThat(Weights.of(network.encoder()).layer(1))
                .isEqualTo(Weights.of(network).layer(1));
    }

    @Test
    void transposedExchangesTheSides() {
        Weights weights = Weights.of(DenseNetwork.of(2, 3));
        float[] w = weights.layer(0);

        assertThat(weights.transposed(0, 2, 3)).containsExactly(w[0], w[3], w[1], w[4], w[2], w[5]);
    }

    @Test
    void batchesHoldTheSameRowsInBothForms() {
        RowBatch[] batches = SyntheticRows.batches(Workload.C);

        assertThat(batches).hasSize(Workload.ROWS / 32);
        RowBatch second = batches[1];
        assertThat(second.size()).isEqualTo(32);
        assertThat(second.flat()).hasSize(32 * 10);
        assertThat(second.rows()[3]).containsExactly(Arrays.copyOfRange(second.flat(), 30, 40));
        assertThat(second.rows()[0]).containsExactly(SyntheticRows.rows(33, 10)[32]);
    }

    @Test
    void anEpochTakesEveryRowOnceAndWeighsTheShortBatchByItsRows() {
        float[][] rows = {{1}, {2}, {3}, {4}, {5}};
        List<List<Float>> epochs = new ArrayList<>(List.of(new ArrayList<>(), new ArrayList<>()));
        var sizes = new ArrayList<Integer>();
        Training training = new Training() {
            @Override
            public double step(RowBatch batch) {
                List<Float> epoch = epochs.get(sizes.size() / 3);
                for (float value : batch.flat()) {
                    epoch.add(value);
                }
                sizes.add(batch.size());
                return batch.size();
            }

            @Override
            public void close() {}
        };

        double loss = new Epochs(rows, 2).run(training, 2);

        assertThat(sizes).containsExactly(2, 2, 1, 2, 2, 1);
        assertThat(epochs.get(0)).containsExactlyInAnyOrder(1f, 2f, 3f, 4f, 5f);
        assertThat(epochs.get(1)).containsExactlyInAnyOrder(1f, 2f, 3f, 4f, 5f).isNotEqualTo(epochs.get(0));
        assertThat(loss).isEqualTo((2 * 2 + 2 * 2 + 1) / 5.0);
    }
}
