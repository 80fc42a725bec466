package org.ae4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ae4j.data.Parts;
import org.ae4j.data.Samples;
import org.ae4j.pretrain.compare.Budget;
import org.ae4j.pretrain.compare.Effect;
import org.ae4j.pretrain.compare.EffectJson;
import org.ae4j.pretrain.compare.EffectSection;
import org.ae4j.pretrain.compare.EffectText;
import org.ae4j.pretrain.compare.Effects;
import org.ae4j.pretrain.compare.Experiment;
import org.ae4j.pretrain.compare.Measure;
import org.ae4j.pretrain.compare.Recipe;
import org.ae4j.pretrain.compare.RunFolder;
import org.ae4j.pretrain.compare.Variant;
import org.ae4j.report.HtmlReport;
import org.ae4j.train.TrainingPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which of the usual techniques help on the user's data, and the command that they come to. */
@Command(
        name = "techniques",
        sortOptions = false,
        customSynopsis = "ae techniques --data D [OPTIONS]",
        header = "Tries the usual ways to better an autoencoder, and recommends a command.",
        description = {
            "Seven techniques, some alternatives each, against what `ae train` would do with the other flags: activation"
                    + " function; learning rate and batch size; regularisation; transfer learning (from models of"
                    + " --source); Dropout and BatchNorm; optimiser; pretraining layer by layer. Every run has the same"
                    + " number of epochs. Choices are made by validation rows, a fifth of those to train on, drawn anew by each"
                    + " seed; what helped is combined, best first, as long as that helps. The test rows are measured once, at"
                    + " the end, for the baseline and for what is recommended.",
            ""
        },
        footer = {"", "Example:", "  ae techniques --data sensors --runs sensors-runs --report techniques.html"})
final class TechniquesCommand implements Callable<Integer> {
    private static final double SECONDS = 60;

    @Spec
    private CommandSpec command;

    @Mixin
    private DataOptions data;

