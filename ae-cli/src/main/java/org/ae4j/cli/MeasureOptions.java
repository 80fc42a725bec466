package org.ae4j.cli;

import java.util.List;
import org.ae4j.pretrain.compare.Measure;
import picocli.CommandLine.Option;

/** The figure that counts. */
final class MeasureOptions {
    private static final List<String> KNOWN = List.of("mse", "elbo", "auroc", "probe", "few-labels:N");

    @Option(
            names = "--measure",
            paramLabel = "NAME",
            defaultValue = "mse",
            description =
                    "mse, of reconstruction, in the baseline's scaled units; elbo, of variational codes, nats a row;"
                            + " auroc, of the error against labels, models trained on normal rows alone; probe, the accuracy of"
                            + " logistic regression on the codes; few-labels:N, of it with N labels per class."
                            + " Default: ${DEFAULT-VALUE}.")
    private String name;

    @Option(
            names = "--normal",
            paramLabel = "LABEL",
            defaultValue = "0",
            description = "Of --measure auroc: the label of normal rows. Default: ${DEFAULT-VALUE}.")
    private String normal;

    /** The measure. */
    Measure measure() {
        Choice choice = Choice.of("--measure", name, KNOWN);
        return switch (choice.name()) {
            case "elbo" -> Measure.elbo();
            case "auroc" -> Measure.auroc(normal);
            case "probe" -> Measure.probe();
            case "few-labels" -> Measure.fewLabels(choice.whole(0, "--measure", "labels per class", name));
            default -> Measure.mse();
        };
    }
}
