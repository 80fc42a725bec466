package org.ae4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import org.ae4j.AutoencoderException;
import org.ae4j.ModelFileException;
import org.ae4j.data.Parts;
import org.ae4j.data.Samples;
import org.ae4j.file.Json;
import org.ae4j.pretrain.Classifier;
import org.ae4j.pretrain.FineTuned;
import org.ae4j.pretrain.FineTuning;
import org.ae4j.pretrain.PretrainedEncoder;
import org.ae4j.pretrain.semi.SelfTraining;
import org.ae4j.train.TrainingPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts a head on a pretrained encoder and trains both on labelled rows. */
@Command(
        name = "finetune",
        sortOptions = false,
        customSynopsis = "ae finetune --encoder M --data D --out FILE [OPTIONS]",
        header = "Makes a classifier, or a regressor, of a trained encoder, from few labels.",
        description = {
            "Labels are needed: --label-column for CSV files, --labels for IDX files; built-in data and folders have"
                    + " theirs. Beside the classifier that is saved, its accuracy on the test rows stands next to that of a"
                    + " head on the frozen encoder, of the same network trained from random weights, and of the nearest"
                    + " training row. --head-kind chooses what else a head can learn; those are measured by themselves:"
                    + " accuracy (binary, neighbours); subsetAccuracy, microF1 and macroF1 (multi-label);"
                    + " meanSquaredError in the labels' units squared (regression).",
            ""
        },
        footer = {
            "",
            "Example:",
            "  ae finetune --encoder pump.safetensors --data sensors --labels-per-class 20 --out kinds.safetensors"
        })
final class FineTuneCommand implements Callable<Integer> {
    @Mixin
    private EncoderOptions encoder;

    @Mixin
    private DataOptions data;

    @Mixin
    private OutputOptions output;

    @Mixin
    private HeldOutOptions heldOut;

    @Mixin
    private LabelOptions labels;

    @Mixin
    private StudyOptions study;

    @Mixin
    private HeadKindOptions headKind;

    @Mixin
    private TuningOptions tuning;

    @Option(
            names = "--skip-comparison",
            description = "Save the time of the other two trainings and of the nearest neighbour.")
    private boolean skipComparison;

    @Mixin
    private PlanOptions plan;

    @Mixin
    private PageOptions page;

    @Mixin
    private Report report;

    @Override
    public Integer call() {
        long began = System.nanoTime();
        heldOut.check();
        output.check();
        labels.check();
        study.check(labels, output);
        headKind.check(labels, study, page);
        page.check(output.force());
        TrainingPlan chosen = plan.apply(labels.plan(tuning.defaultPlan()));
        try (PretrainedEncoder pretrained = encoder.load()) {
            if (ToldClasses.areNeeded(pretrained.spec())) {
                throw new WrongInput(
                        "a class-conditional encoder is told the class that a classifier should find; train"
                                + " one without --condition");
            }
            FineTuning<Classifier> recipe = tuning.apply(pretrained, plan, chosen);
            Parts all = parts(pretrained, chosen);
            if (study.areAsked()) {
                study.run(recipe, plan.apply(SelfTraining.defaultPlan()), all, output, page, report);
                return 0;
            }
            Samples others = labels.others(all.train(), chosen.seed(), data.source());
            Parts known = labels.known(all, chosen.seed());
            if (headKind.isSoftmax()) {
                fit(recipe, known, others, began);
            } else {
                fitOther(recipe, known, began);
            }
        }
        return 0;
    }

    private void fit(FineTuning<Classifier> chosen, Parts parts, Samples others, long began) {
        if (page.isAsked() && parts.test().rows() == 0) {
            throw new WrongInput("--report shows test rows; name some by --test or --test-fraction");
        }
        FineTuned<Classifier> tuned = tuned(chosen, parts, others);
        try (Classifier classifier = tuned.model()) {
            saved(() -> TunedPredictor.of(classifier).save(output));
            TransferComparison comparison = skipComparison || parts.test().rows() == 0
                    ? TransferComparison.none(classifier, parts.test())
                    : TransferComparison.of(classifier, chosen, parts, report);
            comparison.say(report, parts);
            report.say("classifier written to %s", output.out());
            report.say(
                    "next: ./ae predict --model %s %s",
                    DataOptions.quoted(output.out().toString()), heldOut.evaluated(data));
            page.write(() -> comparison.page(tuned, parts), output.force(), report);
            report.finish(json(comparison, parts, began).put("report", page.name()));
        }
    }

    private FineTuned<Classifier> tuned(FineTuning<Classifier> chosen, Parts parts, Samples others) {
        try (var progress = new Progress(report, "fine-tuning")) {
            return labels.fit(chosen.listen(progress), parts, others, report);
        }
    }

    /** Other heads stand by themselves: what a softmax head is compared with has other figures. */
    private void fitOther(FineTuning<Classifier> chosen, Parts parts, long began) {
        try (var progress = new Progress(report, "fine-tuning");
                TunedPredictor model = headKind.fit(chosen.listen(progress), tuning, parts)) {
            saved(() -> model.save(output));
            report.say("trained on %s", Figures.count(parts.train().rows(), "labelled row"));
            ObjectNode json = Json.object();
            if (parts.test().rows() > 0) {
                Answers answers = model.answers().apply(parts.test());
                report.say("on %s:", Figures.count(parts.test().rows(), "test row"));
                answers.say(report);
                answers.put(json);
            }
            report.say("model written to %s", output.out());
            report.say(
                    "next: ./ae predict --model %s %s",
                    DataOptions.quoted(output.out().toString()), heldOut.evaluated(data));
            report.finish(finished(json, parts, began));
        }
    }

    private ObjectNode json(TransferComparison comparison, Parts parts, long began) {
        ObjectNode json = Json.object();
        comparison.put(json);
        return finished(json, parts, began);
    }

    private ObjectNode finished(ObjectNode json, Parts parts, long began) {
        json.put("trainRows", parts.train().rows());
        json.put("testRows", parts.test().rows());
        json.put("seconds", Figures.seconds(began));
        json.put("model", output.out().toString());
        return json;
    }

    private Parts parts(PretrainedEncoder pretrained, TrainingPlan chosen) {
        Samples samples = data.read(pretrained.spec().schema());
        refuseUnlabelled(samples, "finetune needs labels", "--labels");
        Parts parts = heldOut.divide(samples, data.source(), chosen, report);
        refuseUnlabelled(parts.test(), "finetune measures by labels", "--test-labels");
        return parts;
    }

    private static void refuseUnlabelled(Samples samples, String need, String flag) {
        if (!samples.isLabelled()) {
            throw new WrongInput("%s, %s has none; name them by --label-column (CSV) or %s (IDX)"
                    .formatted(need, samples.source(), flag));
        }
    }

    /** The output was checked before: what goes wrong now is no wrong input. */
    private static void saved(Runnable save) {
        try {
            save.run();
        } catch (ModelFileException e) {
            throw new AutoencoderException(e.getMessage(), e);
        }
    }
}
