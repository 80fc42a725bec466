package org.ae4j.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ae4j.Rounded;
import org.ae4j.report.Chart.Axis;

/**
 * Figures of several contenders side by side, such as the accuracies of a fine-tuned network and of one from scratch.
 *
 * @param id of the section
 * @param title of the section
 * @param what the figure is, with its unit
 * @param values by contender, in order; at least one
 */
public record Comparison(String id, String title, String what, Map<String, Double> values) implements Section {
    public Comparison {
        values = new LinkedHashMap<>(values);
    }

    @Override
    public void write(Html html) {
        var words = new ArrayList<String>();
        values.forEach((name, value) -> words.add(name + " " + Rounded.text(value)));
        String caption = title + ", " + what + ": " + String.join("; ", words) + ".";
        html.figure(
                Chart.bars(
                        Axis.linear(what),
                        caption,
                        List.copyOf(values.keySet()),
                        values.values().stream()
                                .mapToDouble(Double::doubleValue)
                                .toArray()),
                caption);
    }
}
