package org.ae4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ae4j.data.Parts;
import org.ae4j.file.AtomicFile;
import org.ae4j.file.Json;
import org.ae4j.pretrain.Classifier;
import org.ae4j.pretrain.FineTuning;
import org.ae4j.pretrain.study.FewLabelMethod;
import org.ae4j.pretrain.study.FewLabelMethods;
import org.ae4j.pretrain.study.LabelChart;
import org.ae4j.pretrain.study.LabelCurve;
import org.ae4j.pretrain.study.LabelDraw;
import org.ae4j.pretrain.study.LabelEfficiency;
import org.ae4j.pretrain.study.LabelFigures;
import org.ae4j.pretrain.study.LabelSection;
import org.ae4j.train.TrainingPlan;
import picocli.CommandLine.Option;

/** A study of how accuracy grows with labels, in place of one classifier. */
final class StudyOptions {
    private static final String ALL = "all";

    @Option(
            names = "--label-efficiency",
            split = ",",
            paramLabel = "N|all",
            description =
                    "No classifier, but a study: for each number of labels per class, the accuracy on the test rows with"
                            + " the encoder and, as controls, without it. --out gets the figures as JSON."
                            + " Takes as long as many trainings.")
    private List<String> counts = List.of();

    @Option(
            names = "--draws",
            paramLabel = "N",
            description = "How often the labels of the study are drawn, the same ones for every method. Default: 3.")
    private Integer draws;

    @Option(names = "--chart", paramLabel = "F.svg", description = "Draw the study's figures into this file too.")
    private Path chart;

    @Option(
            names = "--method",
            paramLabel = "TEXT",
            description =
                    "Of the study: only the method of this name, such as fine-tuned, or those that have the text in their"
                            + " names; may be given several times. Default: all.")
    private List<String> methods = List.of();

    boolean areAsked() {
        return !counts.isEmpty();
    }

    /** Refuses options that contradict each other, and outputs that cannot be written. */
    void check(LabelOptions labels, OutputOptions output) {
        if (!areAsked() && (draws != null || chart != null || !methods.isEmpty())) {
            String flag = draws != null ? "--draws" : chart != null ? "--chart" : "--method";
            throw new WrongInput(flag + " belongs to --label-efficiency, which is missing");
        }
        if (areAsked() && labels.areGiven()) {
            throw new WrongInput(
                    "--label-efficiency draws labels itself; leave out --labels-per-class and --unlabelled");
        }
        if (chart != null) {
            OutputOptions.check(chart, output.force());
        }
        if (areAsked()) {
            study(0); // wrong numbers are refused before data are read
        }
    }

    /**
     * Measures all methods and writes the figures.
     *
     * @param selfTraining the plan where rows without labels teach too
     */
    void run(
            FineTuning<Classifier> tuning,
            TrainingPlan selfTraining,
            Parts parts,
            OutputOptions output,
            PageOptions page,
            Report report) {
        if (parts.test().rows() == 0) {
            throw new WrongInput("--label-efficiency measures on test rows; name some by --test or --test-fraction");
        }
        long began = System.nanoTime();
        LabelEfficiency study = study(tuning.plan().seed());
        List<LabelCurve> curves = study.measure(
                chosen(FewLabelMethods.usual(tuning, selfTraining, parts.train(), parts.test())),
                parts.train(),
                parts.test(),
                (method, count, draw, accuracy) -> accuracy.ifPresent(value ->
                        report.note("%s, %s per class, draw %d: %.1f %%", method, text(count), draw + 1, 100 * value)));
        StudyTable.say(curves, parts.test(), study.draws(), report);
        ObjectNode json = LabelFigures.json(curves);
        json.put("draws", study.draws());
        json.put("seed", study.seed());
        json.put("testRows", parts.test().rows());
        write(output.out(), Json.pretty(json) + "\n", output.force());
        report.say("figures written to %s", output.out());
        if (chart != null) {
            write(chart, LabelChart.svg(parts.test().source(), curves), output.force());
            report.say("chart written to %s", chart);
        }
        page.write(
                () -> new LabelSection(curves).page("Labels of " + parts.test().source()), output.force(), report);
        json.put("seconds", Figures.seconds(began));
        json.put("out", output.out().toString());
        report.finish(json.put("report", page.name()));
    }

    private List<FewLabelMethod> chosen(List<FewLabelMethod> all) {
        List<String> names = all.stream().map(FewLabelMethod::name).toList();
        Set<String> wanted = new HashSet<>();
        for (String text : methods) {
            List<String> found = names.contains(text)
                    ? List.of(text)
                    : names.stream().filter(name -> name.contains(text)).toList();
            if (found.isEmpty()) {
                throw new WrongInput("no method of the study has '%s' in its name; there are %s"
                        .formatted(text, String.join("; ", names)));
            }
            wanted.addAll(found);
        }
        return methods.isEmpty()
                ? all
                : all.stream().filter(method -> wanted.contains(method.name())).toList();
    }

    private LabelEfficiency study(long seed) {
        LabelEfficiency study = LabelEfficiency.of(
                        counts.stream().map(StudyOptions::count).toArray(Integer[]::new))
                .seed(seed);
        return draws == null ? study : study.draws(draws);
    }

    private static int count(String text) {
        try {
            return text.equals(ALL) ? LabelDraw.ALL : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new WrongInput(
                    "--label-efficiency expects numbers of labels per class, or all, found '" + text + "'", e);
        }
    }

    private static String text(int count) {
        return count == LabelDraw.ALL ? ALL : Integer.toString(count);
    }

    private static void write(Path file, String text, boolean force) {
        AtomicFile.write(file, force, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }
}
