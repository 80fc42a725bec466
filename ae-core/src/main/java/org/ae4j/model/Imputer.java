package org.ae4j.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ae4j.AutoencoderException;
import org.ae4j.IncompatibleDataException;
import org.ae4j.data.Finite;
import org.ae4j.data.Imputation;
import org.ae4j.data.Samples;

/**
 * Completes rows by a fixed-point iteration: missing cells start from what the scaling fills them with; the network
 * reconstructs the row; its answers go into the missing cells, and into them alone; and so on. This is the pseudo-Gibbs
 * sampling of Rezende, Mohamed and Wierstra (2014, appendix F) with means in place of draws, and like the regression step
 * of expectation maximisation. Nothing makes a network contract: a row whose change grows stays as it was. A row does not
 * depend on those it is completed with.
 */
final class Imputer {
    /** A row is settled when no missing number changes by more, in scaled units. */
    private static final float SETTLED = 1e-4f;

    /** A network's answers: {@code [rows, inputs] → [rows, inputs]}, row-major. */
    interface Network {
        float[] reconstruct(float[] scaled, int rows);
    }

    private final FittedScaling scaling;
    private final Network network;
    private final int rounds;

    /**
     * Prepares an imputation.
     *
     * @param rounds the most reconstructions of a row, at least 1
     * @throws IncompatibleDataException if there are fewer
     */
    Imputer(FittedScaling scaling, Network network, int rounds) {
        if (rounds < 1) {
            throw new IncompatibleDataException("an imputation needs at least 1 round, found " + rounds);
        }
        this.scaling = scaling;
        this.network = network;
        this.rounds = rounds;
    }

    /**
     * Samples without missing cells.
     *
     * @throws IncompatibleDataException if the columns are not those of the scaling
     * @throws AutoencoderException if the network's answers are not finite
     */
    Samples impute(Samples samples) {
        return complete(samples)
                .orElseThrow(() -> new AutoencoderException(
                        "the model's answers to " + samples.source() + " are not finite; train it anew"));
    }

    /** What {@link #impute} gives, empty if the network's answers are not finite. */
    Optional<Samples> complete(Samples samples) {
        Samples conformed = samples.conformTo(scaling.schema(), Imputation.keep());
        if (!conformed.hasMissing()) {
            return Optional.of(conformed);
        }
        float[][] rows = RowDecoder.byChunk(
                conformed.rows(),
                (from, to) -> complete(
                        IntStream.range(from, to).mapToObj(conformed::row).toArray(float[][]::new)));
        boolean isWhole = Arrays.stream(rows)
                .allMatch(row -> Finite.all(Arrays.copyOf(row, scaling.schema().extent(row))));
        return isWhole ? Optional.of(conformed.withValues(rows)) : Optional.empty();
    }

    /**
     * Raw rows without missing cells: {@code [rows, columns] → [rows, columns]}.
     *
     * @param rows in raw units, missing cells NaN
     * @return observed cells bit by bit as they were; missing cells stay NaN where the network's answers are not finite
     */
    float[][] complete(float[][] rows) {
        List<Row> all = Arrays.stream(rows).map(Row::new).toList();
        List<Row> open = all.stream().filter(Row::hasGaps).toList();
        for (int round = 0; round < rounds && !open.isEmpty(); round++) {
            float[] found = network.reconstruct(scaled(open), open.size());
            List<Row> seen = open;
            open = IntStream.range(0, seen.size())
                    .filter(i -> seen.get(i).take(found, i * scaling.inputs()))
                    .mapToObj(seen::get)
                    .toList();
        }
        return all.stream().map(Row::completed).toArray(float[][]::new);
    }

    private float[] scaled(List<Row> rows) {
        float[] scaled = new float[rows.size() * scaling.inputs()];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i).scaled, 0, scaled, i * scaling.inputs(), scaling.inputs());
        }
        return scaled;
    }

    /** One row on its way. */
    private final class Row {
        private final float[] raw;
        private final int extent;
        private final float[] scaled = new float[scaling.inputs()];
        private final float[] weights = new float[scaling.inputs()];
        private float lastChange = Float.POSITIVE_INFINITY;

        Row(float[] raw) {
            this.raw = raw;
            this.extent = scaling.schema().extent(raw);
            scaling.transformFilled(raw, scaled, 0);
            scaling.weigh(raw, weights, 0);
            Arrays.fill(
                    weights, scaling.start(extent), weights.length, 1); // behind a sequence's end nothing is missing
        }

        boolean hasGaps() {
            return IntStream.range(0, extent).anyMatch(j -> Float.isNaN(raw[j]));
        }

        /** Takes the answers for what is missing; whether it is worth asking again. */
        boolean take(float[] found, int at) {
            float change = change(found, at);
            if (change > lastChange) {
                return false; // the iteration runs away from the fixed point
            }
            lastChange = change;
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] = weights[i] == 0 ? found[at + i] : scaled[i];
            }
            return change > SETTLED;
        }

        private float change(float[] found, int at) {
            float change = 0;
            for (int i = 0; i < scaled.length; i++) {
                change = weights[i] == 0 ? Math.max(change, Math.abs(found[at + i] - scaled[i])) : change;
            }
            return change;
        }

        float[] completed() {
            if (!Finite.all(Arrays.copyOf(scaled, scaling.start(extent)))) {
                return raw; // of NaN, the likeliest category would be some category
            }
            float[] completed = scaling.inverse(scaled, 0);
            for (int j = 0; j < raw.length; j++) { // behind a sequence's end both are NaN
                completed[j] = Float.isNaN(raw[j]) ? completed[j] : raw[j];
            }
            return completed;
        }
    }
}
