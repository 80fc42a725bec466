package org.ae4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.ae4j.data.Parts;
import org.ae4j.data.Samples;
import org.ae4j.data.Split;
import org.ae4j.pretrain.compare.Budget;
import org.ae4j.pretrain.compare.Effect;
import org.ae4j.pretrain.compare.EffectJson;
import org.ae4j.pretrain.compare.EffectSection;
import org.ae4j.pretrain.compare.EffectText;
import org.ae4j.pretrain.compare.Effects;
import org.ae4j.pretrain.compare.Experiment;
import org.ae4j.pretrain.compare.ForwardSelection;
import org.ae4j.pretrain.compare.ForwardSelection.Tried;
import org.ae4j.pretrain.compare.Measure;
import org.ae4j.pretrain.compare.Outcome;
import org.ae4j.pretrain.compare.Recipe;
import org.ae4j.pretrain.compare.RunFolder;
import org.ae4j.pretrain.compare.Variant;
import org.ae4j.report.HtmlReport;
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
    private static final double VALIDATION = 0.2;
    private static final double STOPPING = 0.1;
    private static final double SECONDS = 60;

    /** Less than a hundredth is not worth a flag. */
    private static final double LEAST_GAIN = 0.01;

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
            defaultValue = "8",
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
            Recipe planned = variations.recipe(List.of());
            Parts outer = heldOut.divide(samples, data.source(), planned.plan(), report);
            if (outer.test().rows() == 0) {
                throw new WrongInput(
                        "techniques measures its choice on test rows; name some by --test or --test-fraction");
            }
            run(new Study(measure, variations, planned, outer), samples, began);
        }
        return 0;
    }

    /** What stays the same throughout. */
    private record Study(Measure measure, Variations variations, Recipe planned, Parts outer) {
        /** Rows to choose by are drawn by the seed, unless they are named. */
        Parts choosing(long seed) {
            if (outer.validation().rows() > 0 && !planned.plan().needsValidation()) {
                Samples none = outer.train().select();
                return new Parts(outer.train(), none, none, outer.validation());
            }
            return outer.train()
                    .split(Split.train(1 - VALIDATION - stopping())
                            .validation(stopping())
                            .test(VALIDATION)
                            .seed(seed));
        }

        /** All rows to train on, and the test rows. */
        Parts judging(long seed) {
            Parts parts = outer.train()
                    .split(Split.train(1 - stopping()).validation(stopping()).seed(seed));
            return new Parts(parts.train(), parts.validation(), parts.calibration(), outer.test());
        }

        private double stopping() {
            return planned.plan().needsValidation() ? STOPPING : 0;
        }
    }

    private void run(Study study, Samples samples, long began) {
        Map<Technique, Map<List<Setting>, Variant>> tried = tried(study, List.of());
        List<Setting> cut = budget(study, tried);
        tried = cut.isEmpty() ? tried : tried(study, cut);
        Recipe baseline = study.variations.recipe(cut);
        Experiment choosing = experiment(study::choosing, study);
        List<Variant> variants =
                tried.values().stream().flatMap(some -> some.values().stream()).toList();
        Effects effects = choosing.compare(Variant.baseline(baseline), variants);
        EffectTable.say(
                effects, study.choosing(study.planned.plan().seed()).test().rows(), names(tried), report);
        tried.forEach((technique, some) -> {
            if (some.isEmpty()) {
                report.say("%s: not tried%s", technique.name(), technique.need());
            }
        });
        List<Setting> chosen = select(study, choosing, baseline, effects, tried, cut);
        judge(study, new Chosen(samples, baseline, cut, chosen, effects), began);
    }

    /** The alternatives that this specification can have, by technique; the others are said. */
    private Map<Technique, Map<List<Setting>, Variant>> tried(Study study, List<Setting> cut) {
        var tried = new LinkedHashMap<Technique, Map<List<Setting>, Variant>>();
        for (Technique technique : Technique.usual(study.planned, sources)) {
            var variants = new LinkedHashMap<List<Setting>, Variant>();
            for (List<Setting> settings : technique.alternatives()) {
                try {
                    variants.put(
                            settings,
                            new Variant(Variations.name(settings), study.variations.recipe(with(cut, settings))));
                } catch (WrongInput e) {
                    if (settings.get(0).key().equals(Variations.PRETRAINED)) {
                        throw e; // was asked for
                    }
                    if (cut.isEmpty()) {
                        report.note("not tried: %s", e.getMessage());
                    }
                }
            }
            tried.put(technique, variants);
        }
        return tried;
    }

    /** Fewer epochs, if all would take too long. */
    private List<Setting> budget(Study study, Map<Technique, Map<List<Setting>, Variant>> tried) {
        if (minutes == 0) {
            return List.of();
        }
        int variants = tried.values().stream().mapToInt(Map::size).sum();
        int all = (1 + variants + tried.size() + 2) * runs.seeds();
        Budget budget = Budget.of(
                study.planned,
                study.choosing(study.planned.plan().seed()),
                all,
                runs.jobs(),
                minutes * SECONDS,
                Optional.ofNullable(runs.folder()).map(RunFolder::open));
        if (!budget.isCut()) {
            return List.of();
        }
        report.say(
                "%d epochs a run in place of %d, so that all takes about %s minutes (--minutes)",
                budget.epochs(), budget.planned(), Figures.text(minutes));
        return List.of(new Setting("epochs", Integer.toString(budget.epochs())));
    }

    private Experiment experiment(LongFunction<Parts> parts, Study study) {
        return runs.apply(
                Experiment.of(parts, study.measure), study.planned.plan().seed(), report);
    }

    private List<Setting> select(
            Study study,
            Experiment choosing,
            Recipe baseline,
            Effects effects,
            Map<Technique, Map<List<Setting>, Variant>> tried,
            List<Setting> cut) {
        var alone = new ArrayList<Tried<List<Setting>>>();
        tried.values()
                .forEach(some -> some.forEach((settings, variant) -> effects.of(variant.name())
                        .map(Effect::outcome)
                        .ifPresent(outcome -> alone.add(new Tried<>(settings, outcome)))));
        Tried<List<List<Setting>>> best = new ForwardSelection(study.measure, LEAST_GAIN)
                .select(effects.baseline(), alone, several -> combined(study, choosing, baseline, several, cut));
        return best.choice().stream().flatMap(List::stream).toList();
    }

    private static Optional<Outcome> combined(
            Study study, Experiment choosing, Recipe baseline, List<List<Setting>> several, List<Setting> cut) {
        List<Setting> settings = several.stream().flatMap(List::stream).toList();
        long keys = settings.stream().map(Setting::key).distinct().count();
        if (keys < settings.size()) {
            return Optional.empty(); // one of them has been chosen already
        }
        try {
            Recipe recipe = study.variations.recipe(with(cut, settings));
            return Optional.of(choosing.outcome(baseline, new Variant(Variations.name(settings), recipe)));
        } catch (WrongInput e) {
            return Optional.empty(); // they exclude each other
        }
    }

    private record Chosen(
            Samples samples, Recipe baseline, List<Setting> cut, List<Setting> settings, Effects effects) {}

    private void judge(Study study, Chosen chosen, long began) {
        Experiment judging = experiment(study::judging, study);
        int rows = study.outer.test().rows();
        ObjectNode json = EffectJson.write(chosen.effects);
        ArrayNode recommended = json.putArray("recommended");
        chosen.settings.forEach(setting -> recommended.add(setting.toString()));
        Optional<Effects> judged = Optional.empty();
        if (chosen.settings.isEmpty()) {
            report.say("nothing here betters the baseline by a hundredth: keep it");
        } else {
            var variant = new Variant(
                    Variations.name(chosen.settings), study.variations.recipe(with(chosen.cut, chosen.settings)));
            judged = Optional.of(judging.compare(Variant.baseline(chosen.baseline), List.of(variant)));
            report.say("recommended, measured on the test rows, which had no part in the choice:");
            EffectTable.say(judged.get(), rows, Map.of(), report);
            json.set("test", EffectJson.write(judged.get()));
        }
        String line = "./ae train %s %s --out model.safetensors"
                .formatted(
                        data.words(),
                        study.variations.flags(with(chosen.cut, chosen.settings)).stream()
                                .map(DataOptions::quoted)
                                .collect(Collectors.joining(" ")))
                .replaceAll(" +", " ");
        report.say("%s", line);
        Optional<Effects> shown = judged;
        page.write(() -> page(study, chosen, shown, line), force, report);
        json.put("command", line);
        json.put("testRows", rows);
        json.put("seconds", Figures.seconds(began));
        report.finish(json.put("report", page.name()));
    }

    private HtmlReport page(Study study, Chosen chosen, Optional<Effects> judged, String line) {
        Measure measure = study.measure;
        String verdict = judged.map(effects -> {
                    Effect effect = effects.effects().get(0);
                    return "%s: on the test rows %s %s %s against the baseline (%s)."
                            .formatted(
                                    effect.name(),
                                    measure.name(),
                                    EffectText.change(measure, effect),
                                    EffectText.interval(measure, effect),
                                    EffectText.evidence(effect));
                })
                .orElse("Nothing tried here betters the baseline by a hundredth.");
        int rows = study.choosing(study.planned.plan().seed()).test().rows();
        var section = new EffectSection(chosen.effects, rows);
        return HtmlReport.of("Techniques on " + chosen.samples.source(), verdict)
                .add(section)
                .add(section.facts(chosen.baseline).and("Recommended", line));
    }

    private static Map<String, String> names(Map<Technique, Map<List<Setting>, Variant>> tried) {
        var names = new LinkedHashMap<String, String>();
        tried.forEach(
                (technique, some) -> some.values().forEach(variant -> names.put(variant.name(), technique.name())));
        return names;
    }

    private static List<Setting> with(List<Setting> first, List<Setting> then) {
        var all = new ArrayList<>(first);
        all.addAll(then);
        return all;
    }
}
