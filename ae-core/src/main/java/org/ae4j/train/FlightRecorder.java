package org.ae4j.train;

import java.util.OptionalDouble;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** An event of Java's flight recorder for each run and each epoch; they cost nothing while nothing is recorded. */
final class FlightRecorder implements TrainingListener {
    private Run run;
    private Epoch epoch;

    /** One run, from its first step to its last. */
    @Name("org.ae4j.Training")
    @Label("Training")
    @Category({"AE4J"})
    @Description("A training from its first step to its last")
    @StackTrace(false)
    static final class Run extends Event {
        @Label("Preset")
        String preset;

        @Label("Engine")
        String engine;

        @Label("Parameters")
        long parameters;

        @Label("Training rows")
        int rows;

        @Label("Epochs")
        int epochs;
    }

    /** One epoch with its validation. */
    @Name("org.ae4j.Epoch")
    @Label("Epoch")
    @Category({"AE4J"})
    @Description("A pass over the training rows and the validation after it")
    @StackTrace(false)
    static final class Epoch extends Event {
        @Label("Number")
        int number;

        @Label("Training loss")
        double trainLoss;

        @Label("Validation loss")
        @Description("NaN without validation rows")
        double validationLoss;

        @Label("Learning rate")
        double learningRate;
    }

    @Override
    public void onStart(TrainingStart start) {
        run = new Run();
        run.preset = start.preset();
        run.engine = start.engine();
        run.parameters = start.parameters();
        run.rows = start.trainRows();
        run.begin();
        beginEpoch();
    }

    @Override
    public void onEpoch(EpochResult result) {
        OptionalDouble validation = result.validationLoss();
        epoch.number = result.epoch();
        epoch.trainLoss = result.trainLoss();
        epoch.validationLoss = validation.orElse(Double.NaN);
        epoch.learningRate = result.learningRate();
        epoch.commit();
        beginEpoch();
    }

    @Override
    public void onEnd(History history) {
        run.epochs = history.epochs().size();
        run.commit();
    }

    private void beginEpoch() {
        epoch = new Epoch();
        epoch.begin();
    }
}
