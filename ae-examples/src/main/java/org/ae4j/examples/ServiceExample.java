package org.ae4j.examples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ae4j.anomaly.AnomalyDetector;
import org.ae4j.anomaly.Threshold;
import org.ae4j.data.Parts;
import org.ae4j.data.Samples;
import org.ae4j.data.Split;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;

/** A model in a service: loaded once, asked by many threads at a time, closed at the end. */
public final class ServiceExample implements AutoCloseable {
    private final AnomalyDetector detector;

    /** Starts the service from a detector's file. */
    public ServiceExample(Path file) {
        detector = AnomalyDetector.load(file);
    }

    /** Whether one reading, in raw units, is unlike all that the detector has learnt. */
    public boolean isStrange(Samples reading) {
        return !detector.detect(reading).flagged().isEmpty();
    }

    /** The code of one reading: {@code [columns] → [code]}. */
    public float[] encode(float[] reading) {
        return detector.model().encode(reading);
    }

    @Override
    public void close() {
        detector.close();
    }

    /** Trains a detector on the healthy rows and writes its file. */
    public static Parts train(Path file) {
        Parts parts =
                Samples.sensors(1500, 3).split(Split.train(.6).calibration(.2).test(.2));
        Parts healthy = parts.only("ok");
        try (Autoencoder model = Trainer.of(
                        Presets.dense(healthy.train().schema()),
                        TrainingPlan.defaults().epochs(20).batchSize(32))
                .fit(healthy.train())
                .model()) {
            AnomalyDetector.calibrate(model, healthy.calibration(), Threshold.quantile(0.98))
                    .save(file);
        }
        return parts;
    }

    /** Asks about every row from many threads at once; the answers in the order of the rows. */
    public List<Boolean> askAll(Samples rows, int threads) throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        var questions = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < rows.rows(); i++) {
            Samples reading = rows.select(i);
            questions.add(() -> isStrange(reading));
        }
        var answers = new ArrayList<Boolean>();
        for (Future<Boolean> answer : pool.invokeAll(questions)) {
            answers.add(answer.get());
        }
        pool.shutdown();
        return answers;
    }

    /** Trains, serves and counts; the file goes into the folder that is named, else into the present one. */
    public static void main(String[] folder) throws InterruptedException, ExecutionException {
        Path file = Path.of(folder.length == 0 ? "." : folder[0], "pump-detector.safetensors");
        Samples readings = train(file).test();
        try (var service = new ServiceExample(file)) {
            long strange = service.askAll(readings, 16).stream()
                    .filter(answer -> answer)
                    .count();
            System.out.printf("%d of %d readings are strange%n", strange, readings.rows());
        }
    }
}