    @Option(
            names = "--source",
            paramLabel = "M",
            description =
                    "A model that `ae train` made of other rows with these columns, to train on from; may be given"
                            + " several times. Default: none, transfer learning is not tried.")
    private List<String> sources = List.of();

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "6",
            description =
                    "About how long all runs may take: epochs are cut to that, the same for all. 0: as long as they"
                            + " take. Default: ${DEFAULT-VALUE}.")
    private double minutes;

    @Mixin
    private MeasureOptions measures;

    @Mixin
    private RunsOptions runs;

    @Mixin
    private HeldOutOptions heldOut;

    @Mixin
    private RecipeOptions recipe;

    @Mixin
    private PageOptions page;

    @Option(names = "--force", description = "Replace a report that exists.")
    private boolean force;

    @Mixin
    private Report report;

    @Override
    public Integer call() {
        long began = System.nanoTime();
        heldOut.check();
        page.check(force);
        runs.check();
        if (!(minutes >= 0)) {
            throw new WrongInput("--minutes is at least 0, found " + minutes);
        }
        Measure measure = measures.measure();
        Samples samples = data.read();
        try (var variations = new Variations(command, samples)) {
            TrainingPlan plan = variations.recipe(List.of()).plan();
            Parts outer = heldOut.divide(samples, data.source(), plan, report);
            if (outer.test().rows() == 0) {
                throw new WrongInput(
                        "techniques measures its choice on test rows; name some by --test or --test-fraction");
            }
            var planned = new TechniqueStudy(measure, variations, outer, List.of());
            List<Technique> techniques = Technique.usual(planned.baseline(), sources);
            int variants =
                    planned.variants(techniques, reason -> report.note("not tried: %s", reason)).values().stream()
                            .mapToInt(Map::size)
                            .sum();
            int all = (1 + variants + techniques.size() + 2) * runs.seeds();
            TechniqueStudy study = budgeted(planned, all);
            try (var progress = new RunProgress(report, all)) {
                run(study, techniques, progress, began);
            }
        }
        return 0;
    }

    /** With fewer epochs, if all would take too long. */
    private TechniqueStudy budgeted(TechniqueStudy planned, int all) {
        if (minutes == 0) {
            return planned;
        }
        Recipe baseline = planned.baseline();
        Budget budget = Budget.of(
                baseline,
                planned.choosing(baseline.plan().seed()),
                all,
                runs.jobs(),
                minutes * SECONDS,
                Optional.ofNullable(runs.folder()).map(RunFolder::open));
        if (!budget.isCut()) {
            return planned;
        }
        report.say(
                "%d epochs a run in place of %d, so that all takes about %s minutes (--minutes)",
                budget.epochs(), budget.planned(), Figures.text(minutes));
        return planned.with(new Setting("epochs", Integer.toString(budget.epochs())));
    }

    private void run(TechniqueStudy study, List<Technique> techniques, RunProgress progress, long began) {
        Recipe baseline = study.baseline();
        long seed = baseline.plan().seed();
        var variants = study.variants(techniques, reason -> {}); // was said
        Experiment choosing = runs.apply(Experiment.of(study::choosing, study.measure()), seed, progress);
        Effects effects = choosing.compare(
                Variant.baseline(baseline),
                variants.values().stream()
                        .flatMap(some -> some.values().stream())
                        .toList());
        int rows = study.choosing(seed).test().rows();
        EffectTable.say(effects, rows, names(variants), report);
        variants.forEach((technique, some) -> {
            if (some.isEmpty()) {
                report.say("%s: not tried%s", technique.name(), technique.need());
            }
        });
        List<Setting> chosen = study.select(choosing, effects, variants);
        Optional<Effects> judged = judged(study, chosen, progress);
        String line = line(study.flags(chosen));
        report.say("%s", line);
        var section = new EffectSection(effects, rows);
        page.write(
                () -> HtmlReport.of("Techniques on " + study.outer().train().source(), verdict(judged))
                        .add(section)
                        .add(section.facts(baseline).and("Recommended", line)),
                force,
                report);
        ObjectNode json = EffectJson.write(effects);
        ArrayNode recommended = json.putArray("recommended");
        chosen.forEach(setting -> recommended.add(setting.toString()));
        judged.ifPresent(found -> json.set("test", EffectJson.write(found)));
        json.put("command", line);
        json.put("testRows", study.outer().test().rows());
        json.put("seconds", Figures.seconds(began));
        report.finish(json.put("report", page.name()));
    }

    /** The choice against the baseline on the test rows; empty if nothing was chosen. */
    private Optional<Effects> judged(TechniqueStudy study, List<Setting> chosen, RunProgress progress) {
        if (chosen.isEmpty()) {
            report.say("nothing here betters the baseline by a hundredth: keep it");
            return Optional.empty();
        }
        Recipe baseline = study.baseline();
        Effects judged = runs.apply(
                        Experiment.of(study::judging, study.measure()),
                        baseline.plan().seed(),
                        progress)
                .compare(Variant.baseline(baseline), List.of(study.variant(chosen)));
        report.say("recommended, measured on the test rows, which had no part in the choice:");
        EffectTable.say(judged, study.outer().test().rows(), Map.of(), report);
        return Optional.of(judged);
    }

    private String line(List<String> flags) {
        String given = flags.stream().map(DataOptions::quoted).collect(Collectors.joining(" "));
        return Stream.of("./ae train", data.words(), given, "--out model.safetensors")
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String verdict(Optional<Effects> judged) {
        return judged.map(effects -> {
                    Effect effect = effects.effects().get(0);
                    return "%s: on the test rows %s %s %s against the baseline (%s)."
                            .formatted(
                                    effect.name(),
                                    effects.measure().name(),
                                    EffectText.change(effects.measure(), effect),
                                    EffectText.interval(effects.measure(), effect),
                                    EffectText.evidence(effect));
                })
                .orElse("Nothing tried here betters the baseline by a hundredth.");
    }

    private static Map<String, String> names(Map<Technique, Map<List<Setting>, Variant>> variants) {
        var names = new LinkedHashMap<String, String>();
        variants.forEach(
                (technique, some) -> some.values().forEach(variant -> names.put(variant.name(), technique.name())));
        return names;
    }
}
