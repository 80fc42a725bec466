package org.ae4j.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.ae4j.AutoencoderException;
import org.ae4j.ModelFileException;
import org.ae4j.data.Parts;
import org.ae4j.data.Samples;
import org.ae4j.file.Json;
import org.ae4j.model.Autoencoder;
import org.ae4j.pretrain.semi.NeighbourTargets;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.train.PlanJson;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingDivergedException;
import org.ae4j.train.TrainingListener;
import org.ae4j.train.TrainingPlan;
import org.ae4j.train.TrainingResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains an autoencoder. */
@Command(
        name = "train",
        sortOptions = false,
        customSynopsis = "ae train --data D --out FILE [OPTIONS]",
        header = "Trains an autoencoder and writes it as one file.",
        description = {
            "The file is in the safetensors format. The usual knobs are flags; everything else"
                    + " goes through --config. The same seed gives the same file.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  ae train --data wine.csv --label-column last --code 2 --epochs 200 --out wine.safetensors",
            "  ae train --data mnist --test mnist:test --hidden 256,64 --code 16 --out mnist.safetensors",
            "  ae info old.safetensors --json > c.json; ae train --data new.csv --config c.json --out new.safetensors"
        })
final class TrainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private DataOptions data;

    @Mixin
    private OutputOptions output;

    @Mixin
    private HeldOutOptions heldOut;

    @Option(
            names = "--from",
            paramLabel = "M",
            description = "Train on from this model, which keeps its specification and scaling.")
    private Path from;

    @Option(
            names = "--neighbour-walks",
            split = ",",
            paramLabel = "N",
            description =
                    "With --from: train on to give rows near to each, by so many stages as numbers, each with walks of up"
                            + " to N steps on the neighbours of the codes; 5,30 lifts what few labels find in codes, and spoils"
                            + " reconstruction. Takes time of rows² a stage. Default: none.")
    private List<Integer> neighbourWalks = List.of();

    @Mixin
    private RecipeOptions recipe;

    @Option(
            names = "--reference-codes",
            paramLabel = "N",
            description =
                    "Codes of so many training rows, drawn by the seed, are kept in the file for `ae detect`; they"
                            + " derive from rows. At most 10000, 0 keeps none. Default: 10000.")
    private Integer referenceCodes;

    @Mixin
    private LogOptions log;

    @Mixin
    private PageOptions page;

    @Mixin
    private Report report;

    @Override
    public Integer call() {
        long began = System.nanoTime();
        heldOut.check();
        output.check();
        page.check(output.force());
        log.check(output.force());
        if (from == null && !neighbourWalks.isEmpty()) {
            throw new WrongInput("--neighbour-walks trains a model on; name it by --from");
        }
        if (from == null) {
            plan(TrainingPlan.defaults()); // a bad plan is refused before data are read
            Samples samples = data.read();
            AutoencoderSpec chosenSpec = recipe.spec(samples);
            TrainingPlan chosen = plan(TrainingPlan.defaultsFor(chosenSpec));
            fit(fitted(Trainer.of(chosenSpec, chosen)), chosenSpec, samples, chosen, began);
        } else {
            refuseSpec();
            try (Autoencoder start = Autoencoder.load(from)) {
                recipe.planFlags().checkDecay(start.spec());
                heldOut.goOnFrom(start);
                TrainingPlan chosen = plan(planAfter(start));
                Fit fit = neighbourWalks.isEmpty()
                        ? fitted(Trainer.continuing(start, chosen))
                        : toNeighbours(start, chosen);
                fit(fit, start.spec(), data.read(start), chosen, began);
            }
        }
        return 0;
    }

    private TrainingPlan plan(TrainingPlan base) {
        TrainingPlan chosen = recipe.plan(base);
        return referenceCodes == null ? chosen : chosen.referenceCodes(referenceCodes);
    }

    /** The defaults with the model's seed, so that rows it was not trained on stay held out; its layers are trained. */
    private static TrainingPlan planAfter(Autoencoder start) {
        return TrainingPlan.defaultsFor(start.spec())
                .pretraining(0)
                .seed(PlanJson.read(Json.parse(start.provenance().plan(), "plan"))
                        .seed());
    }

    private void refuseSpec() {
        List<String> flags = command.commandLine().getParseResult().matchedOptions().stream()
                .filter(SpecOptions::declares)
                .map(OptionSpec::longestName)
                .toList();
        if (!flags.isEmpty() || recipe.configuration().hasSpec()) {
            throw new WrongInput("the model of --from keeps its specification: leave out "
                    + (flags.isEmpty() ? "\"spec\" in " + recipe.config() : String.join(", ", flags)));
        }
    }

    /** A training, told to listeners. */
    private interface Fit {
        TrainingResult of(Parts parts, List<TrainingListener> listeners);
    }

    private static Fit fitted(Trainer trainer) {
        return (parts, listeners) -> {
            listeners.forEach(trainer::listen);
            return trainer.fit(parts.train(), parts.validation());
        };
    }

    private Fit toNeighbours(Autoencoder start, TrainingPlan chosen) {
        chosen.checkPlain("training towards neighbours");
        return (parts, listeners) -> NeighbourTargets.defaults()
                .walks(neighbourWalks)
                .fit(start, parts.train(), chosen, listeners.toArray(TrainingListener[]::new));
    }

    private void fit(Fit fit, AutoencoderSpec known, Samples samples, TrainingPlan chosen, long began) {
        Parts parts = heldOut.divide(samples, data.source(), chosen, report);
        ToldClasses.require(known, parts.test());
        var clock = new StepClock();
        try (var progress = new Progress(report, "training")) {
            var listeners = new ArrayList<>(log.listeners());
            listeners.addAll(List.of(clock, progress));
            TrainingResult result = fit.of(parts, listeners);
            var summary = new TrainingSummary(result, parts, heldOut.splitSeed(chosen));
            save(summary.model());
            double seconds = (System.nanoTime() - began) / 1e9;
            sayWhichSeedWon(result, chosen);
            page.write(() -> summary.page(seconds), output.force(), report);
            summary.say(report, output.out(), clock.rowsPerSecond(), seconds, heldOut.evaluated(data));
            report.finish(
                    summary.json(output.out(), clock.rowsPerSecond(), seconds).put("report", page.name()));
        } catch (TrainingDivergedException e) {
            if (e.best().isEmpty()) {
                throw e;
            }
            save(e.best().get());
            throw new AutoencoderException(e.getMessage() + "; the model with them is in " + output.out(), e);
        }
    }

    private void sayWhichSeedWon(TrainingResult result, TrainingPlan chosen) {
        if (chosen.restarts() > 1) {
            report.say(
                    "the best of %s is %d; alone it needs --split-seed %d to hold out the same rows",
                    Figures.count(chosen.restarts(), "seed"), result.seed(), heldOut.splitSeed(chosen));
        }
    }

    /** The output was checked before: what goes wrong now is no wrong input. */
    private void save(Autoencoder model) {
        try {
            if (output.force()) {
                model.saveReplacing(output.out());
            } else {
                model.save(output.out());
            }
        } catch (ModelFileException e) {
            throw new AutoencoderException(e.getMessage(), e);
        }
    }
}
