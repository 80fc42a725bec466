package org.ae4j.pretrain.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.LongFunction;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Download;
import org.ae4j.data.Parts;
import org.ae4j.data.Samples;
import org.ae4j.data.Split;
import org.ae4j.evaluate.Reconstruction;
import org.ae4j.model.Autoencoder;
import org.ae4j.pretrain.compare.Effect.Evidence;
import org.ae4j.spec.Presets;
import org.ae4j.spec.Scaling;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

class ExperimentTest {
    private static final Samples ROWS =
            Samples.builtIn("blobs", 42, Download.REFUSED).perLabel(20, 1);
    private static final LongFunction<Parts> BY_SEED =
            seed -> ROWS.split(Split.train(.7).test(.3).seed(seed));
    private static final Recipe RECIPE = Recipe.of(
            Presets.dense(ROWS.schema()).hidden(6).code(1),
            TrainingPlan.defaults().epochs(4).batchSize(16).updater(new Adam(1e-2)));

    private static Recipe rate(double rate) {
        return RECIPE.plan(RECIPE.plan().updater(new Adam(rate)));
    }

    private static Variant activation(Activation activation) {
        return new Variant("activation=" + activation, Recipe.of(RECIPE.spec().activation(activation), RECIPE.plan()));
    }

    /** The same recipe from other seeds on the same rows is noise alone: 5 % would be 10, a binomial's 99th percentile 18. */
    @Test
    void noiseIsSeldomTakenForAnEffect() {
        int reported = 0;
        for (int i = 0; i < 200; i++) {
            Parts rows = BY_SEED.apply(i);
            Experiment experiment = Experiment.of(seed -> rows, Measure.mse());
            List<Outcome> twice = List.of(
                    experiment.seeds(1_000 + 10L * i, 5).outcome(RECIPE, Variant.baseline(RECIPE)),
                    experiment.seeds(1_000 + 10L * i + 5, 5).outcome(RECIPE, new Variant("same", RECIPE)));
            Evidence evidence = Effects.of(
                            Measure.mse(), List.of(1L, 2L, 3L, 4L, 5L), twice.get(0), twice.subList(1, 2))
                    .effects()
                    .get(0)
                    .evidence();
            reported += evidence == Evidence.NONE ? 0 : 1;
        }
        assertThat(reported).isBetween(1, 18);
    }

    @Test
    void aRateAHundredTimesTooSmallIsFoundEachTime() {
        TrainingPlan longer = RECIPE.plan().epochs(40);
        for (int i = 0; i < 20; i++) {
            Effects effects = Experiment.of(BY_SEED, Measure.mse())
                    .seeds(10L * i, 5)
                    .compare(
                            Variant.baseline(RECIPE.plan(longer)),
                            List.of(new Variant("slow", RECIPE.plan(longer.updater(new Adam(1e-4))))));
            assertThat(effects.effects().get(0).evidence()).isEqualTo(Evidence.HARMS);
        }
    }

    @Test
    void aFigureIsThatOfTheSameTrainingAlone() {
        Parts parts = BY_SEED.apply(7);
        OptionalDouble figure = Experiment.of(BY_SEED, Measure.mse())
                .seeds(7, 1)
                .outcome(RECIPE, Variant.baseline(RECIPE))
                .figures()
                .get(0);
        try (Autoencoder model = Trainer.of(RECIPE.spec(), RECIPE.plan().seed(7).threads(1))
                .fit(parts.train())
                .model()) {
            assertThat(figure).hasValue(Reconstruction.of(model, parts.test()).mse());
        }
    }

    @Test
    void runsSideBySideGiveTheSameAsOneAfterTheOther() {
        List<Variant> variants = List.of(activation(Activation.TANH), activation(Activation.SIGMOID));
        Experiment experiment = Experiment.of(BY_SEED, Measure.mse());
        assertThat(experiment.jobs(4).compare(Variant.baseline(RECIPE), variants))
                .isEqualTo(experiment.jobs(1).compare(Variant.baseline(RECIPE), variants));
    }

