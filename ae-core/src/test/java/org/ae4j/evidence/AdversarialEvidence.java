package org.ae4j.evidence;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.ae4j.compile.Codes;
import org.ae4j.data.Permutation;
import org.ae4j.data.Samples;
import org.ae4j.evaluate.Reconstruction;
import org.ae4j.layer.CodePrior;
import org.ae4j.layer.MmdTerm;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Bottleneck;
import org.ae4j.spec.Presets;
import org.ae4j.spec.Prior;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;

/**
 * Adversarial codes: on a ring of eight normals (radius 2, σ 0.1), with a prior of eight modes, the share of 10,000 samples
 * within 3σ of a mode and the modes that have at least a hundredth of them; on MNIST, with a normal prior, the codes' maximum
 * mean discrepancy to the prior beside the 95th percentile of that between two samples of the prior.
 *
 * <p>Arguments: epochs on MNIST (0 for the ring alone), adversarial weight there, then seeds. With {@code AE_DATA} set, from the root:
 *
 * <pre>
 * mvn -q -pl ae-core test-compile exec:java -Dexec.mainClass=org.ae4j.evidence.AdversarialEvidence \
 *     -Dexec.classpathScope=test -Dexec.args="100 1 1 2 3"
 * </pre>
 */
public final class AdversarialEvidence {
    private static final int MODES = 8;
    private static final double RADIUS = 2;
    private static final double SIGMA = 0.1;
    private static final int COUNT = 10_000;
    private static final int COMPARED = 2000;

    private AdversarialEvidence() {}

    /** Of one seed on the ring. */
    private record Ring(int modes, double near) {}

    /** Of one seed on MNIST. */
    private record Discrepancy(double codes, double trainCodes, double prior95, double mse) {}

    /** Takes epochs, weight and seeds. */
    public static void main(String[] arguments) {
        int epochs = Integer.parseInt(arguments[0]);
        double weight = Double.parseDouble(arguments[1]);
        long[] seeds = LongStream.range(2, arguments.length)
                .map(i -> Long.parseLong(arguments[(int) i]))
                .toArray();
        List<Ring> rings =
                LongStream.of(seeds).mapToObj(AdversarialEvidence::ring).toList();
        System.out.println("ring: modes " + Mnist.spread(rings, Ring::modes) + ", share within 3 sigma "
                + Mnist.spread(rings, Ring::near));
        if (epochs > 0) {
            Samples train = Mnist.read("mnist", "train");
            Samples test = Mnist.read("mnist", "t10k");
            List<Discrepancy> all = LongStream.of(seeds)
                    .mapToObj(seed -> mnist(train, test, epochs, weight, seed))
                    .toList();
            System.out.println("MNIST: MMD² of test codes " + Mnist.spread(all, Discrepancy::codes)
                    + ", of training codes " + Mnist.spread(all, Discrepancy::trainCodes) + ", 95 % between samples "
                    + Mnist.spread(all, Discrepancy::prior95) + "; test mse " + Mnist.spread(all, Discrepancy::mse));
        }
    }

    private static Ring ring(long seed) {
        var random = new SplittableRandom(seed);
        float[][] rows = new float[COUNT][];
        for (int i = 0; i < COUNT; i++) {
            rows[i] = new float[] {
                (float) (center(i % MODES, 0) + SIGMA * random.nextGaussian()),
                (float) (center(i % MODES, 1) + SIGMA * random.nextGaussian())
            };
        }
        Samples train = Samples.of(List.of("x", "y"), rows);
        AutoencoderSpec spec = Presets.adversarial(train.schema())
                .hidden(64, 64)
                .bottleneck(Bottleneck.adversarial(2, Prior.mixture(MODES, RADIUS, SIGMA)));
        TrainingPlan plan = TrainingPlan.defaultsFor(spec).seed(seed).threads(1);
        try (Autoencoder model = Trainer.of(spec, plan).fit(train).model()) {
            CodePrior prior = Codes.prior(spec.bottleneck());
            double[] draws = new double[2 * COUNT];
            prior.sample(draws, COUNT, new SplittableRandom(seed + 1));
            float[][] codes = new float[COUNT][];
            for (int i = 0; i < COUNT; i++) {
                codes[i] = new float[] {(float) draws[2 * i], (float) draws[2 * i + 1]};
            }
            return found(model.decode(codes));
        }
    }

    private static Ring found(float[][] samples) {
        int[] counts = new int[MODES];
        for (float[] sample : samples) {
            for (int mode = 0; mode < MODES; mode++) {
                double distance = Math.hypot(sample[0] - center(mode, 0), sample[1] - center(mode, 1));
                counts[mode] += distance < 3 * SIGMA ? 1 : 0;
            }
        }
        int covered = (int) Arrays.stream(counts)
                .filter(count -> count >= samples.length / 100)
                .count();
        return new Ring(covered, Arrays.stream(counts).sum() / (double) samples.length);
    }

    private static double center(int mode, int axis) {
        double angle = 2 * Math.PI * mode / MODES;
        return RADIUS * (axis == 0 ? Math.cos(angle) : Math.sin(angle));
    }

    private static Discrepancy mnist(Samples train, Samples test, int epochs, double weight, long seed) {
        AutoencoderSpec preset = Presets.adversarial(train.schema());
        AutoencoderSpec spec = preset.bottleneck(((Bottleneck.Adversarial) preset.bottleneck()).weight(weight));
        TrainingPlan plan = TrainingPlan.defaultsFor(spec)
                .epochs(epochs)
                .seed(seed)
                .threads(1)
                .referenceCodes(0);
        CodePrior prior = Codes.prior(spec.bottleneck());
        var term = new MmdTerm(prior, 1);
        var random = new SplittableRandom(seed);
        double[] between = IntStream.range(0, 100)
                .mapToDouble(i -> term.mmd(draw(prior, random), COMPARED, draw(prior, random), COMPARED))
                .sorted()
                .toArray();
        try (Autoencoder model = Trainer.of(spec, plan).fit(train).model()) {
            double[] draws = draw(prior, random);
            return new Discrepancy(
                    term.mmd(codes(model, test), COMPARED, draws, COMPARED),
                    term.mmd(codes(model, train), COMPARED, draws, COMPARED),
                    between[94],
                    Reconstruction.of(model, test).mse());
        }
    }

    private static double[] codes(Autoencoder model, Samples samples) {
        // drawn: the first images of MNIST's test part are others than the rest
        int[] drawn = Permutation.random(samples.rows(), new SplittableRandom(1));
        float[][] codes = model.encode(samples.select(Arrays.copyOf(drawn, COMPARED)));
        int size = codes[0].length;
        double[] flat = new double[COMPARED * size];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = codes[i / size][i % size];
        }
        return flat;
    }

    private static double[] draw(CodePrior prior, SplittableRandom random) {
        double[] draws = new double[COMPARED * prior.size()];
        prior.sample(draws, COMPARED, random);
        return draws;
    }
}
