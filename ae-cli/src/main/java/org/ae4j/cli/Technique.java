package org.ae4j.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ae4j.pretrain.compare.Recipe;
import org.ae4j.train.TrainingPlan;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * One of the seven ways to better an autoencoder that are tried, with its alternatives to the baseline.
 *
 * @param name as tables show it
 * @param alternatives settings each; may be none
 */
record Technique(String name, List<List<Setting>> alternatives) {
    /** Weights of penalties where the loss is summed over features and averaged over rows. */
    private static final List<String> L2 = List.of("l2=1e-5", "l2=1e-3");

    /**
     * The seven, with alternatives that are sensible beside this baseline.
     *
     * @param sources models to train on from; may be none
     */
    static List<Technique> usual(Recipe baseline, List<String> sources) {
        TrainingPlan plan = baseline.plan();
        var rates = new ArrayList<String>();
        IUpdater updater = plan.updater();
        if (updater.hasLearningRate()) {
            double rate = updater.getLearningRate(0, 0);
            rates.add("learning-rate=" + rounded(rate * 3));
            rates.add("learning-rate=" + rounded(rate / 3));
        }
        rates.add("batch-size=" + Math.max(1, plan.batchSize() / 4));
        rates.add("batch-size=" + plan.batchSize() * 4);
        return Stream.of(
                        of("activation function", "activation=tanh", "activation=sigmoid", "activation=swish"),
                        new Technique(
                                "learning rate and batch size",
                                rates.stream().map(Technique::settings).toList()),
                        of("regularisation", L2.get(0), L2.get(1), "corruption=masking:0.1"),
                        new Technique(
                                "transfer learning",
                                sources.stream()
                                        .map(source -> List.of(new Setting(Variations.PRETRAINED, source)))
                                        .toList()),
                        of("Dropout and BatchNorm", "dropout=0.1", "batch-norm=yes"),
                        of(
                                "optimiser",
                                "updater=sgd",
                                "updater=momentum learning-rate=0.001",
                                "updater=rmsprop learning-rate=0.001",
                                "schedule=one-cycle",
                                "schedule=one-cycle learning-rate=0.003",
                                "clipping=norm:1"),
                        of("pretrained, layer by layer", "pretraining=5"))
                .toList();
    }

    /** To two digits, as people write rates. */
    static String rounded(double rate) {
        return new BigDecimal(rate)
                .round(new MathContext(2))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static Technique of(String name, String... alternatives) {
        return new Technique(
                name, Stream.of(alternatives).map(Technique::settings).toList());
    }

    /** Why there may be nothing to try. */
    String need() {
        return alternatives.isEmpty() ? "; name a model of other rows by --source" : ", see above";
    }

    private static List<Setting> settings(String text) {
        return Stream.of(text.split(" "))
                .map(part -> part.split("=", 2))
                .map(part -> new Setting(part[0], part[1]))
                .toList();
    }
}
