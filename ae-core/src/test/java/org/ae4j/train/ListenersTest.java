package org.ae4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.ae4j.AutoencoderException;
import org.ae4j.data.Samples;
import org.ae4j.layer.LossPart;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Bottleneck;
import org.ae4j.spec.Presets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenersTest {
    private static final Samples ROWS = Samples.blobs(60, 3, 2, 0.4, 1);
    private static final AutoencoderSpec SPEC =
            Presets.dense(ROWS.schema()).hidden(4).code(1);
    private static final TrainingPlan PLAN = TrainingPlan.defaults().epochs(3).threads(1);

    @TempDir
    Path folder;

    private static final String HEADER = "run,epoch,trainLoss,validationLoss,learningRate,reconstruction,divergence,"
            + "commitment,discrepancy,sparsity,guidance,contraction,weights,codeGame,rowGame";

    @Test
    void csvLogHasALineForEachEpochOfEachRun() throws Exception {
        Path file = folder.resolve("log.csv");
        TrainingResult result = Trainer.of(SPEC, PLAN.restarts(2))
                .listen(TrainingListener.csv(file))
                .fit(ROWS, ROWS);
        result.model().close();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(7);
        assertThat(lines.get(0)).isEqualTo(HEADER);
        assertThat(lines).satisfiesOnlyOnce(line -> assertThat(line).startsWith("1,3,"));
        EpochResult last = result.history().last();
        assertThat(lines)
                .contains("%d,3,%s,%s,%s,,,,,,,,,,"
                        .formatted(
                                1 + result.seed() - PLAN.seed(),
                                last.trainLoss(),
                                last.validationLoss().getAsDouble(),
                                last.learningRate()));
    }

    @Test
    void csvLogLeavesOutWhatThereIsNot() throws Exception {
        Path file = folder.resolve("log.csv");
        var listener = TrainingListener.csv(file);
        listener.onStart(new TrainingStart("dense", 1, 1, 1, 1, "", "", 1));
        listener.onEpoch(new EpochResult(1, 0.5, java.util.OptionalDouble.empty(), Double.NaN));
        assertThat(file).hasContent(HEADER + "\n1,1,0.5,,,,,,,,,,,,\n");
    }

    @Test
    void csvLogHasThePartsOfTheLoss() throws Exception {
        Path file = folder.resolve("log.csv");
        TrainingResult result = Trainer.of(
                        SPEC.bottleneck(Bottleneck.variational(1)).l2(0.1), PLAN)
                .listen(TrainingListener.csv(file))
                .fit(ROWS);
        result.model().close();
        Map<LossPart, Double> parts = result.history().last().parts();
        assertThat(Files.readAllLines(file).get(3))
                .endsWith("%s,%s,,,,,,%s,,"
                        .formatted(
                                parts.get(LossPart.RECONSTRUCTION),
                                parts.get(LossPart.DIVERGENCE),
                                parts.get(LossPart.WEIGHTS)));
    }

    @Test
    void csvLogReplacesNothing() throws Exception {
        Path file = Files.writeString(folder.resolve("log.csv"), "precious");
        assertThatThrownBy(() -> Trainer.of(SPEC, PLAN)
                        .listen(TrainingListener.csv(file))
                        .fit(ROWS))
                .isInstanceOf(AutoencoderException.class)
                .hasMessage(
                        "cannot write the log %s: java.nio.file.FileAlreadyExistsException: %s".formatted(file, file));
        assertThat(file).hasContent("precious");
    }

    @Test
    void flightRecorderSeesTheRunAndItsEpochs() throws Exception {
        Path file = folder.resolve("run.jfr");
        TrainingResult result;
        try (var recording = new Recording()) {
            recording.enable("org.ae4j.Training");
            recording.enable("org.ae4j.Epoch").withoutThreshold();
            recording.start();
            result = Trainer.of(SPEC, PLAN)
                    .listen(TrainingListener.flightRecorder())
                    .fit(ROWS, ROWS);
            recording.dump(file);
        }
        result.model().close();
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        List<RecordedEvent> epochs = named(events, "org.ae4j.Epoch");
        assertThat(epochs).extracting(event -> event.getInt("number")).containsExactly(1, 2, 3);
        assertThat(epochs)
                .extracting(event -> event.getDouble("trainLoss"))
                .containsExactlyElementsOf(result.history().epochs().stream()
                        .map(EpochResult::trainLoss)
                        .toList());
        List<RecordedEvent> runs = named(events, "org.ae4j.Training");
        assertThat(runs).hasSize(1);
        assertThat(runs.get(0).getInt("epochs")).isEqualTo(3);
        assertThat(runs.get(0).getString("preset")).isEqualTo("dense");
        assertThat(runs.get(0).getLong("parameters")).isEqualTo(result.model().parameters().length);
        assertThat(runs.get(0).getDuration())
                .isGreaterThanOrEqualTo(epochs.get(0).getDuration());
    }

    private static List<RecordedEvent> named(List<RecordedEvent> events, String name) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .toList();
    }
}
