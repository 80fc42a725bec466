package org.ae4j.objective;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.data.Column;
import org.ae4j.data.Schema;
import org.ae4j.data.SequenceSchema;
import org.ae4j.engine.Batch;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.OutputKind;
import org.ae4j.spec.Architecture;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Bottleneck;
import org.ae4j.spec.Critic;
import org.ae4j.spec.Preset;
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
    static final Schema COLOUR = Schema.image(2, 5, 3);
    static final Schema SEQUENCE = Schema.sequence(List.of("u", "v"), 5);
    static final Schema SHORT_SEQUENCE = Schema.sequence(List.of("u", "v"), 5, 2);
    static final List<Schema> ALL = List.of(TABLE, NUMBERS, IMAGE, COLOUR, SEQUENCE, SHORT_SEQUENCE);
    static final List<String> CLASSES = List.of("one", "two", "three");

    private SmallSpecs() {}

    /** All presets with all schemas that suit them: {@code [name, schema]}. */
    static Stream<Map.Entry<Preset, Schema>> presetsAndSchemas() {
        return Arrays.stream(Preset.values())
                .flatMap(preset -> ALL.stream().filter(preset::suits).map(schema -> Map.entry(preset, schema)));
    }

    /** A preset with layers of a few smooth units, so that central differences meet no kink. */
    static AutoencoderSpec small(String preset, Schema schema) {
        AutoencoderSpec spec = Presets.named(preset, schema).activation(Activation.TANH);
        boolean isDeep = spec.architecture() instanceof Architecture.Dense dense
                && !dense.hidden().isEmpty();
        AutoencoderSpec narrow = isDeep ? spec.hidden(5, 4) : spec.architecture(small(spec.architecture()));
        Critic critic = spec.critic();
        return narrow.bottleneck(small(spec.bottleneck()))
                .critic(critic.isNone() ? critic : new Critic(critic.weight(), List.of(6, 5)))
                .resolved();
    }

    private static Architecture small(Architecture architecture) {
        if (architecture instanceof Architecture.Convolutional convolutional) {
            return Architecture.convolutional(2, 3).kernel(Math.min(3, convolutional.kernel()));
        }
        return architecture instanceof Architecture.Recurrent ? Architecture.recurrent(3) : architecture;
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
        if (spec.schema() instanceof SequenceSchema sequence && sequence.isVariable()) {
            weights = shorten(sequence, input, target, weights, random);
        }
        int[] classes = new int[rows];
        for (int i = 0; i < rows; i++) {
            int unknown = spec.knowledge().conditional() ? 0 : 1;
            classes[i] = random.nextInt(CLASSES.size() + unknown) - unknown;
        }
        return new Batch(input, target, rows, weights, spec.knowledge().needsLabels() ? classes : null);
    }

    /** Rows of all lengths that may be; what is behind a row's end does not count. */
    private static float[] shorten(
            SequenceSchema sequence, float[] input, float[] target, float[] weights, SplittableRandom random) {
        float[] counted = weights == null ? new float[target.length] : weights;
        if (weights == null) {
            Arrays.fill(counted, 1);
        }
        int features = sequence.features().size();
        for (int row = 0; row < input.length; row += sequence.size()) {
            int steps = random.nextInt(sequence.shortest(), sequence.steps() + 1);
            Arrays.fill(input, row + steps * features, row + sequence.size(), Float.NaN);
            Arrays.fill(target, row + steps * features, row + sequence.size(), 0);
            Arrays.fill(counted, row + steps * features, row + sequence.size(), 0);
        }
        return counted;
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
