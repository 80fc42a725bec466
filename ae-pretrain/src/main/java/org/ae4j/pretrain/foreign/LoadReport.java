package org.ae4j.pretrain.foreign;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of the weights of another network.
 *
 * @param loaded names of the layers or tensors that the encoder has its weights from, in the order of the source
 * @param skipped names of what the source has and the encoder does not, each with the reason
 * @param missing names of the encoder's tensors that the source does not have: they are at random
 */
public record LoadReport(List<String> loaded, Map<String, String> skipped, List<String> missing) {
    public LoadReport {
        loaded = List.copyOf(loaded);
        skipped = Collections.unmodifiableMap(new LinkedHashMap<>(skipped));
        missing = List.copyOf(missing);
    }

    /** Lines for people: what was loaded, skipped and is missing, each where there is any. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("loaded: " + (loaded.isEmpty() ? "nothing" : String.join(", ", loaded)));
        skipped.forEach((name, reason) -> lines.add("skipped: " + name + " (" + reason + ")"));
        if (!missing.isEmpty()) {
            lines.add("missing, at random: " + String.join(", ", missing));
        }
        return lines;
    }
}
