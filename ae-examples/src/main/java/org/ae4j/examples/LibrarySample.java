package org.ae4j.examples;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.ae4j.data.Samples;
import org.ae4j.data.Split;
import org.ae4j.evaluate.Reconstruction;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingListener;
import org.ae4j.train.TrainingPlan;

/** The library in one page, as the README shows it: learn what a healthy pump looks like, encode, measure, save, load. */
public final class LibrarySample {
    private LibrarySample() {}

    /**
     * What the sample found.
     *
     * @param test healthy and faulty rows that the training never saw
     * @param codes theirs
     * @param error theirs
     * @param same the model as it was loaded again
     */
    public record Result(Samples test, float[][] codes, Reconstruction error, Autoencoder same) {
        /** The mean squared error of the healthy test rows, or of the faulty ones. */
        double error(boolean healthy) {
            return IntStream.range(0, test.rows())
                    .filter(i -> test.label(i).equals("ok") == healthy)
                    .mapToDouble(i -> error.rowErrors()[i])
                    .average()
                    .orElseThrow();
        }
    }

    /** Writes the model into a folder as one new file. */
    public static Result run(Path folder) {
        // README begin
        var samples = Samples.builtIn("sensors", 42); // raw units; also Samples.csv(file).label("state"), and more
        var parts = samples.split(
                Split.train(.7).validation(.1).test(.2).stratified().seed(42));
        var ok = parts.only("ok"); // learn what healthy looks like

        var spec = Presets.dense(samples.schema()).hidden(64, 32).code(3);
        var plan = TrainingPlan.defaults().epochs(30).batchSize(64).patience(5).seed(42);
        var model = Trainer.of(spec, plan)
                .listen(TrainingListener.logging())
                .fit(ok.train(), ok.validation())
                .model();

        float[][] codes = model.encode(parts.test()); // [rows, 3]
        var error = Reconstruction.of(model, parts.test()); // of all, of each column, and of each row: faults stand out
        model.save(folder.resolve("pump.safetensors"));
        var same = Autoencoder.load(folder.resolve("pump.safetensors"));
        // README end
        return new Result(parts.test(), codes, error, same);
    }

    /** Saves the model into the folder that is named, else into the present one. */
    public static void main(String[] folder) {
        Result result = run(Path.of(folder.length == 0 ? "." : folder[0]));
        System.out.printf(
                "mean error of healthy rows %.4f, of faulty ones %.4f%n", result.error(true), result.error(false));
    }
}
