package org.ae4j.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.ae4j.data.Samples;
import org.ae4j.evaluate.CodeQuality;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Likelihood;
import org.ae4j.spec.Presets;
import org.ae4j.spec.Scaling;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;

/**
 * Texts as bags of words: each text becomes one column a word, 1 where the word occurs, and a variational autoencoder gives
 * it a code of four numbers. Without ever seeing the topics it puts texts of one topic together: measured by the normalised
 * mutual information between topics and clusters of codes (k-means), beside that of clusters of the bags themselves. Here it
 * keeps in 4 numbers what 62 columns tell of the topic, and no more than they do.
 */
public final class TextExample {
    private static final List<String> TOPICS = List.of("kitchen", "garden", "harbour", "workshop");
    private static final List<List<String>> WORDS = List.of(
            List.of(
                    "pan", "salt", "oven", "butter", "knife", "flour", "stir", "boil", "taste", "onion", "spoon",
                    "bake"),
            List.of("soil", "seed", "rain", "root", "bloom", "spade", "bee", "hedge", "leaf", "prune", "mulch", "rose"),
            List.of("ship", "crane", "rope", "tide", "anchor", "crew", "cargo", "deck", "gull", "mast", "pier", "sail"),
            List.of(
                    "saw", "nail", "glue", "drill", "plank", "screw", "sand", "vice", "bolt", "chisel", "hammer",
                    "oak"));
    private static final List<String> COMMON = List.of(
            "the", "a", "and", "with", "then", "today", "again", "slowly", "old", "new", "water", "hand", "wood",
            "green");
    private static final int LENGTH = 12;
    private static final double FROM_TOPIC = 0.35;

    private TextExample() {}

    /** How well clusters tell topics, 0 to 1: clusters of codes, and of the bags of words as they are. */
    public record Result(double codes, double bags) {}

    /** A text: mostly common words, some of its topic, now and then one of another. */
    static String text(int topic, SplittableRandom random) {
        var words = new ArrayList<String>();
        for (int i = 0; i < LENGTH; i++) {
            int of = random.nextDouble() < 0.1 ? random.nextInt(TOPICS.size()) : topic;
            List<String> source = random.nextDouble() < FROM_TOPIC ? WORDS.get(of) : COMMON;
            words.add(source.get(random.nextInt(source.size())));
        }
        return String.join(" ", words);
    }

    /** One column a word, 1 where a text has it; labelled by topic. */
    static Samples bags(int texts, long seed) {
        var vocabulary = new TreeSet<>(COMMON);
        WORDS.forEach(vocabulary::addAll);
        var names = List.copyOf(vocabulary);
        var random = new SplittableRandom(seed);
        var topics = new ArrayList<String>();
        float[][] rows = new float[texts][names.size()];
        for (int i = 0; i < texts; i++) {
            int topic = random.nextInt(TOPICS.size());
            topics.add(TOPICS.get(topic));
            for (String word : text(topic, random).split(" ")) {
                rows[i][names.indexOf(word)] = 1;
            }
        }
        return Samples.of(names, rows).labels("topic", topics);
    }

    /** Trains on one set of texts and clusters another. */
    public static Result run(long seed) {
        Samples train = bags(4000, seed);
        Samples test = bags(1000, 1000 + seed);
        AutoencoderSpec spec = Presets.variational(train.schema())
                .scaling(Scaling.none())
                .likelihood(Likelihood.bernoulli())
                .code(4);
        TrainingPlan plan = TrainingPlan.defaults().epochs(40).seed(seed);
        try (Autoencoder model = Trainer.of(spec, plan).fit(train).model()) {
            return new Result(nmi(model.encode(test), test, seed), nmi(rows(test), test, seed));
        }
    }

    private static double nmi(float[][] points, Samples texts, long seed) {
        List<String> topics =
                IntStream.range(0, texts.rows()).mapToObj(texts::label).toList();
        return CodeQuality.of(points, topics, seed).nmi();
    }

    private static float[][] rows(Samples samples) {
        return IntStream.range(0, samples.rows()).mapToObj(samples::row).toArray(float[][]::new);
    }

    public static void main(String[] none) {
        System.out.println("A text: " + text(2, new SplittableRandom(1)));
        for (long seed = 1; seed <= 3; seed++) {
            Result result = run(seed);
            System.out.printf("topics in clusters of codes %.2f, of bags of words %.2f%n", result.codes, result.bags);
        }
    }
}
