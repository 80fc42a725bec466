package org.ae4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import org.ae4j.data.Parts;
import org.ae4j.data.Samples;
import org.ae4j.pretrain.compare.EffectJson;
import org.ae4j.pretrain.compare.EffectSection;
import org.ae4j.pretrain.compare.Effects;
import org.ae4j.pretrain.compare.Experiment;
import org.ae4j.pretrain.compare.Measure;
import org.ae4j.pretrain.compare.Recipe;
import org.ae4j.pretrain.compare.Variant;
import org.ae4j.train.RateRange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which choice helps: one varied, several seeds, the effect with its interval. */
@Command(
        name = "compare",
        sortOptions = false,
        customSynopsis = "ae compare --data D --vary KEY=A,B [--vary …] [OPTIONS]",
        header = "Compares choices of training: each effect with its interval.",
        description = {
            "Every value of --vary is trained from the same seeds, and so on the same rows, as the baseline, which is what"
                    + " `ae train` would do with the other flags. Effects are paired over the seeds, with 95 %% intervals of"
                    + " Student's t; what is called an effect is one after the correction for their number (Holm)."
                    + " The plan's defaults, such as epochs, are the baseline's throughout. To choose by effects and"
                    + " measure the choice on rows that had no part in it is `ae techniques`.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  ae compare --data sensors --vary activation=relu,tanh,sigmoid,swish",
            "  ae compare --data mnist --test mnist:test --vary batch-norm=yes --vary dropout=0.1,0.3 --seeds 3"
                    + " --runs mnist-runs"
        })
final class CompareCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private DataOptions data;

    @Mixin
    private VaryOption vary;

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
        Measure measure = measures.measure();
        List<List<Setting>> settings = vary.settings();
        Samples samples = data.read();
        try (var variations = new Variations(command, samples)) {
            Recipe baseline = variations.recipe(List.of());
            LongFunction<Parts> parts = heldOut.bySeed(samples, data.source(), baseline.plan(), report);
            List<Variant> variants = variants(settings, variations, baseline, parts);
            Effects effects = effects(Experiment.of(parts, measure), baseline, variants);
            int measured = parts.apply(baseline.plan().seed()).test().rows();
            EffectTable.say(effects, measured, Map.of(), report);
            var section = new EffectSection(effects, measured);
            page.write(() -> section.page("Choices on " + samples.source(), baseline), force, report);
            ObjectNode json = EffectJson.write(effects);
            json.put("measuredRows", measured);
            json.put("seconds", Figures.seconds(began));
            report.finish(json.put("report", page.name()));
        }
        return 0;
    }

    private Effects effects(Experiment experiment, Recipe baseline, List<Variant> variants) {
        try (var progress = new RunProgress(report, (1 + variants.size()) * runs.seeds())) {
            return runs.apply(experiment, baseline.plan().seed(), progress)
                    .compare(Variant.baseline(baseline), variants);
        }
    }

    private List<Variant> variants(
            List<List<Setting>> settings, Variations variations, Recipe baseline, LongFunction<Parts> parts) {
        var variants = new ArrayList<Variant>();
        for (List<Setting> some : settings) {
            var known = new ArrayList<Setting>();
            for (Setting setting : some) {
                if (setting.key().equals(VaryOption.LEARNING_RATE)
                        && setting.value().equals(VaryOption.AUTO)) {
                    known.addAll(rates(baseline, parts));
                } else {
                    known.add(setting);
                }
            }
            variants.addAll(VaryOption.variants(known, variations));
        }
        return variants;
    }

    /** What a range test finds, and a third and three times that. */
    private List<Setting> rates(Recipe baseline, LongFunction<Parts> parts) {
        RateRange range = RateRange.test(
                baseline.spec(),
                baseline.plan().threads(1),
                parts.apply(baseline.plan().seed()).train());
        report.say(
                "range test: the loss falls up to a learning rate of %s; a tenth of it and rates around that are tried",
                Figures.text(range.lowest()));
        return range.around().stream()
                .map(rate -> new Setting(VaryOption.LEARNING_RATE, Technique.rounded(rate)))
                .toList();
    }
}
