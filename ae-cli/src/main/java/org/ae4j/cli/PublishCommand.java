package org.ae4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.ae4j.AutoencoderException;
import org.ae4j.ModelFileException;
import org.ae4j.data.Samples;
import org.ae4j.evaluate.FewLabels;
import org.ae4j.file.Json;
import org.ae4j.file.RemoteFile;
import org.ae4j.model.FittedScaling;
import org.ae4j.pretrain.Description;
import org.ae4j.pretrain.PretrainedEncoder;
import org.ae4j.spec.Scaling;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the encoder of a model as a file for others, measured and described. */
@Command(
        name = "publish",
        sortOptions = false,
        customSynopsis = "ae publish --encoder M --data D --known D0 --out FILE [OPTIONS]",
        header = "Writes the encoder of a model as a file for others.",
        description = {
            "The file holds the encoder without its decoder and without codes of training rows, and a model card (`ae info"
                    + " --markdown`). What its codes know of labels is measured on --data: a linear classifier and the 5"
                    + " nearest neighbours learn from the labelled rows of --known, from codes and, beside them, from the"
                    + " rows themselves.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  ae publish --encoder f.safetensors --data fashion-mnist:test --known fashion-mnist --labels-per-class 100"
                    + " --name fashion --licence MIT --out fashion.safetensors"
        })
final class PublishCommand implements Callable<Integer> {
    @Mixin
    private EncoderOptions encoder;

    @Mixin
    private DataOptions data;

    @Option(
            names = "--known",
            required = true,
            paramLabel = "D0",
            description = "Labelled rows that classifiers learn from, read as --data is.")
    private String known;

    @Option(
            names = "--labels-per-class",
            paramLabel = "N",
            description = "Learn from so many rows of each class, drawn by the seed. Default: from all.")
    private Integer labelsPerClass;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Fixes which rows are drawn. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--name", paramLabel = "TEXT", defaultValue = "", description = "What the encoder is called.")
    private String name;

    @Option(
            names = "--licence",
            paramLabel = "ID",
            defaultValue = "",
            description = "Under which licence it may be used, best an SPDX identifier.")
    private String licence;

    @Option(
            names = "--source",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Where its training rows come from.")
    private String source;

    @Option(
            names = "--text",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "For what it is good, and for what not.")
    private String text;

    @Mixin
    private OutputOptions output;

    @Mixin
    private Report report;

    @Override
    public Integer call() {
        output.check();
        var description = new Description(name, licence, source, text);
        try (PretrainedEncoder pretrained = encoder.load()) {
            Samples asked = labelled(data.read(pretrained.spec().schema()));
            Samples all =
                    labelled(data.source().read(known, null, pretrained.spec().schema()));
            Samples learnt = labelsPerClass == null ? all : all.perLabel(labelsPerClass, seed);
            Samples codes = codes(pretrained, learnt);
            FewLabels ofCodes =
                    FewLabels.of(FittedScaling.fit(Scaling.standard(), codes), codes, codes(pretrained, asked));
            FewLabels ofRows = FewLabels.of(pretrained.scaling(), learnt, asked);
            var metrics = new TreeMap<>(pretrained.card().metrics());
            metrics.putAll(Map.of(
                    "knownRows", (double) learnt.rows(),
                    "askedRows", (double) asked.rows(),
                    "probeAccuracy", ofCodes.probeAccuracy(),
                    "probeAccuracyOfRows", ofRows.probeAccuracy(),
                    "knnAccuracy", ofCodes.knnAccuracy(),
                    "knnAccuracyOfRows", ofRows.knnAccuracy()));
            save(pretrained.describedAs(description).metrics(metrics));
            say(learnt, asked, ofCodes, ofRows);
        }
        return 0;
    }

    private static Samples labelled(Samples samples) {
        if (!samples.isLabelled()) {
            throw new WrongInput(
                    "publish measures by labels, %s has none; name them by --label-column (CSV) or --labels"
                            .formatted(samples.source()));
        }
        return samples;
    }

    private static Samples codes(PretrainedEncoder pretrained, Samples rows) {
        return Samples.of(pretrained.encode(rows))
                .labels(
                        "label",
                        IntStream.range(0, rows.rows()).mapToObj(rows::label).toList());
    }

    private void say(Samples learnt, Samples asked, FewLabels ofCodes, FewLabels ofRows) {
        String sha256 = RemoteFile.hash(output.out());
        report.say(
                "learnt from %s, asked about %s:",
                Figures.count(learnt.rows(), "labelled row"), Figures.count(asked.rows(), "row"));
        report.say("%-28s %8s %8s", "", "codes", "rows");
        line("linear classifier", ofCodes.probeAccuracy(), ofRows.probeAccuracy());
        line("5 nearest neighbours", ofCodes.knnAccuracy(), ofRows.knnAccuracy());
        report.say("encoder written to %s, %,d bytes, SHA-256 %s", output.out(), size(), sha256);
        ObjectNode json = Json.object().put("knownRows", learnt.rows()).put("askedRows", asked.rows());
        Figures.put(json, "probeAccuracy", OptionalDouble.of(ofCodes.probeAccuracy()));
        Figures.put(json, "probeAccuracyOfRows", OptionalDouble.of(ofRows.probeAccuracy()));
        Figures.put(json, "knnAccuracy", OptionalDouble.of(ofCodes.knnAccuracy()));
        Figures.put(json, "knnAccuracyOfRows", OptionalDouble.of(ofRows.knnAccuracy()));
        report.finish(json.put("sha256", sha256)
                .put("bytes", size())
                .put("encoder", output.out().toString()));
    }

    private void line(String classifier, double codes, double rows) {
        report.say("  %-26s %6.1f %% %6.1f %%", classifier, 100 * codes, 100 * rows);
    }

    private long size() {
        try {
            return Files.size(output.out());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The output was checked before: what goes wrong now is no wrong input. */
    private void save(PretrainedEncoder described) {
        try {
            if (output.force()) {
                described.saveReplacing(output.out());
            } else {
                described.save(output.out());
            }
        } catch (ModelFileException e) {
            throw new AutoencoderException(e.getMessage(), e);
        }
    }
}
