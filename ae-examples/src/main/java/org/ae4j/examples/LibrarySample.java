package org.ae4j.examples;

import java.nio.file.Path;
import java.util.List;
import org.ae4j.anomaly.AnomalyDetector;
import org.ae4j.anomaly.Finding;
import org.ae4j.anomaly.Threshold;
import org.ae4j.data.Samples;
import org.ae4j.data.Split;
import org.ae4j.pretrain.Classifier;
import org.ae4j.pretrain.Freeze;
import org.ae4j.pretrain.Head;
import org.ae4j.pretrain.PretrainedEncoder;
import org.ae4j.spec.Corruption;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingListener;
import org.ae4j.train.TrainingPlan;

/** The library in one page, as the README shows it: learn what a healthy pump looks like, detect faults, name them. */
public final class LibrarySample {
    private LibrarySample() {}

    /**
     * What the sample found.
     *
     * @param test healthy and faulty rows that the training never saw
     * @param codes theirs
     * @param flagged which of them were called anomalies
     * @param classifier names the state of a row
     */
    public record Result(Samples test, float[][] codes, List<Finding> flagged, Classifier classifier) {}

    /** Writes the model into a folder as one new file. */
    public static Result run(Path folder) {
        // README begin
        var samples = Samples.builtIn("sensors", 42); // raw units; also Samples.csv(file).label("state"), and more
        var parts = samples.split(Split.train(.6)
                .validation(.1)
                .calibration(.1)
                .test(.2)
                .stratified()
                .seed(42));
        var ok = parts.only("ok"); // learn what healthy looks like

        var spec = Presets.denoising(samples.schema()).hidden(128).code(16).corruption(Corruption.gaussian(0.2));
        var plan = TrainingPlan.defaults().epochs(30).batchSize(64).patience(5).seed(42);
        var model = Trainer.of(spec, plan)
                .listen(TrainingListener.logging())
                .fit(ok.train(), ok.validation())
                .model();

        float[][] codes = model.encode(parts.test()); // [rows, 16]
        model.save(folder.resolve("pump.safetensors"));

        var detector = AnomalyDetector.calibrate(model, ok.calibration(), Threshold.quantile(0.99));
        var flagged = detector.detect(parts.test()).flagged(); // row, score, p-value, what explains it
        flagged.stream().limit(3).forEach(System.out::println);

        var classifier = PretrainedEncoder.load(folder.resolve("pump.safetensors"))
                .fineTune()
                .freeze(Freeze.firstBlocks(1)) // weights, statistics and dropout all fixed
                .head(Head.softmax().hidden(64)) // classes from the labels
                .plan(TrainingPlan.defaults().epochs(30).batchSize(32))
                .fit(parts.train(), parts.validation())
                .model();
        System.out.println("states named rightly: " + classifier.accuracy(parts.test()));
        // README end
        return new Result(parts.test(), codes, flagged, classifier);
    }

    /** Saves the model into the folder that is named, else into the present one. */
    public static void main(String[] folder) {
        run(Path.of(folder.length == 0 ? "." : folder[0]));
    }
}
