package org.ae4j.report;

import org.ae4j.Rounded;
import org.ae4j.data.Samples;
import org.ae4j.evaluate.PcaComparison;
import org.ae4j.model.Autoencoder;

/** The page of a model on rows, whoever trained it. */
public final class EvaluationReport {
    private EvaluationReport() {}

    /**
     * Measures and shows a model.
     *
     * @param model open
     * @param rows at least 1
     * @param pca beside it on the same rows
     * @param seed of what a generative model draws
     */
    public static HtmlReport of(Autoencoder model, Samples rows, PcaComparison pca, long seed) {
        Measured measured = Measured.of(model, rows, "row");
        RunFacts run = RunFacts.none()
                .and(
                        "Rows",
                        rows.source() + ": " + Rounded.count(rows.rows(), "row") + ", "
                                + rows.schema().describe())
                .andAll(RunFacts.of(model));
        return HtmlReport.of(
                        "%s on %s".formatted(model.spec().preset(), rows.source()),
                        "On %s it %s."
                                .formatted(
                                        Rounded.count(rows.rows(), "row"),
                                        pca.sentence(measured.reconstruction().mse())))
                .addAll(ModelSections.of(measured, seed))
                .add(run);
    }
}
