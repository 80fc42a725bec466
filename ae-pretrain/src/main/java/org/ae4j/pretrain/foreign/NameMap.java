package org.ae4j.pretrain.foreign;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ae4j.InvalidSpecException;

/**
 * Which weights of a file become which of an encoder: {@code target <- source}, one a line.
 *
 * <pre>{@code
 * # a layer from a module of PyTorch, with all of its weights
 * encoder0 <- features.0
 * # one tensor
 * encoder1/W <- features.2.weight
 * # the sum of several
 * encoder1/b <- features.2.bias + features.2.extra
 * # a number throughout: a layer without bias in PyTorch
 * code/b <- 0
 * }</pre>
 *
 * @param sources by target, a layer or a tensor of the encoder; each a name, a sum, or {@code 0} or {@code 1}
 */
public record NameMap(Map<String, String> sources) {
    private static final String ARROW = "<-";

    public NameMap {
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
        if (sources.isEmpty()) {
            throw new InvalidSpecException("a name map is empty, expected lines such as 'encoder0 <- features.0'");
        }
    }

    /**
     * Reads lines; what follows {@code #} is a comment.
     *
     * @throws InvalidSpecException if a line is no {@code target <- source}, or a target stands twice
     */
    public static NameMap parse(String text) {
        var sources = new LinkedHashMap<String, String>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceAll("#.*", "").strip();
            if (line.isEmpty()) {
                continue;
            }
            int arrow = line.indexOf(ARROW);
            String target = arrow < 0 ? "" : line.substring(0, arrow).strip();
            String source =
                    arrow < 0 ? "" : line.substring(arrow + ARROW.length()).strip();
            if (target.isEmpty() || source.isEmpty()) {
                throw new InvalidSpecException(
                        "line %d of the name map is '%s', expected 'target <- source' such as".formatted(i + 1, line)
                                + " 'encoder0 <- features.0' or 'encoder0/W <- features.0.weight'");
            }
            if (sources.put(target, source) != null) {
                throw new InvalidSpecException(
                        "line %d of the name map gives '%s' a second time".formatted(i + 1, target));
            }
        }
        return new NameMap(sources);
    }

    /** The tensors whose sum a source is. */
    static List<String> sum(String source) {
        var names = new ArrayList<String>();
        for (String name : source.split(" \\+ ")) {
            names.add(name.strip());
        }
        return names;
    }
}
