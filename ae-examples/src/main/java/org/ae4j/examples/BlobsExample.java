package org.ae4j.examples;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Parts;
import org.ae4j.data.Samples;
import org.ae4j.data.Split;
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
 * Three clusters in the plane, a frequent first autoencoder with three frequent mistakes, and the same done right: a
 * sigmoid output on data beyond 0..1 is refused, a code wider than the data is warned of, and the error is measured on
 * rows held out, beside PCA. One number a row then keeps what PCA's one number cannot: the clusters lie on a curve.
 */
public final class BlobsExample {
    private static final Color[] COLORS = {new Color(0x0072B2), new Color(0xD55E00), new Color(0x009E73)};
    private static final TrainingPlan PLAN =
            TrainingPlan.defaults().epochs(50).batchSize(32).updater(new Adam(1e-3));

    private BlobsExample() {}

    /**
     * What the example found.
     *
     * @param refusedRaw why a sigmoid output on raw data is refused
     * @param refusedStandard why it is refused on standardised data
     * @param warnings of a code of 3 numbers for 2 inputs
     * @param testMse on the test part, scaled units
     * @param pcaMse of one principal component on the same rows
     * @param test the test part
     * @param decoded what a code of one number gives back of it
     * @param report of that code
     */
    public record Result(
            String refusedRaw,
            String refusedStandard,
            List<String> warnings,
            double testMse,
            double pcaMse,
            Samples test,
            Samples decoded,
            HtmlReport report) {}

    public static Result run() {
        Parts parts = Samples.blobs(1000, 2, 3, 0.4, 42)
                .split(Split.train(.8).test(.2).stratified());
        AutoencoderSpec spec = Presets.dense(parts.train().schema()).hidden(64).code(3);
        String refusedRaw = refusal(spec.scaling(Scaling.none()).likelihood(Likelihood.unitGaussian()), parts.train());
        String refusedStandard;
        try {
            spec.likelihood(Likelihood.unitGaussian());
            refusedStandard = "";
        } catch (InvalidSpecException e) {
            refusedStandard = e.getMessage();
        }
        TrainingResult result = Trainer.of(spec.code(1), PLAN).fit(parts.train());
        try (Autoencoder model = result.model()) {
            return new Result(
                    refusedRaw,
                    refusedStandard,
                    spec.warnings(),
                    Reconstruction.of(model, parts.test()).mse(),
                    Pca.fit(model.scaling(), parts.train(), 1).mse(parts.test()),
                    parts.test(),
                    model.reconstruct(parts.test()),
                    TrainingReport.of(result, parts).page());
        }
    }

    private static String refusal(AutoencoderSpec spec, Samples train) {
        try {
            Trainer.of(spec, PLAN).fit(train).model().close();
            return "";
        } catch (IncompatibleDataException e) {
            return e.getMessage();
        }
    }

    /** Draws into the folder that is named, else into the present one. */
    public static void main(String[] folder) throws IOException {
        Result result = run();
        System.out.println("A sigmoid on raw data is refused: " + result.refusedRaw());
        System.out.println("... and on standardised data: " + result.refusedStandard());
        System.out.println("A code of 3 for 2 inputs: " + result.warnings());
        System.out.printf("A code of 1: test MSE %.4f, PCA %.4f%n", result.testMse(), result.pcaMse());
        Path file = Path.of(folder.length == 0 ? "." : folder[0]).resolve("blobs.png");
        new ScatterPicture(COLORS).write(file, result.test(), result.decoded());
        Path page = file.resolveSibling("blobs.html");
        result.report().writeReplacing(page);
        System.out.println("More pictures: " + page);
        System.out.println("Left the test rows, right what one number a row gives back: " + file);
    }
}
