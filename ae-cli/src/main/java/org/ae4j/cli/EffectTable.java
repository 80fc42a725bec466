package org.ae4j.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ae4j.pretrain.compare.Effect;
import org.ae4j.pretrain.compare.EffectText;
import org.ae4j.pretrain.compare.Effects;

/** Effects as people read them. */
final class EffectTable {
    private static final int GAP = 3;

    private EffectTable() {}

    /**
     * Says all effects, a line each.
     *
     * @param groups what a variant's name belongs to, said before the first one of it
     */
    static void say(Effects effects, int rows, Map<String, String> groups, Report report) {
        report.say(
                "%s on %s, mean of %s, %s is better; changes against the baseline with 95 %% intervals",
                effects.measure().name(),
                Figures.count(rows, "row"),
                Figures.count(effects.seeds().size(), "seed"),
                effects.measure().lowerIsBetter() ? "lower" : "higher");
        var lines = Stream.concat(
                        Stream.of(
                                List.of(effects.baseline().name(), EffectText.figure(effects.baseline()), "", "", "")),
                        effects.effects().stream().map(effect -> cells(effects, effect)))
                .toList();
        int[] widths = new int[lines.get(0).size()];
        lines.forEach(line -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        });
        String group = null;
        for (List<String> line : lines) {
            String next = groups.get(line.get(0));
            if (next != null && !next.equals(group)) {
                report.say("%s", next);
                group = next;
            }
            report.say("  %s", line(line, widths));
        }
    }

    private static List<String> cells(Effects effects, Effect effect) {
        return List.of(
                effect.name(),
                EffectText.figure(effect.outcome()),
                EffectText.change(effects.measure(), effect),
                EffectText.interval(effects.measure(), effect),
                EffectText.evidence(effect));
    }

    private static String line(List<String> cells, int[] widths) {
        var text = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            text.append(cells.get(i)).append(" ".repeat(widths[i] - cells.get(i).length() + GAP));
        }
        return text.toString().stripTrailing();
    }
}