    @Test
    void whatIsDoneIsNotDoneAgain(@TempDir Path folder) throws IOException {
        List<Variant> variants = List.of(activation(Activation.TANH));
        var before = Collections.synchronizedList(new ArrayList<Boolean>());
        Experiment experiment = Experiment.of(BY_SEED, Measure.mse())
                .folder(RunFolder.open(folder.resolve("runs")))
                .listen((variant, seed, figure, kept) -> before.add(kept));
        Effects first = experiment.compare(Variant.baseline(RECIPE), variants);
        assertThat(before).hasSize(6).containsOnly(false);
        List<Path> files;
        try (var all = Files.list(folder.resolve("runs"))) {
            files = all.sorted().toList();
        }
        assertThat(files).hasSize(6);
        Files.delete(files.get(0));
        Files.delete(files.get(3));
        before.clear();
        assertThat(experiment.compare(Variant.baseline(RECIPE), variants)).isEqualTo(first);
        assertThat(before).hasSize(6);
        assertThat(before.stream().filter(kept -> kept).count()).isEqualTo(4);
    }

    @Test
    void anotherPlanOrOtherRowsAreOtherRuns(@TempDir Path folder) {
        var before = Collections.synchronizedList(new ArrayList<Boolean>());
        Experiment experiment = Experiment.of(BY_SEED, Measure.mse())
                .seeds(1, 1)
                .folder(RunFolder.open(folder))
                .listen((variant, seed, figure, kept) -> before.add(kept));
        experiment.outcome(RECIPE, Variant.baseline(RECIPE));
        experiment.outcome(RECIPE, new Variant("rate", rate(2e-2)));
        new Experiment(
                        seed -> BY_SEED.apply(seed + 1),
                        Measure.mse(),
                        experiment.seeds(),
                        1,
                        experiment.folder(),
                        experiment.listener())
                .outcome(RECIPE, Variant.baseline(RECIPE));
        experiment.outcome(RECIPE, new Variant("another name", RECIPE));
        assertThat(before).containsExactly(false, false, false, true);
    }

    /** The same training, measured in the units of another baseline, has another figure. */
    @Test
    void otherUnitsAreOtherRuns(@TempDir Path folder) {
        Experiment experiment =
                Experiment.of(BY_SEED, Measure.mse()).seeds(1, 1).folder(RunFolder.open(folder));
        Recipe raw = Recipe.of(RECIPE.spec().scaling(Scaling.none()), RECIPE.plan());
        Outcome standardised = experiment.outcome(RECIPE, new Variant("raw", raw));
        Outcome asItIs = experiment.outcome(raw, new Variant("raw", raw));
        assertThat(asItIs.figures()).isNotEqualTo(standardised.figures());
        assertThat(experiment.outcome(RECIPE, new Variant("raw", raw))).isEqualTo(standardised);
    }

    @Test
    void aBrokenFileOfARunIsRefused(@TempDir Path folder) throws IOException {
        Experiment experiment =
                Experiment.of(BY_SEED, Measure.mse()).seeds(1, 1).folder(RunFolder.open(folder));
        experiment.outcome(RECIPE, Variant.baseline(RECIPE));
        Path file;
        try (var all = Files.list(folder)) {
            file = all.findFirst().orElseThrow();
        }
        Files.writeString(file, "{\"figure\": \"0.1\"}");
        assertThatThrownBy(() -> experiment.outcome(RECIPE, Variant.baseline(RECIPE)))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("baseline: " + file + " is no run: it has no figure; delete it to run it again");
    }

