package org.ae4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Samples;
import org.ae4j.evaluate.CodeQuality;
import org.ae4j.evaluate.LikelihoodBound;
import org.ae4j.evaluate.PcaComparison;
import org.ae4j.evaluate.Reconstruction;
import org.ae4j.file.Json;
import org.ae4j.model.Autoencoder;
import org.ae4j.report.EvaluationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How good a model is on given rows. */
@Command(
        name = "evaluate",
        sortOptions = false,
        header = "Measures a model on rows.",
        description = {
            "Measures reconstruction against PCA with as many dimensions and, with labels, what the codes are worth:"
                    + " a linear probe, nearest neighbours, and clusters.",
            "PCA is fitted to the rows of --reference; without them to the evaluated rows, an advantage for PCA.",
            "With --samples the model also generates rows (see `ae sample`), which are compared with the evaluated ones in the"
                    + " features of a classifier: that of the rows of --reference where they have labels, else of the evaluated"
                    + " rows, whose features it then knows too well, a disadvantage for the model.",
            ""
        },
        footer = {"", "Example:", "  ae evaluate --model mnist.safetensors --data mnist:test --reference mnist"})
final class EvaluateCommand implements Callable<Integer> {
    @Mixin
    private ModelOptions model;

    @Mixin
    private DataOptions data;

    @Option(
            names = "--reference",
            paramLabel = "D0",
            description = "Rows that PCA is fitted to: those that the model was trained on; read as --data is.")
    private String reference;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Generate so many rows and compare them with the evaluated ones, which need labels: as many as"
                            + " there are, best. Default: ${DEFAULT-VALUE}, none.")
    private int samples;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Fixes how the codes are divided for the probe, the clusters, and what is generated. Default:"
                    + " ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--importance-samples",
            paramLabel = "K",
            defaultValue = "0",
            description =
                    "Of a variational model: the bounds on the log-likelihood by so many samples of each row's code, in"
                            + " nats per row, higher is better: elbo, and iwae, which grows with K. 0 measures none."
                            + " Default: ${DEFAULT-VALUE}.")
    private int importanceSamples;

    @Option(names = "--force", description = "Replace outputs that exist.")
    private boolean force;

    @Mixin
    private PageOptions page;

    @Mixin
    private Report report;

    @Override
    public Integer call() {
        if (samples < 0) {
            throw new WrongInput("--samples is at least 0, found " + samples);
        }
        page.check(force);
        try (Autoencoder autoencoder = model.load()) {
            checkBound(autoencoder);
            Samples rows = data.read(autoencoder);
            checkLabels(rows);
            Optional<Samples> training = Optional.ofNullable(reference)
                    .map(name ->
                            data.source().read(name, null, autoencoder.spec().schema()));
            Reconstruction reconstruction = Reconstruction.of(autoencoder, rows);
            PcaComparison pca = PcaComparison.of(autoencoder, training.orElse(rows), rows);
            report.say(
                    "%s: %s, codes of %s",
                    rows.source(),
                    Figures.count(rows.rows(), "row"),
                    Figures.count(autoencoder.spec().bottleneck().size(), "number"));
            report.say("%s", pca.sentence(reconstruction.mse()));
            if (pca.mse().isPresent() && reference == null) {
                report.say("(PCA was fitted to these very rows, an advantage; --reference names the training rows)");
            }
            ObjectNode json = Json.object().put("rows", rows.rows());
            json.put("mse", reconstruction.mse());
            Figures.put(json, "mseRaw", reconstruction.mseRaw());
            Figures.put(json, pca);
            bound(autoencoder, rows, json);
            codes(autoencoder, rows, json);
            generated(autoencoder, rows, training, json);
            page.write(() -> EvaluationReport.of(autoencoder, rows, pca, seed), force, report);
            report.finish(json.put("report", page.name()));
        }
        return 0;
    }

    /** Refuses what cannot be measured before anything is. */
    private void checkBound(Autoencoder autoencoder) {
        if (importanceSamples < 0) {
            throw new WrongInput("--importance-samples expects 0 or more, found " + importanceSamples);
        }
        if (importanceSamples > 0) {
            try {
                autoencoder.variational();
            } catch (InvalidSpecException e) {
                throw new WrongInput("--importance-samples: " + e.getMessage() + "; leave it out", e);
            }
        }
    }

    private void bound(Autoencoder autoencoder, Samples samples, ObjectNode json) {
        if (importanceSamples > 0) {
            LikelihoodBound bound = LikelihoodBound.of(autoencoder, samples, importanceSamples, seed);
            report.say("%s", TestBound.sentence(bound));
            report.say(
                    "importance-weighted bound by %s a row: %s",
                    Figures.count(importanceSamples, "sample"), Figures.text(bound.importanceWeighted()));
            Figures.put(json, "elbo", OptionalDouble.of(bound.elbo()));
            Figures.put(json, "reconstruction", OptionalDouble.of(bound.reconstruction()));
            Figures.put(json, "kl", OptionalDouble.of(bound.kl()));
            Figures.put(json, "iwae", OptionalDouble.of(bound.importanceWeighted()));
        }
    }

    private void checkLabels(Samples rows) {
        if (samples > 0 && !rows.isLabelled()) {
            throw new WrongInput("--samples compares in features that are learnt from labels, and " + rows.source()
                    + " has none; name them by --label-column or --labels");
        }
    }

    private void generated(Autoencoder autoencoder, Samples rows, Optional<Samples> training, ObjectNode json) {
        if (samples > 0) {
            GeneratorQuality quality = GeneratorQuality.of(autoencoder, rows, training, samples, seed);
            quality.say(report);
            quality.put(json);
        }
    }

    private void codes(Autoencoder autoencoder, Samples samples, ObjectNode json) {
        List.of("probeAccuracy", "knnAccuracy", "nmi").forEach(json::putNull);
        if (!samples.isLabelled()) {
            report.say("no labels: nothing to measure the codes by (name them by --label-column or --labels)");
            return;
        }
        List<String> labels =
                IntStream.range(0, samples.rows()).mapToObj(samples::label).toList();
        try {
            codes(CodeQuality.of(autoencoder.encode(samples), labels, seed), json);
        } catch (IncompatibleDataException e) {
            report.say("codes not measured: %s", e.getMessage()); // the reconstruction has been, and counts
        }
    }

    private void codes(CodeQuality quality, ObjectNode json) {
        report.say(
                "codes: linear probe %.1f %%, nearest neighbours %.1f %%, clusters against labels NMI %s",
                100 * quality.probeAccuracy(), 100 * quality.knnAccuracy(), Figures.text(quality.nmi()));
        Figures.put(json, "probeAccuracy", OptionalDouble.of(quality.probeAccuracy()));
        Figures.put(json, "knnAccuracy", OptionalDouble.of(quality.knnAccuracy()));
        Figures.put(json, "nmi", OptionalDouble.of(quality.nmi()));
    }
}
