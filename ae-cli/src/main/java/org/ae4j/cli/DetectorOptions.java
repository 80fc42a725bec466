package org.ae4j.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.ae4j.anomaly.AnomalyDetector;
import org.ae4j.anomaly.Score;
import org.ae4j.anomaly.Threshold;
import org.ae4j.data.Samples;
import org.ae4j.file.ModelFile;
import org.ae4j.model.Autoencoder;
import org.ae4j.model.AutoencoderFile;
import picocli.CommandLine.Option;

/** Which detector is used, and what it is calibrated by. */
final class DetectorOptions {
    private static final String DETECTOR = "detector";

    @Option(
            names = "--model",
            required = true,
            paramLabel = "M",
            description = "A model that `ae train` wrote, or a detector that --save-detector did.")
    private Path model;

    @Option(
            names = "--calibration",
            paramLabel = "D3",
            description = "Healthy rows that training never saw, read as --data is: they set the threshold and give"
                    + " p-values. Of labelled rows those with the --normal label are taken.")
    private String calibration;

    @Option(
            names = "--score",
            paramLabel = "NAME",
            description = "What rows are scored by: error, mahalanobis, neighbours or combined. Default: that of the"
                    + " detector, else combined; error for models without reference codes.")
    private String score;

    @Option(
            names = "--quantile",
            paramLabel = "Q",
            description =
                    "Of healthy rows, in (0, 1): what scores higher is flagged. Default: 0.99, so that at most 1 %%"
                            + " of healthy rows are.")
    private Double quantile;

    @Option(
            names = "--normal",
            paramLabel = "VALUE",
            description =
                    "The label of healthy rows; every other counts as an anomaly. Default: ok where there are such"
                            + " labels, else 0; with a class-conditional model, whose labels are its classes, none.")
    private String normal;

    /** The label of healthy rows. */
    String normal(Samples labelled) {
        if (normal != null) {
            return normal;
        }
        return labelled.classes().contains("ok") ? "ok" : "0";
    }

    /** Whether labels say which rows are healthy: a class-conditional model has them for its classes, unless told. */
    boolean tellsHealth(Autoencoder loaded, Samples rows) {
        return rows.isLabelled() && (normal != null || !ToldClasses.areNeeded(loaded.spec()));
    }

    /** Reads the detector or makes one of the model; closing its model is the caller's. */
    AnomalyDetector open(DataOptions data, Report report) {
        Optional<Score> asked = Optional.ofNullable(score).map(Score::named);
        Threshold threshold = quantile == null ? Threshold.defaults() : Threshold.quantile(quantile);
        if (!ModelFile.read(model, AutoencoderFile.KIND, DETECTOR).kind().equals(DETECTOR)) {
            Autoencoder loaded = Autoencoder.load(model);
            return detector(loaded, asked.orElseGet(() -> Score.defaultFor(loaded)), threshold, data, report);
        }
        AnomalyDetector stored = AnomalyDetector.load(model);
        if (calibration != null) {
            return detector(stored.model(), asked.orElse(stored.score()), threshold, data, report);
        }
        if (score != null || quantile != null) {
            stored.close();
            throw new WrongInput("the detector " + model
                    + " keeps its score and quantile: leave out --score and --quantile, or calibrate anew by"
                    + " --calibration");
        }
        return stored;
    }

    private AnomalyDetector detector(
            Autoencoder loaded, Score chosen, Threshold threshold, DataOptions data, Report report) {
        if (calibration == null && quantile != null) {
            throw new WrongInput("--quantile needs healthy rows to set the threshold by; name them by --calibration");
        }
        if (calibration == null) {
            report.note("no threshold: --calibration names healthy rows, which training never saw, to set one by");
            return AnomalyDetector.uncalibrated(loaded, chosen);
        }
        Samples rows = ToldClasses.require(
                loaded.spec(),
                data.source().read(calibration, null, loaded.spec().schema()));
        Samples healthy = tellsHealth(loaded, rows) ? rows.only(normal(rows)) : rows;
        if (quantile == null && healthy.rows() < threshold.rowsNeeded()) {
            report.note(
                    "no threshold: %s gives %s, the quantile %s needs %d; give more or a lower --quantile",
                    rows.source(),
                    Figures.count(healthy.rows(), "healthy row"),
                    threshold.quantile(),
                    threshold.rowsNeeded());
            return AnomalyDetector.uncalibrated(loaded, chosen);
        }
        noteTrainedOn(healthy, loaded, "calibration rows", report);
        return AnomalyDetector.calibrate(loaded, healthy, threshold, chosen);
    }

    /** Warns where rows are the very ones that the model learnt. */
    static void noteTrainedOn(Samples rows, Autoencoder model, String what, Report report) {
        String learnt = model.provenance().data();
        if (learnt.equals(rows.fingerprint())
                || learnt.equals(rows.withoutLabels().fingerprint())) {
            report.note("the model was trained on these very %s: p-values and the threshold promise nothing", what);
        }
    }
}