    @Test
    void aFileIsNoFolderOfRuns(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("f"));
        assertThatThrownBy(() -> RunFolder.open(file))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage(file + " is a file; runs are kept in a folder");
    }

    @Test
    void aBaselineThatDivergesIsRefusedBeforeTheOthersAreTrained() {
        Recipe wild = RECIPE.plan(RECIPE.plan().updater(new Sgd(1e9)));
        var trained = new ArrayList<String>();
        Experiment experiment = Experiment.of(BY_SEED, Measure.mse())
                .seeds(1, 2)
                .listen((variant, seed, figure, kept) -> trained.add(variant));
        assertThatThrownBy(() -> experiment.compare(Variant.baseline(wild), List.of(new Variant("calm", RECIPE))))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageStartingWith("the baseline diverges from 2 of 2 seeds");
        assertThat(trained).containsExactly("baseline", "baseline");
        Effects effects = experiment.compare(Variant.baseline(RECIPE), List.of(new Variant("wild", wild)));
        assertThat(effects.effects().get(0).evidence()).isEqualTo(Evidence.DIVERGED);
    }

    /** Of values ten times as small a squared error is a hundredth; in the baseline's units it is the same. */
    @Test
    void errorsOfOtherScalingsAreInTheBaselinesUnits() {
        Recipe tenth = Recipe.of(
                RECIPE.spec().scaling(Scaling.divide(10)), RECIPE.plan().epochs(200));
        Recipe plain =
                Recipe.of(RECIPE.spec().scaling(Scaling.none()), RECIPE.plan().epochs(200));
        Effects effects = Experiment.of(BY_SEED, Measure.mse())
                .compare(Variant.baseline(plain), List.of(new Variant("scaling=divide:10", tenth)));
        double ratio = effects.effects().get(0).outcome().mean().getAsDouble()
                / effects.baseline().mean().getAsDouble();
        assertThat(ratio).isBetween(.2, 5.0);
    }

    @Test
    void aPretrainedStartKeepsItsSpecification() {
        Parts parts = BY_SEED.apply(1);
        try (Autoencoder start = Trainer.of(RECIPE.spec(), RECIPE.plan().epochs(300))
                .fit(parts.train())
                .model()) {
            Effects effects = Experiment.of(BY_SEED, Measure.mse())
                    .compare(
                            Variant.baseline(RECIPE),
                            List.of(new Variant("pretrained", Recipe.from(start, RECIPE.plan()))));
            assertThat(effects.effects().get(0).evidence()).isEqualTo(Evidence.HELPS);
        }
    }

    @Test
    void measuresRefuseWhatTheyCannotMeasure() {
        Experiment elbo = Experiment.of(BY_SEED, Measure.elbo());
        assertThatThrownBy(() -> elbo.outcome(RECIPE, Variant.baseline(RECIPE)))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage(
                        "the elbo is a bound of variational codes, found dense; measure mse, or choose a variational"
                                + " preset");
        LongFunction<Parts> bare =
                seed -> ROWS.withoutLabels().split(Split.train(.7).test(.3));
        assertThatThrownBy(() -> Experiment.of(bare, Measure.probe()).outcome(RECIPE, Variant.baseline(RECIPE)))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("probe needs labels of at least 2 classes, blobs has none");
        assertThatThrownBy(() -> Experiment.of(bare, Measure.auroc("a")).outcome(RECIPE, Variant.baseline(RECIPE)))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessageStartingWith("the auroc needs labels");
    }

    @Test
    void accuraciesAndAreasAreShares() {
        for (Measure measure : List.of(
                Measure.probe(),
                Measure.fewLabels(3),
                Measure.auroc(ROWS.classes().get(0)))) {
            Outcome outcome = Experiment.of(BY_SEED, measure).outcome(RECIPE, Variant.baseline(RECIPE));
            assertThat(outcome.mean().getAsDouble()).as(measure.name()).isBetween(.5, 1.0);
        }
    }

    @Test
    void seedsAndJobsAreChecked() {
        assertThatThrownBy(() -> Experiment.of(BY_SEED, Measure.mse()).seeds(1, 0))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("an experiment needs at least 1 seed, different ones, found []");
        assertThatThrownBy(() -> Experiment.of(BY_SEED, Measure.mse()).jobs(0))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("an experiment has at least 1 job, found 0");
    }
}
