package org.ae4j.examples;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.ae4j.IncompatibleDataException;
import org.ae4j.data.Parts;
import org.ae4j.data.Samples;
import org.ae4j.evaluate.Pca;
import org.ae4j.evaluate.Reconstruction;
import org.ae4j.model.Autoencoder;
import org.ae4j.report.HtmlReport;
import org.ae4j.report.TrainingReport;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Likelihood;
import org.ae4j.spec.Presets;
import org.ae4j.spec.Scaling;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;
import org.ae4j.train.TrainingResult;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Independent columns of noise, 100 rows of 10: there is no structure. Fed to 10-64-32-32-64-10, whose code of 32 is
 * wider than the data, under a sigmoid, and judged by its training rows, noise seems to be learnt. AE4J refuses the
 * sigmoid and warns of the code. With {@link #CODE} numbers a row, on fresh rows, PCA leaves the floor (d − k) / d of
 * the variance, as all directions are alike, and the network more than that: it has learnt its 100 rows by heart.
 *
 * <p>With thousands of rows it comes a little below PCA, and still there is no structure: a bent surface passes nearer
 * to the points of a full cloud than a flat one (Shannon 1949, "Communication in the presence of noise", section IV).
 * Beating PCA on held-out rows is needed to claim structure, and not enough.
 */
public final class PureNoiseExample {
    static final int COLUMNS = 10;
    static final int CODE = 5;
    static final double FLOOR = (COLUMNS - CODE) / (double) COLUMNS;
    static final int FEW = 100;
    static final int MANY = 4000;
    private static final TrainingPlan PLAN = TrainingPlan.defaults().epochs(100).updater(new Adam(1e-3));

    private PureNoiseExample() {}

    /**
     * Mean squared errors in scaled units: the autoencoder's on its training rows and on fresh ones, and PCA's with as
     * many dimensions.
     */
    public record Result(double trainMse, double testMse, double pcaTrainMse, double pcaTestMse) {
        @Override
        public String toString() {
            return "train MSE %.3f, test %.3f; PCA %.3f, %.3f".formatted(trainMse, testMse, pcaTrainMse, pcaTestMse);
        }
    }

    /** Normal noise: {@code [rows, COLUMNS]}. */
    static Samples noise(int rows, long seed) {
        var random = new SplittableRandom(seed);
        float[][] values = new float[rows][COLUMNS];
        for (float[] row : values) {
            for (int j = 0; j < COLUMNS; j++) {
                row[j] = (float) random.nextGaussian();
            }
        }
        return Samples.of(values);
    }

    static AutoencoderSpec spec() {
        return Presets.dense(noise(1, 0).schema()).hidden(64, 32).code(CODE);
    }

    /** Why a sigmoid output cannot be trained on noise as it is. */
    static String refusal() {
        AutoencoderSpec sigmoid = spec().scaling(Scaling.none()).likelihood(Likelihood.unitGaussian());
        try {
            Trainer.of(sigmoid, PLAN).fit(noise(FEW, 1)).model().close();
            return "";
        } catch (IncompatibleDataException e) {
            return e.getMessage();
        }
    }

    /** Ten steps an epoch, whatever the number of training rows: batches of 10 for 100. */
    public static Result run(int rows, long seed) {
        Samples train = noise(rows, seed);
        Samples test = noise(10_000, 1000 + seed);
        TrainingPlan plan = PLAN.batchSize(rows / 10).seed(seed);
        try (Autoencoder model = Trainer.of(spec(), plan).fit(train).model()) {
            Pca pca = Pca.fit(model.scaling(), train, CODE);
            return new Result(
                    Reconstruction.of(model, train).mse(),
                    Reconstruction.of(model, test).mse(),
                    pca.mse(train),
                    pca.mse(test));
        }
    }

    /** The first of the runs on few rows as a page: the model looks good on its own rows and is none on fresh ones. */
    static HtmlReport report() {
        var parts = new Parts(noise(FEW, 1), noise(FEW, 500), noise(1, 0).select(), noise(MANY, 1001));
        TrainingPlan plan = PLAN.batchSize(FEW / 10).seed(1);
        TrainingResult result = Trainer.of(spec(), plan).fit(parts.train(), parts.validation());
        HtmlReport page = TrainingReport.of(result, parts).page();
        result.model().close();
        return page;
    }

    /** Writes a page into the folder that is named, else into the present one. */
    public static void main(String[] folder) {
        System.out.println("A sigmoid on noise is refused: " + refusal());
        System.out.println("A code of 32 for 10 inputs: " + spec().code(32).warnings());
        System.out.printf("A code of %d: the floor (d - k) / d is %.2f%n", CODE, FLOOR);
        for (int rows : new int[] {FEW, MANY}) {
            for (long seed = 1; seed <= 3; seed++) {
                System.out.println(rows + " rows, " + run(rows, seed));
            }
        }
        Path page = Path.of(folder.length == 0 ? "." : folder[0]).resolve("noise.html");
        report().writeReplacing(page);
        System.out.println("The first of them in pictures: " + page);
    }
}
