package org.ae4j.cli;

import java.util.OptionalDouble;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.ae4j.pretrain.compare.Experiment;

/** How far the runs of an experiment are: a bar on a terminal, else a line a run. */
final class RunProgress implements Experiment.Listener, AutoCloseable {
    private static final int UPDATE_MILLIS = 200;

    private final Report report;
    private ProgressBar bar;

    /** Of so many runs, at most. */
    RunProgress(Report report, int runs) {
        this.report = report;
        if (report.isInteractive()) {
            bar = new ProgressBarBuilder()
                    .setTaskName("runs")
                    .setInitialMax(runs)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(UPDATE_MILLIS)
                    .setConsumer(new ConsoleProgressBarConsumer(System.err))
                    .build();
        }
    }

    @Override
    public void measured(String variant, long seed, OptionalDouble figure, boolean before) {
        String text = figure.isPresent() ? Figures.text(figure.getAsDouble()) : "diverged";
        if (bar == null) {
            report.note("%s, seed %d: %s%s", variant, seed, text, before ? " (run before)" : "");
        } else {
            bar.step();
            bar.setExtraMessage(" %s: %s".formatted(variant, text));
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
