package org.ae4j.cli;

import java.nio.file.Path;
import org.ae4j.pretrain.compare.Experiment;
import org.ae4j.pretrain.compare.RunFolder;
import picocli.CommandLine.Option;

/** How often runs are repeated, how many stand side by side, and where they are kept. */
final class RunsOptions {
    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "5",
            description =
                    "Runs of each variant: from --seed on, each with weights and held-out rows of its own, the same"
                            + " ones for all variants. Default: ${DEFAULT-VALUE}.")
    private int seeds;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Runs side by side, each on one thread. Default: the number of processors.")
    private Integer jobs;

    @Option(
            names = "--runs",
            paramLabel = "DIR",
            description =
                    "Keep each run that is done in this folder, a small JSON file; started again, the command goes on"
                            + " where it was.")
    private Path folder;

    int seeds() {
        return seeds;
    }

    int jobs() {
        return jobs == null ? Runtime.getRuntime().availableProcessors() : jobs;
    }

    /** The folder, or null. */
    Path folder() {
        return folder;
    }

    /** Refuses what cannot be before data are read. */
    void check() {
        if (seeds < 1) {
            throw new WrongInput("--seeds is at least 1, found " + seeds);
        }
        if (jobs != null && jobs < 1) {
            throw new WrongInput("--jobs is at least 1, found " + jobs);
        }
    }

    /** The experiment as the flags want it, which tells of each run. */
    Experiment apply(Experiment base, long firstSeed, RunProgress progress) {
        Experiment experiment = base.seeds(firstSeed, seeds).jobs(jobs()).listen(progress);
        return folder == null ? experiment : experiment.folder(RunFolder.open(folder));
    }
}
