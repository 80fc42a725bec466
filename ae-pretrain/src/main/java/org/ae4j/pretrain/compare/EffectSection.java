package org.ae4j.pretrain.compare;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ae4j.Rounded;
import org.ae4j.file.Json;
import org.ae4j.pretrain.compare.Effect.Evidence;
import org.ae4j.report.Html;
import org.ae4j.report.HtmlReport;
import org.ae4j.report.IntervalPlot;
import org.ae4j.report.IntervalPlot.Interval;
import org.ae4j.report.RunFacts;
import org.ae4j.report.Section;
import org.ae4j.spec.SpecJson;
import org.ae4j.train.PlanJson;

/**
 * Effects with their intervals, as a plot and a table.
 *
 * @param rows that were measured with each seed
 */
public record EffectSection(Effects effects, int rows) implements Section {
    /** Errors that more than double are told, not drawn. */
    private static final double MOST_DRAWN = 1;

    /** A page with this section and what ran. */
    public HtmlReport page(String title, Recipe baseline) {
        return HtmlReport.of(title, verdict()).add(this).add(facts(baseline));
    }

    /** What ran: the baseline, with its specification and plan to unfold, and the seeds. */
    public RunFacts facts(Recipe baseline) {
        int last = effects.seeds().size() - 1;
        return RunFacts.none()
                .and("Baseline", baseline.spec().preset())
                .and(
                        "Seeds",
                        last == 0
                                ? "" + effects.seeds().get(0)
                                : "%d to %d"
                                        .formatted(
                                                effects.seeds().get(0),
                                                effects.seeds().get(last)))
                .and("Measure", effects.measure().name())
                .text("Specification as JSON", Json.pretty(SpecJson.write(baseline.spec())))
                .text("Plan as JSON", Json.pretty(PlanJson.write(baseline.plan())));
    }

    /** In one sentence: what helps most. */
    public String verdict() {
        Measure measure = effects.measure();
        Optional<Effect> best = effects.effects().stream()
                .filter(effect -> effect.evidence() == Evidence.HELPS)
                .max(Comparator.comparingDouble(this::gain));
        long harmful = effects.effects().stream()
                .filter(effect -> effect.evidence() == Evidence.HARMS)
                .count();
        String first = best.map(effect -> "%s helps most: %s %s %s."
                        .formatted(
                                effect.name(),
                                measure.name(),
                                EffectText.change(measure, effect),
                                EffectText.interval(measure, effect)))
                .orElse("No evidence that anything tried here is better than the baseline.");
        return harmful == 0
                ? first
                : first + " " + Rounded.count(harmful, "choice") + " of "
                        + effects.effects().size() + " did harm.";
    }

    @Override
    public String id() {
        return "effects";
    }

    @Override
    public String title() {
        return "Effects";
    }

    @Override
    public void write(Html html) {
        Measure measure = effects.measure();
        html.paragraph(("%s on %s a seed, mean of %s; %s is better. Changes against the baseline (%s), paired over the"
                        + " seeds, with 95 %% intervals; evidence after Holm's correction for %d effects.")
                .formatted(
                        measure.name(),
                        Rounded.count(rows, "row"),
                        Rounded.count(effects.seeds().size(), "seed"),
                        measure.lowerIsBetter() ? "lower" : "higher",
                        EffectText.figure(effects.baseline()),
                        effects.effects().size()));
        plot(html);
        html.table(
                "Figures",
                List.of("choice", measure.name(), "change", "95 % interval", "evidence"),
                Stream.concat(
                                Stream.of(List.of(
                                        effects.baseline().name(), EffectText.figure(effects.baseline()), "", "", "")),
                                effects.effects().stream()
                                        .map(effect -> List.of(
                                                effect.name(),
                                                EffectText.figure(effect.outcome()),
                                                EffectText.change(measure, effect),
                                                EffectText.interval(measure, effect),
                                                EffectText.evidence(effect))))
                        .toList());
    }

    private void plot(Html html) {
        Measure measure = effects.measure();
        Map<Boolean, List<Effect>> byPlace = effects.effects().stream()
                .filter(effect -> effect.low().isPresent())
                .collect(Collectors.partitioningBy(
                        effect -> measure.isRatio() && effect.change().getAsDouble() > MOST_DRAWN));
        if (!byPlace.get(false).isEmpty()) {
            List<Interval> intervals =
                    byPlace.get(false).stream().map(this::interval).toList();
            html.figure(
                    IntervalPlot.of(intervals).what("change of " + measure.name() + " in " + EffectText.unit(measure)),
                    "Effects against the baseline. " + verdict());
        }
        if (!byPlace.get(true).isEmpty()) {
            html.paragraph("Not drawn, as the others would shrink beside it: "
                    + byPlace.get(true).stream()
                            .map(effect -> effect.name() + " " + EffectText.change(measure, effect))
                            .collect(Collectors.joining("; "))
                    + ".");
        }
    }

    private Interval interval(Effect effect) {
        Measure measure = effects.measure();
        return new Interval(
                effect.name(),
                EffectText.shown(measure, effect.low().getAsDouble()),
                EffectText.shown(measure, effect.change().getAsDouble()),
                EffectText.shown(measure, effect.high().getAsDouble()),
                EffectText.evidence(effect));
    }

    private double gain(Effect effect) {
        double change = effect.change().getAsDouble();
        return effects.measure().lowerIsBetter() ? -change : change;
    }
}
