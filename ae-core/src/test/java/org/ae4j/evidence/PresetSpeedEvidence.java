package org.ae4j.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.ae4j.compile.Optimization;
import org.ae4j.data.Samples;
import org.ae4j.engine.Batch;
import org.ae4j.engine.EngineChoice;
import org.ae4j.engine.TrainingEngine;
import org.ae4j.model.FittedScaling;
import org.ae4j.objective.Objectives;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Preset;
import org.ae4j.spec.Presets;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.nd4j.linalg.learning.config.Adam;

/**
 * How many images of MNIST a second a step of each preset takes with its defaults, batches of 128, Adam, on the compiled engine
 * and on DL4J's, each measured several times in turn. Corruption and reading are no part of it.
 *
 * <p>Arguments: threads, seconds of a measurement, rounds, then presets; all that suit images where none is named. With
 * {@code AE_DATA} set, from the root:
 *
 * <pre>
 * mvn -q -pl ae-core test-compile exec:java -Dexec.mainClass=org.ae4j.evidence.PresetSpeedEvidence \
 *     -Dexec.classpathScope=test -Dexec.args="1 3 3"
 * </pre>
 */
public final class PresetSpeedEvidence {
    private static final int SIZE = 128;
    private static final int BATCHES = 20;

    private PresetSpeedEvidence() {}

    /** Takes threads, seconds, rounds and presets. */
    public static void main(String[] arguments) {
        int threads = Integer.parseInt(arguments[0]);
        double seconds = Double.parseDouble(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        Samples rows = Mnist.read("mnist", "t10k").withoutLabels();
        List<String> names = arguments.length > 3
                ? Arrays.asList(arguments).subList(3, arguments.length)
                : Presets.suiting(rows.schema()).stream().map(Preset::label).toList();
        for (String name : names) {
            AutoencoderSpec spec = Presets.named(name, rows.schema());
            try (TrainingEngine compiled = engine(spec, EngineChoice.COMPILED, threads);
                    TrainingEngine dl4j = engine(spec, EngineChoice.DL4J, threads)) {
                List<Batch> batches = batches(spec, rows);
                rate(compiled, batches, 2 * seconds); // until the JIT compiler is done
                rate(dl4j, batches, seconds);
                List<Double> ours = new ArrayList<>();
                List<Double> theirs = new ArrayList<>();
                for (int i = 0; i < rounds; i++) {
                    ours.add(rate(compiled, batches, seconds));
                    theirs.add(rate(dl4j, batches, seconds));
                }
                double ratio = median(ours) / median(theirs);
                System.out.printf(
                        Locale.ROOT,
                        "%s: compiled %.0f rows/s, DL4J %.0f, ratio %.1f%n",
                        name,
                        median(ours),
                        median(theirs),
                        ratio);
            }
        }
    }

    private static TrainingEngine engine(AutoencoderSpec spec, EngineChoice choice, int threads) {
        var optimization = new Optimization(new Adam(1e-4), GradientNormalization.None, 1, 1);
        return Objectives.training(spec, optimization, choice, Optional.empty(), 1, threads, BATCHES);
    }

    private static List<Batch> batches(AutoencoderSpec spec, Samples rows) {
        FittedScaling scaling = FittedScaling.fit(spec.scaling(), rows);
        var random = new SplittableRandom(1);
        List<Batch> batches = new ArrayList<>();
        for (int i = 0; i < BATCHES; i++) {
            float[] target = scaling.transform(rows, i * SIZE, (i + 1) * SIZE);
            float[] input = target.clone();
            float[] counted = spec.corruption().hidesTarget() ? new float[input.length] : null;
            spec.corruption().corrupt(rows.schema(), input, 0, input.length, counted, random);
            batches.add(new Batch(input, target, SIZE, counted, null));
        }
        return batches;
    }

    private static double rate(TrainingEngine engine, List<Batch> batches, double seconds) {
        long start = System.nanoTime();
        long steps = 0;
        while (System.nanoTime() - start < seconds * 1e9 || steps < 2) {
            engine.step(batches.get((int) (steps++ % BATCHES)));
        }
        return steps * SIZE / ((System.nanoTime() - start) / 1e9);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
