package org.ae4j.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.compile.Optimization;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.file.Tensor;
import org.ae4j.model.FittedScaling;
import org.ae4j.model.FittedSpec;
import org.ae4j.model.Provenance;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Penalties;
import org.ae4j.spec.Preset;
import org.ae4j.spec.Presets;
import org.ae4j.train.TrainingPlan;
import org.ae4j.train.Updaters;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the preset, the updater and the penalty: frozen blocks keep every bit, thawed ones move. */
class FrozenContractTest {
    private static final Samples BLOBS = Fixtures.blobs();
    private static final Samples GLYPHS = Samples.glyphs(40, 3);
    private static final Samples WAVES = waves();

    private static Samples waves() {
        float[][] rows = new float[40][6];
        var labels = new ArrayList<String>();
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < 6; j++) {
                rows[i][j] = (float) Math.sin(j + i) + i % 2;
            }
            labels.add(i % 2 == 0 ? "even" : "odd");
        }
        return Samples.of(Schema.sequence(List.of("x"), 6, 6), rows).labels("kind", labels);
    }

    static List<Penalties> penalties() {
        Penalties none = Penalties.none();
        return List.of(none, none.l1(1e-2), none.l2(1e-2), none.weightDecay(1e-2));
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void frozenBlocksKeepEveryBit(Preset preset) {
        Samples rows = Stream.of(BLOBS, GLYPHS, WAVES)
                .filter(samples -> Presets.suiting(samples.schema()).contains(preset))
                .findFirst()
                .orElseThrow();
        AutoencoderSpec spec =
                Presets.named(preset.label(), rows.schema()).code(3).resolved();
        int runs = 0;
        try (PretrainedEncoder encoder = fresh(spec, rows)) {
            int blocks = encoder.blocks().size();
            for (String updater : Updaters.names()) {
                for (Penalties penalties : penalties()) {
                    int frozen = 1 + runs++ % blocks;
                    check(encoder, rows, frozen, updater, penalties);
                }
            }
        }
        assertThat(runs).isEqualTo(32);
    }

    private static void check(
            PretrainedEncoder encoder, Samples rows, int frozen, String updater, Penalties penalties) {
        TrainingPlan plan =
                TrainingPlan.defaults().epochs(1).batchSize(30).threads(1).updater(Updaters.named(updater));
        try (Classifier classifier = encoder.fineTune()
                        .freeze(Freeze.firstBlocks(frozen))
                        .penalties(penalties)
                        .plan(plan)
                        .fit(rows)
                        .model();
                PretrainedEncoder inside = classifier.encoder()) {
            Map<String, float[]> before = tensors(encoder);
            List<String> still = encoder.blocks().subList(0, frozen);
            var moved = new HashMap<String, Boolean>();
            tensors(inside).forEach((name, values) -> {
                String block = name.split("[./]")[0];
                String what = "%s with %s and %s".formatted(name, updater, penalties);
                if (still.contains(block)) {
                    assertThat(values).as(what).isEqualTo(before.get(name));
                } else {
                    boolean differs = !Arrays.equals(values, before.get(name));
                    moved.merge(block, differs, Boolean::logicalOr);
                }
            });
            assertThat(moved.keySet())
                    .containsExactlyInAnyOrderElementsOf(
                            encoder.blocks().subList(frozen, encoder.blocks().size()));
            assertThat(moved.values()).as(updater + " moves what is thawed").doesNotContain(false);
        }
    }

    /** An encoder that nothing has trained: freezing does not ask where weights come from. */
    private static PretrainedEncoder fresh(AutoencoderSpec spec, Samples rows) {
        var plan = new NetworkPlan(spec);
        var network = new MultiLayerNetwork(plan.configuration(
                Optimization.none().seed(5),
                plan.encoderBetween(0, plan.encoderNames().size())));
        network.init();
        FittedScaling scaling = FittedScaling.fit(spec.scaling(), rows);
        var provenance = new Provenance(rows.fingerprint(), rows.rows(), "{}", "none", "");
        return new PretrainedEncoder(
                new FittedSpec(spec, scaling, provenance),
                EncoderPlan.whole(spec),
                network.params().toFloatVector());
    }

    private static Map<String, float[]> tensors(PretrainedEncoder encoder) {
        var tensors = new HashMap<String, float[]>();
        for (Tensor tensor : encoder.tensors()) {
            tensors.put(tensor.name(), tensor.values());
        }
        return tensors;
    }
}
