package org.ae4j.train;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.ae4j.data.Imputation;
import org.ae4j.data.Parts;
import org.ae4j.data.Samples;
import org.ae4j.data.Split;
import org.ae4j.model.Autoencoder;
import org.ae4j.model.FittedScaling;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Corruption;
import org.ae4j.spec.Presets;
import org.ae4j.spec.Scaling;

/**
 * How well models complete what was taken out of published tables: for three seeds, by the number of rounds. A fifth of
 * all cells is removed, half of the rows trains, the other half is completed. About five minutes on one core; from the root:
 *
 * <pre>
 * mvn -q -pl ae-core test-compile exec:java -Dexec.mainClass=org.ae4j.train.ImputationEvidence \
 *     -Dexec.classpathScope=test
 * </pre>
 */
public final class ImputationEvidence {
    private static final List<String> SETS = List.of("30_satellite", "6_cardio", "20_letter");
    private static final List<Integer> ROUNDS = List.of(1, 3, 10, 30);
    private static final List<Long> SEEDS = List.of(42L, 43L, 44L);
    private static final double REMOVED = 0.2;

    private final FittedScaling standard;
    private final Samples truth;
    private final Samples gaps;
    private final Samples train;

    /** Removes cells and divides the rows. */
    ImputationEvidence(Samples whole, long seed) {
        Split half = Split.train(.5).test(.5).seed(seed);
        Parts parts = without(whole, seed).split(half);
        this.train = parts.train();
        this.gaps = parts.test();
        this.truth = whole.split(half).test();
        this.standard = FittedScaling.fit(Scaling.standard(), train);
    }

    /** Takes no arguments. */
    public static void main(String[] arguments) {
        for (String set : SETS) {
            Path file = Path.of(System.getenv("AE_DATA"), "adbench", set + ".csv.gz");
            Samples whole = Samples.csv(file).label("last").withoutLabels();
            for (AutoencoderSpec spec : specs(whole)) {
                System.out.printf("%n%s, %s, %s:%n", set, spec.preset(), spec.corruption());
                SEEDS.forEach(seed -> print(new ImputationEvidence(whole, seed), spec, seed));
            }
        }
    }

    private static List<AutoencoderSpec> specs(Samples rows) {
        AutoencoderSpec denoising = Presets.denoising(rows.schema());
        return List.of(denoising.corruption(Corruption.masking(0.2)), denoising, Presets.dense(rows.schema()));
    }

    private static void print(ImputationEvidence evidence, AutoencoderSpec spec, long seed) {
        try (Autoencoder model = evidence.model(spec, 100, seed)) {
            System.out.printf(Locale.ROOT, "seed %d: mean %.3f", seed, evidence.ofTheMean());
            ROUNDS.forEach(rounds -> System.out.printf(
                    Locale.ROOT, ", %d rounds %.3f", rounds, evidence.rmse(model.impute(evidence.gaps, rounds))));
            System.out.println();
        }
    }

    /** A model of the training rows with their gaps. */
    Autoencoder model(AutoencoderSpec spec, int epochs, long seed) {
        TrainingPlan plan =
                TrainingPlan.defaultsFor(spec).epochs(epochs).seed(seed).threads(1);
        return Trainer.of(spec, plan.referenceCodes(0)).fit(train).model();
    }

    /** The error of what a model makes of the removed cells: RMSE in units of each training column's standard deviation. */
    double ofModel(Autoencoder model) {
        return rmse(model.impute(gaps));
    }

    /** The same error of the training rows' means. */
    double ofTheMean() {
        return rmse(standard.transformFilled(gaps, 0, gaps.rows()));
    }

    private double rmse(Samples completed) {
        return rmse(standard.transform(completed, 0, completed.rows()));
    }

    private double rmse(float[] scaled) {
        float[] expected = standard.transform(truth, 0, truth.rows());
        double sum = 0;
        int width = standard.inputs();
        for (int i = 0; i < expected.length; i++) {
            boolean removed = Float.isNaN(gaps.value(i / width, i % width));
            sum += removed ? Math.pow(scaled[i] - (double) expected[i], 2) : 0;
        }
        return Math.sqrt(sum / gaps.missing());
    }

    private static Samples without(Samples whole, long seed) {
        var random = new SplittableRandom(seed);
        float[][] values = new float[whole.rows()][];
        Arrays.setAll(values, i -> {
            float[] row = whole.row(i);
            for (int j = 0; j < row.length; j++) {
                row[j] = random.nextDouble() < REMOVED ? Float.NaN : row[j];
            }
            return row;
        });
        return Samples.of(whole.schema(), values, Imputation.keep());
    }
}
