package org.ae4j.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.engine.Batch;
import org.ae4j.engine.CompiledEngine;
import org.ae4j.engine.EngineChoice;
import org.ae4j.layer.OutputKind;
import org.ae4j.model.Autoencoder;
import org.ae4j.model.NetworkTensors;
import org.ae4j.pretrain.Unfreezing.Phase;
import org.ae4j.spec.Architecture;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Presets;
import org.ae4j.train.Schedule;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

class UnfreezingTest {
    private static final TrainingPlan PLAN =
            Fixtures.plan().epochs(6).batchSize(30).threads(1);

    private static PretrainedEncoder encoder;

    @BeforeAll
    static void train() {
        encoder = Fixtures.encoder(
                Presets.dense(Fixtures.blobs().schema()).hidden(8, 6).code(4));
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    @Test
    void phasesFollowTheEpochs() {
        assertThat(Unfreezing.atOnce().phases(1, 3, 10)).containsExactly(new Phase(1, 0));
        assertThat(Unfreezing.headFirst(2).phases(0, 3, 10)).containsExactly(new Phase(3, 0), new Phase(0, 2));
        assertThat(Unfreezing.gradual(2).phases(0, 3, 10))
                .containsExactly(new Phase(3, 0), new Phase(2, 2), new Phase(1, 4), new Phase(0, 6));
        assertThat(Unfreezing.gradual(1).headEpochs(3).phases(1, 3, 10))
                .containsExactly(new Phase(3, 0), new Phase(2, 3), new Phase(1, 4));
        assertThat(Unfreezing.gradual(1).headEpochs(0).phases(1, 3, 10))
                .containsExactly(new Phase(2, 0), new Phase(1, 1));
        assertThat(Unfreezing.gradual(5).phases(3, 3, 1)).containsExactly(new Phase(3, 0));
    }

    @Test
    void byDefaultTheHeadLearnsByItselfForHalfOfTheEpochs() {
        assertThat(encoder.fineTune().recipe().unfreezing()).isEqualTo(Unfreezing.defaults());
        assertThat(Unfreezing.defaults().phases(1, 3, 9)).containsExactly(new Phase(3, 0), new Phase(1, 4));
        assertThat(Unfreezing.defaults().phases(0, 3, 1)).containsExactly(new Phase(0, 0));
        assertThat(Unfreezing.defaults().phases(3, 3, 9)).containsExactly(new Phase(3, 0));
        assertThatThrownBy(() -> new Unfreezing(1, 0, 0))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("the head is trained by itself for a share of the epochs from 0 to below 1, found 1.0");
    }

    @Test
    void aRunThatEndsBeforeAllIsThawedIsRefused() {
        assertThatThrownBy(() -> encoder.fineTune()
                        .plan(PLAN)
                        .unfreezing(Unfreezing.gradual(2))
                        .fit(Fixtures.blobs()))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage(
                        "unfreezing takes 6 epochs until all is thawed, the run has 6; train longer or thaw faster");
        assertThatThrownBy(() -> Unfreezing.headFirst(-1))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("unfreezing counts epochs from 0, found -1 for the head and 0 for a block");
    }

    static Stream<IUpdater> updaters() {
        return Stream.of(
                new Adam(1e-2),
                new AMSGrad(1e-2),
                new AdaMax(1e-2),
                new Nesterovs(1e-2, 0.9),
                new RmsProp(1e-3),
                new AdaGrad(1e-2),
                new Sgd(1e-2));
    }

    /** Blocks that are thawed and do not move change nothing for the head, unless its state or the schedule jumped. */
    @ParameterizedTest
    @MethodSource("updaters")
    void theHeadGoesOnAsIfNothingHadHappened(IUpdater updater) {
        Schedule schedule = updater instanceof AdaGrad ? Schedule.constant() : Schedule.oneCycle();
        TrainingPlan plan = PLAN.updater(updater).epochs(10).schedule(schedule);
        float[] alone = after(12, networks(plan, Unfreezing.headFirst(9)));
        float[] gradual = after(12, networks(plan, Unfreezing.gradual(1)));
        assertThat(gradual).isEqualTo(alone);
        assertThat(after(11, networks(plan, Unfreezing.gradual(1)))).isNotEqualTo(alone);
    }

    private static float[] after(int steps, ThawedNetworks networks) {
        try (var engine = new UnfreezingEngine(networks, fresh(networks))) {
            for (int i = 0; i < steps; i++) {
                engine.step(batch());
            }
            assertThat(engine.current()).isInstanceOf(CompiledEngine.class);
            return engine.parameters();
        }
    }

    @ParameterizedTest
    @MethodSource("updaters")
    void theUpdatersStateIsTheSameBeforeAndAfter(IUpdater updater) {
        ThawedNetworks networks = networks(PLAN.updater(updater), Unfreezing.gradual(2));
        float[] fresh = fresh(networks);
        try (var engine = new UnfreezingEngine(networks, fresh)) {
            Batch batch = batch();
            for (int i = 0; i < 3; i++) {
                engine.step(batch);
            }
            float[] parameters = engine.parameters();
            float[][] before = states((CompiledEngine) engine.current(), updater);
            engine.thaw();
            float[][] after = states((CompiledEngine) engine.current(), updater);
            assertThat(engine.parameters()).isEqualTo(parameters);
            int head = 4 * 3 + 3;
            assertThat(Arrays.copyOf(parameters, parameters.length - head))
                    .isEqualTo(Arrays.copyOf(fresh, fresh.length - head));
            assertThat(after).hasNumberOfRows(before.length);
            for (int k = 0; k < before.length; k++) {
                int added = after[k].length - before[k].length;
                assertThat(before[k]).hasSize(head);
                assertThat(added).isEqualTo(6 * 4 + 4);
                assertThat(Arrays.copyOfRange(after[k], added, after[k].length)).isEqualTo(before[k]);
                float start = updater instanceof RmsProp || updater instanceof AdaGrad ? after[k][0] : 0;
                assertThat(start).isLessThan(1e-5f);
                assertThat(Arrays.copyOf(after[k], added)).containsOnly(start);
            }
        }
    }

    /** By parameter: a network of one updater has one block of state. */
    private static float[][] states(CompiledEngine engine, IUpdater updater) {
        var network = engine.network();
        int count = (int) network.numParams();
        int kinds = (int) updater.stateSize(1);
        float[][] states = new float[kinds][];
        if (kinds == 0) {
            return states;
        }
        INDArray all = network.getUpdater().getStateViewArray();
        boolean isOneBlock = network.getLayerWiseConfigurations().getConfs().size() == 1
                || !(updater instanceof Adam || updater instanceof AMSGrad || updater instanceof AdaMax);
        int[] lengths = isOneBlock ? new int[] {count} : new int[] {count - 15, 15};
        for (int k = 0; k < kinds; k++) {
            states[k] = new float[count];
            int at = 0;
            int block = 0;
            for (int length : lengths) {
                for (int i = 0; i < length; i++) {
                    states[k][at + i] = all.getFloat(block + (long) k * length + i);
                }
                at += length;
                block += kinds * length;
            }
        }
        return states;
    }

    /** Adam's first step is as long as the rate, whatever the gradient: of a block that comes late, too. */
    @Test
    void aBlockThatComesLateStartsLikeAnyOther() {
        double rate = 1e-3;
        ThawedNetworks networks = networks(PLAN.updater(new Adam(rate)), BlockRates.same(), Unfreezing.gradual(2));
        try (var engine = new UnfreezingEngine(networks, fresh(networks))) {
            for (int i = 0; i < networks.phases().get(1).epochs() * networks.stepsPerEpoch(); i++) {
                engine.step(batch());
            }
            float[] before = engine.parameters();
            engine.step(batch());
            float[] after = engine.parameters();
            int from = 6 * 8 + 8 + 8 * 6 + 6; // the code layer, thawed by this step
            int moved = 0;
            for (int i = 0; i < from + 6 * 4 + 4; i++) {
                double step = Math.abs(after[i] - before[i]);
                if (i < from) {
                    assertThat(step).isZero();
                } else if (step > 0) {
                    assertThat(step).isCloseTo(rate, within(0.05 * rate));
                    moved++;
                }
            }
            assertThat(moved).isGreaterThan(20);
        }
    }

    /** Of an encoder that does not move once it is thawed. */
    private static ThawedNetworks networks(TrainingPlan plan, Unfreezing unfreezing) {
        return networks(plan, BlockRates.encoder(1e-30), unfreezing);
    }

    private static ThawedNetworks networks(TrainingPlan plan, BlockRates rates, Unfreezing unfreezing) {
        var layers = new TransferPlan(EncoderPlan.whole(encoder.spec()), HeadLayers.none(), OutputKind.SOFTMAX, 3);
        TuningRecipe recipe = TuningRecipe.of(encoder.spec()).rates(rates);
        return new ThawedNetworks(layers, recipe, plan, unfreezing.phases(0, 3, 10), 3, 1);
    }

    /** The encoder's weights and a head that knows a little. */
    private static float[] fresh(ThawedNetworks networks) {
        float[] all = Arrays.copyOf(encoder.parameters(), encoder.parameters().length + 4 * 3 + 3);
        for (int i = encoder.parameters().length; i < all.length; i++) {
            all[i] = (i * 7 % 11 - 5) / 10f;
        }
        assertThat(NetworkTensors.of(networks.trained(0, 0), all)).hasSize(8);
        return all;
    }

    private static Batch batch() {
        Samples rows = Fixtures.blobs();
        float[][] targets = new ClassTargets(List.of("0", "1", "2"), new double[] {1, 1, 1}).of(rows);
        float[] target = new float[3 * rows.rows()];
        for (int i = 0; i < target.length; i++) {
            target[i] = targets[i / 3][i % 3];
        }
        return new Batch(encoder.scaling().transform(rows, 0, rows.rows()), target, rows.rows());
    }

    @ParameterizedTest
    @EnumSource(EngineChoice.class)
    void thawedOneAfterTheOtherAllBlocksLearn(EngineChoice choice) {
        FineTuning<Classifier> tuning = encoder.fineTune()
                .unfreezing(Unfreezing.gradual(4))
                .rates(BlockRates.falling(2.6))
                .plan(PLAN.epochs(30).engine(choice));
        try (Classifier classifier = tuning.fit(Fixtures.blobs()).model();
                PretrainedEncoder inside = classifier.encoder()) {
            assertThat(classifier.accuracy(Fixtures.blobs())).isGreaterThan(0.9);
            for (int i = 0; i < inside.tensors().size(); i++) {
                assertThat(inside.tensors().get(i).values())
                        .isNotEqualTo(encoder.tensors().get(i).values());
            }
        }
    }

    @Test
    void whatIsFrozenToTheEndKeepsEveryBit() {
        try (Classifier classifier = encoder.fineTune()
                        .freeze(Freeze.firstBlocks(1))
                        .unfreezing(Unfreezing.gradual(1))
                        .plan(PLAN)
                        .fit(Fixtures.blobs())
                        .model();
                PretrainedEncoder inside = classifier.encoder()) {
            assertThat(inside.tensors().get(0).values())
                    .isEqualTo(encoder.tensors().get(0).values());
            assertThat(inside.tensors().get(2).values())
                    .isNotEqualTo(encoder.tensors().get(2).values());
        }
    }

    @Test
    void patienceKeepsTheBestWeightsOfAnyPhase() {
        FineTuned<Classifier> result = encoder.fineTune()
                .unfreezing(Unfreezing.gradual(3))
                .plan(PLAN.epochs(60).patience(4).updater(new Adam(0.05)))
                .fit(Fixtures.blobs().perLabel(5, 1), Fixtures.blobs());
        try (Classifier classifier = result.model()) {
            double loss = 0;
            float[][] probabilities = classifier.probabilities(Fixtures.blobs());
            for (int i = 0; i < 90; i++) {
                loss -= Math.log(probabilities[i][
                        classifier.classes().indexOf(Fixtures.blobs().label(i))]);
            }
            assertThat(result.history().best().validationLoss().getAsDouble()).isCloseTo(loss / 90, within(1e-4));
        }
    }

    static Stream<AutoencoderSpec> otherLayers() {
        Schema images = Samples.glyphs(2, 1).schema();
        Schema waves = Schema.sequence(List.of("x"), 6, 6);
        return Stream.of(
                Presets.convolutional(images).filters(2, 3).batchNorm(true).code(3),
                Presets.recurrent(waves)
                        .architecture(Architecture.recurrent(4).layers(2).bidirectional(true))
                        .code(3));
    }

    @ParameterizedTest
    @MethodSource("otherLayers")
    void otherLayersAreThawedAndHaveRatesOfTheirOwn(AutoencoderSpec spec) {
        Samples rows = rows(spec);
        try (Autoencoder model = Trainer.of(spec, PLAN.epochs(1)).fit(rows).model();
                PretrainedEncoder pretrained = PretrainedEncoder.of(model)) {
            FineTuning<Classifier> tuning =
                    pretrained.fineTune().unfreezing(Unfreezing.gradual(1)).plan(PLAN);
            try (Classifier classifier =
                            tuning.rates(BlockRates.of(1, 1e-30, 1)).fit(rows).model();
                    PretrainedEncoder inside = classifier.encoder()) {
                for (int i = 0; i < inside.tensors().size(); i++) {
                    String name = inside.tensors().get(i).name();
                    float[] before = pretrained.tensors().get(i).values();
                    float[] after = inside.tensors().get(i).values();
                    boolean stands = name.startsWith("encoder1") && !name.matches(".*/(mean|var)");
                    assertThat(Arrays.equals(after, before)).as(name).isEqualTo(stands);
                }
            }
        }
    }

    private static Samples rows(AutoencoderSpec spec) {
        if (!(spec.architecture() instanceof Architecture.Recurrent)) {
            return Samples.glyphs(60, 3);
        }
        float[][] values = new float[60][6];
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < 6; j++) {
                values[i][j] = (float) Math.sin(j + i) + i % 2;
            }
        }
        return Samples.of(spec.schema(), values)
                .labels(
                        "kind",
                        Stream.iterate(0, i -> i + 1)
                                .limit(60)
                                .map(i -> "" + i % 2)
                                .toList());
    }

    @Test
    void phasesThatCannotCutTheEncoderAreRefusedBeforeTheFirstStep() {
        Schema schema = Schema.sequence(List.of("x"), 6, 3);
        AutoencoderSpec spec = Presets.recurrent(schema)
                .architecture(Architecture.recurrent(4).layers(2))
                .code(3);
        Samples rows = rows(spec);
        try (Autoencoder model = Trainer.of(spec, PLAN.epochs(1)).fit(rows).model();
                PretrainedEncoder pretrained = PretrainedEncoder.of(model)) {
            assertThatThrownBy(() -> pretrained
                            .fineTune()
                            .unfreezing(Unfreezing.gradual(1))
                            .plan(PLAN)
                            .fit(rows))
                    .isInstanceOf(InvalidSpecException.class)
                    .hasMessage(
                            "sequences of different lengths cannot be cut between recurrent layers, where their ends"
                                    + " are lost: take all layers or none");
        }
    }
}
