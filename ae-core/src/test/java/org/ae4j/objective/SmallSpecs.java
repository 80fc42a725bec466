package org.ae4j.objective;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.data.Column;
import org.ae4j.data.Schema;
import org.ae4j.engine.Batch;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.OutputKind;
import org.ae4j.spec.Architecture;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Bottleneck;
import org.ae4j.spec.Critic;
import org.ae4j.spec.Presets;
import org.nd4j.linalg.activations.Activation;

/** Specifications of few numbers, and batches that suit them. */
final class SmallSpecs {
    static final Schema TABLE = Schema.table(List.of(
            Column.numeric("a"),
            Column.numeric("b"),
            Column.categorical("mode", List.of("x", "y", "z")),
            Column.numeric("c"),
            Column.numeric("d")));
    static final Schema NUMBERS = Schema.numeric(List.of("a", "b", "c", "d", "e"));
    static final Schema IMAGE = Schema.image(1, 4, 4);
    static final List<String> CLASSES = List.of("one", "two", "three");

    private SmallSpecs() {}

    /** A preset with layers of a few smooth units, so that central differences meet no kink. */
    static AutoencoderSpec small(String preset, Schema schema) {
        AutoencoderSpec spec = Presets.named(preset, schema).activation(Activation.TANH);
        boolean isDeep = spec.architecture() instanceof Architecture.Dense dense
                && !dense.hidden().isEmpty();
        AutoencoderSpec narrow = isDeep ? spec.hidden(5, 4) : spec;
        Critic critic = spec.critic();
        return narrow.bottleneck(small(spec.bottleneck()))
                .critic(critic.isNone() ? critic : new Critic(critic.weight(), List.of(6, 5)))
                .resolved();
    }

    private static Bottleneck small(Bottleneck bottleneck) {
        if (bottleneck instanceof Bottleneck.Adversarial adversarial) {
            return new Bottleneck.Adversarial(3, adversarial.prior(), adversarial.weight(), List.of(6, 5));
        }
        if (bottleneck instanceof Bottleneck.VectorQuantized) {
            return Bottleneck.vectorQuantized(2, 4, 2);
        }
        return bottleneck instanceof Bottleneck.KSparse ? Bottleneck.kSparse(6, 2) : bottleneck.size(3);
    }

    /**
     * Rows with what a specification can look at: a class for most, weights 0, 1 and 2 where something is missing or weighed
     * or hidden.
     */
    static Batch batch(AutoencoderSpec spec, int rows, long seed) {
        var random = new SplittableRandom(seed);
        float[] target = target(spec, rows, random);
        float[] input = target.clone();
        float[] weights = weights(spec, rows, random);
        spec.corruption().corrupt(spec.schema(), input, 0, input.length, weights, random);
        int[] classes = new int[rows];
        for (int i = 0; i < rows; i++) {
            int unknown = spec.knowledge().conditional() ? 0 : 1;
            classes[i] = random.nextInt(CLASSES.size() + unknown) - unknown;
        }
        return new Batch(input, target, rows, weights, spec.knowledge().needsLabels() ? classes : null);
    }

    private static float[] target(AutoencoderSpec spec, int rows, SplittableRandom random) {
        int width = spec.inputs();
        float[] target = new float[rows * width];
        for (int row = 0; row < target.length; row += width) {
            for (OutputGroup group : new NetworkPlan(spec).outputs()) {
                boolean bounded =
                        group.kind() == OutputKind.CROSS_ENTROPY || group.kind() == OutputKind.SQUARED_SIGMOID;
                for (int j = group.from(); group.kind() != OutputKind.SOFTMAX && j < group.to(); j++) {
                    target[row + j] = (float) (bounded ? random.nextDouble() : random.nextGaussian());
                }
                if (group.kind() == OutputKind.SOFTMAX) {
                    target[row + group.from() + random.nextInt(group.to() - group.from())] = 1;
                }
            }
        }
        return target;
    }

    /** Powers of two, so that a factor on them costs no rounding; null where all numbers count alike. */
    private static float[] weights(AutoencoderSpec spec, int rows, SplittableRandom random) {
        Map<String, Double> named = spec.knowledge().featureWeights();
        if (named.isEmpty() && !spec.corruption().hidesTarget()) {
            return null;
        }
        float[] weights = new float[rows * spec.inputs()];
        for (int row = 0; row < weights.length; row += spec.inputs()) {
            int at = row;
            for (Column column : spec.schema().columns()) {
                float weight = random.nextInt(4) == 0
                        ? 0
                        : named.getOrDefault(column.name(), 1.0).floatValue();
                int end = at + Math.max(1, column.categories().size());
                while (at < end) {
                    weights[at++] = weight;
                }
            }
        }
        return weights;
    }
}
