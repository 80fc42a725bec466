package org.ae4j.report;

import org.ae4j.Rounded;
import org.ae4j.data.Parts;
import org.ae4j.engine.Backend;
import org.ae4j.evaluate.PcaComparison;
import org.ae4j.file.Json;
import org.ae4j.model.Autoencoder;
import org.ae4j.train.EpochResult;
import org.ae4j.train.History;
import org.ae4j.train.PlanJson;
import org.ae4j.train.TrainingPlan;
import org.ae4j.train.TrainingResult;

/**
 * The page of a training: {@code TrainingReport.of(result, parts).page().write(file)}. It shows rows that training did
 * not see where there are any. The same run gives the same page, but for facts that the caller adds, such as the time
 * that it took.
 *
 * @param result of the training, its model open
 * @param parts the rows of the training
 * @param pca beside the model on the test rows
 * @param facts what else is to be said of the run
 */
public record TrainingReport(TrainingResult result, Parts parts, PcaComparison pca, RunFacts facts) {
    /** With PCA fitted to the training rows and measured on the test rows. */
    public static TrainingReport of(TrainingResult result, Parts parts) {
        return of(result, parts, PcaComparison.of(result.model(), parts.train(), parts.test()));
    }

    /** With a PCA that was measured before. */
    public static TrainingReport of(TrainingResult result, Parts parts, PcaComparison pca) {
        return new TrainingReport(result, parts, pca, RunFacts.none());
    }

    /** The same with a fact more, such as how long the training took. */
    public TrainingReport fact(String name, String value) {
        return new TrainingReport(result, parts, pca, facts.and(name, value));
    }

    /** The page, to which sections may be added. */
    public HtmlReport page() {
        Autoencoder model = result.model();
        Measured measured = measured();
        HtmlReport page = HtmlReport.of(
                        "Training of " + model.spec().preset() + " on "
                                + parts.train().source(),
                        verdict(measured))
                .add(new LossCurves(result.history()))
                .addAll(ModelSections.of(measured, result.seed()));
        return page.add(run());
    }

    /** The model on the rows that are shown: test rows, else validation rows, else those of the training. */
    public Measured measured() {
        if (parts.test().rows() > 0) {
            return Measured.of(result.model(), parts.test(), "test row");
        }
        return parts.validation().rows() > 0
                ? Measured.of(result.model(), parts.validation(), "validation row")
                : Measured.of(result.model(), parts.train(), "training row");
    }

    private String verdict(Measured measured) {
        String training = result.history().verdict().sentence();
        return parts.test().rows() == 0
                ? "Training: %s. There are no test rows to measure on.".formatted(training)
                : "On %s it %s. Training: %s."
                        .formatted(
                                Rounded.count(measured.rows().rows(), measured.what()),
                                pca.sentence(measured.reconstruction().mse()),
                                training);
    }

    /** What ran, with all settings. */
    public RunFacts run() {
        Autoencoder model = result.model();
        History history = result.history();
        TrainingPlan plan = PlanJson.read(Json.parse(model.provenance().plan(), "plan"));
        return RunFacts.none()
                .and(
                        "Data",
                        parts.train().source() + ", " + parts.train().schema().describe())
                .and("Rows", rows())
                .and(
                        "Plan",
                        "%s in batches of %d, seed %d%s"
                                .formatted(
                                        Rounded.count(history.epochs().size(), "epoch"),
                                        plan.batchSize(),
                                        result.seed(),
                                        history.stoppedEarly() ? ", stopped early" : ""))
                .and("Loss", losses(history.best()))
                .and("Backend", Backend.start())
                .andAll(facts)
                .andAll(RunFacts.of(model));
    }

    private String rows() {
        return "%,d to train, %,d to validate, %,d to test"
                .formatted(
                        parts.train().rows(),
                        parts.validation().rows(),
                        parts.test().rows());
    }

    private static String losses(EpochResult best) {
        String validation = best.validationLoss().isPresent()
                ? ", validation " + Rounded.text(best.validationLoss().getAsDouble())
                : "";
        return "training %s%s in epoch %d, whose weights are kept"
                .formatted(Rounded.text(best.trainLoss()), validation, best.epoch());
    }
}
