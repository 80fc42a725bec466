package org.ae4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.ae4j.evaluate.RankingQuality;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SensorsTest {
    private static final int ROWS = 6000;
    private static final int CHANNELS = 8;

    @Test
    void oneRowInTenIsFaultyInEqualShares() {
        Samples sensors = Samples.sensors(4000, 1);
        assertThat(sensors.labelName()).contains("state");
        assertThat(sensors.classes()).containsExactly("bearing", "blockage", "leak", "ok", "sensor_drift");
        assertThat(sensors.only(Sensors.OK).rows()).isEqualTo(3600);
        assertThat(Sensors.faultChannels().keySet())
                .allSatisfy(kind -> assertThat(sensors.only(kind).rows()).isEqualTo(100));
    }

    @Test
    void everyFaultHasItsOwnChannelOfTheSchema() {
        List<String> names = Samples.sensors(10, 1).schema().columns().stream()
                .map(Column::name)
                .toList();
        assertThat(Sensors.faultChannels()).hasSize(4);
        assertThat(names).hasSize(CHANNELS).containsAll(Sensors.faultChannels().values());
        assertThat(Sensors.faultChannels().values()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noChannelAloneGivesTheFaultsAway(long seed) {
        var pump = Pump.draw(seed);
        for (int channel = 0; channel < CHANNELS; channel++) {
            int c = channel;
            double auroc = pump.auroc(row -> Math.abs(row.getEntry(c)));
            assertThat(auroc).as("AUROC of |z| of channel %d", channel).isLessThanOrEqualTo(0.80);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noPrincipalSubspaceGivesTheFaultsAway(long seed) {
        var pump = Pump.draw(seed);
        for (int k = 1; k < CHANNELS; k++) {
            RealMatrix components = pump.components(k);
            double auroc = pump.auroc(row -> row.subtract(components.operate(components.preMultiply(row)))
                    .getNorm());
            assertThat(auroc).as("AUROC of PCA with %d components", k).isLessThanOrEqualTo(0.91);
        }
    }

    /** The first four channels are never faulty and fix the pump's state: the healthy row nearest in them is the truth. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void faultBreaksItsChannelAlone(long seed) {
        var pump = Pump.draw(seed);
        List<String> names =
                pump.samples.schema().columns().stream().map(Column::name).toList();
        int[] faults = IntStream.range(0, ROWS).filter(i -> !pump.healthy(i)).toArray();
        long named = IntStream.of(faults)
                .filter(i ->
                        names.get(pump.oddest(i)).equals(Sensors.faultChannels().get(pump.samples.label(i))))
                .count();
        assertThat(named / (double) faults.length).isGreaterThan(0.97);
    }

    interface Score {
        double of(RealVector row);
    }

    /** Rows standardised by the healthy ones. */
    record Pump(Samples samples, RealMatrix z) {
        static Pump draw(long seed) {
            Samples samples = Samples.sensors(ROWS, seed);
            Samples ok = samples.only(Sensors.OK);
            RealMatrix z = new Array2DRowRealMatrix(ROWS, CHANNELS);
            for (int j = 0; j < CHANNELS; j++) {
                int channel = j;
                double[] healthy = IntStream.range(0, ok.rows())
                        .mapToDouble(i -> ok.value(i, channel))
                        .toArray();
                double mean = new Mean().evaluate(healthy);
                double deviation = new StandardDeviation().evaluate(healthy);
                for (int i = 0; i < ROWS; i++) {
                    z.setEntry(i, j, (samples.value(i, j) - mean) / deviation);
                }
            }
            return new Pump(samples, z);
        }

        boolean healthy(int row) {
            return samples.label(row).equals(Sensors.OK);
        }

        /** The k directions of most variance among healthy rows, as columns. */
        RealMatrix components(int k) {
            int[] ok = samples.rowsLabelled(Sensors.OK);
            int[] all = IntStream.range(0, CHANNELS).toArray();
            RealMatrix covariance = new Covariance(z.getSubMatrix(ok, all)).getCovarianceMatrix();
            return new EigenDecomposition(covariance).getV().getSubMatrix(0, CHANNELS - 1, 0, k - 1);
        }

        double auroc(Score score) {
            double[] scores = new double[ROWS];
            boolean[] faulty = new boolean[ROWS];
            for (int i = 0; i < ROWS; i++) {
                scores[i] = score.of(z.getRowVector(i));
                faulty[i] = !healthy(i);
            }
            return RankingQuality.of(scores, faulty).auroc();
        }

        /** The channel that differs most from the healthy row nearest in the first four channels. */
        int oddest(int row) {
            int nearest = -1;
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < ROWS; i++) {
                double distance = distance(row, i);
                if (healthy(i) && distance < least) {
                    least = distance;
                    nearest = i;
                }
            }
            RealVector change = z.getRowVector(row).subtract(z.getRowVector(nearest));
            return change.map(Math::abs).getMaxIndex();
        }

        private double distance(int a, int b) {
            double sum = 0;
            for (int j = 0; j < 4; j++) {
                double difference = z.getEntry(a, j) - z.getEntry(b, j);
                sum += difference * difference;
            }
            return sum;
        }
    }
}
