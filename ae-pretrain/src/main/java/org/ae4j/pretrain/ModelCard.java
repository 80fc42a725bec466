package org.ae4j.pretrain;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ae4j.model.FittedSpec;

/**
 * What an encoder is, for those who did not train it: what it expects and gives, how it was trained, under which licence.
 *
 * @param description what its maker says
 * @param metrics measured figures by name
 * @param fitted what it expects, what was trained, and on what
 * @param blocks the names of its blocks from the input on
 * @param code how many numbers a code has
 * @param parameters how many numbers were learnt
 * @see <a href="https://arxiv.org/abs/1810.03993">Mitchell et al. 2019, Model Cards for Model Reporting</a>
 */
public record ModelCard(
        Description description,
        Map<String, Double> metrics,
        FittedSpec fitted,
        List<String> blocks,
        int code,
        long parameters) {
    public ModelCard {
        metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
        blocks = List.copyOf(blocks);
    }

    /**
     * The card of the encoder in a file, or of the one inside an autoencoder's. No network is built.
     *
     * @throws org.ae4j.ModelFileException if the file is missing, damaged or of another kind
     */
    public static ModelCard read(Path file) {
        return EncoderFile.read(file).card();
    }

    /** The card as Markdown, its lines ended by {@code \n}; what comes from data or people cannot break its form. */
    public String markdown() {
        return new CardText(this).markdown();
    }
}
