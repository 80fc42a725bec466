package org.ae4j.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.ae4j.train.EpochResult;
import org.ae4j.train.History;
import org.ae4j.train.TrainingListener;
import org.ae4j.train.TrainingStart;

/** How far the training is: a bar on a terminal, else at most some twenty lines. */
final class Progress implements TrainingListener, AutoCloseable {
    private static final int LINES = 20;
    private static final int UPDATE_MILLIS = 200;

    private final Report report;
    private final String task;
    private TrainingStart start;
    private ProgressBar bar;

    /** Says what is being done by the task: {@code "training"}. */
    Progress(Report report, String task) {
        this.report = report;
        this.task = task;
    }

    @Override
    public void onStart(TrainingStart training) {
        start = training;
        report.note(
                "%s %s: %s, %s, %s of %s on %s, engine %s, %s",
                task,
                start.preset(),
                Figures.count(start.parameters(), "parameter"),
                Figures.count(start.trainRows(), "row"),
                Figures.count(start.epochs(), "epoch"),
                Figures.count(start.stepsPerEpoch(), "step"),
                start.backend(),
                start.engine(),
                Figures.count(start.threads(), "thread"));
        if (report.isInteractive()) {
            bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax((long) start.epochs() * start.stepsPerEpoch())
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(UPDATE_MILLIS)
                    .setConsumer(new ConsoleProgressBarConsumer(System.err))
                    .build();
        }
    }

    @Override
    public void onStep(int epoch, int step, double loss) {
        if (bar != null) {
            bar.step();
            bar.setExtraMessage(" epoch %d, loss %s".formatted(epoch, Figures.text(loss)));
        }
    }

    @Override
    public void onEpoch(EpochResult result) {
        int epoch = result.epoch();
        if (bar != null) {
            return;
        }
        int every = (start.epochs() + LINES - 1) / LINES;
        if (epoch == 1 || epoch % every == 0 || epoch == start.epochs()) {
            String validation = result.validationLoss().isPresent()
                    ? ", validation " + Figures.text(result.validationLoss().getAsDouble())
                    : "";
            report.note("epoch %d/%d: loss %s%s", epoch, start.epochs(), Figures.text(result.trainLoss()), validation);
        }
    }

    @Override
    public void onEnd(History history) {
        close();
        if (history.stoppedEarly()) {
            report.note(
                    "stopped after epoch %d: no better validation loss since epoch %d",
                    history.last().epoch(), history.bestEpoch());
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
