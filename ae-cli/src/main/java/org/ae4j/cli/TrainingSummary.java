package org.ae4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.ae4j.data.Parts;
import org.ae4j.evaluate.PcaComparison;
import org.ae4j.evaluate.Reconstruction;
import org.ae4j.file.Json;
import org.ae4j.model.Autoencoder;
import org.ae4j.report.HtmlReport;
import org.ae4j.report.TrainingReport;
import org.ae4j.train.EpochResult;
import org.ae4j.train.History;
import org.ae4j.train.TrainingResult;

/** What a training came to: figures in the model, for programs and for people. */
final class TrainingSummary {
    /** The figure that says which seed held rows out, where it is not that of the model's plan. */
    static final String SPLIT_SEED = "splitSeed";

    private final TrainingResult result;
    private final Autoencoder model;
    private final History history;
    private final long seed;
    private final Parts parts;
    private final long splitSeed;
    private final OptionalDouble testMse;
    private final OptionalDouble testMseRaw;
    private final PcaComparison pca;
    private final CodeUse codeUse;
    private final TestBound bound;

    /**
     * Measures the model on the test rows.
     *
     * @param splitSeed of these parts
     */
    TrainingSummary(TrainingResult result, Parts parts, long splitSeed) {
        this.splitSeed = splitSeed;
        this.result = result;
        this.model = result.model();
        this.history = result.history();
        this.seed = result.seed();
        this.parts = parts;
        boolean measured = parts.test().rows() > 0;
        Reconstruction reconstruction = measured ? Reconstruction.of(model, parts.test()) : null;
        this.testMse = measured ? OptionalDouble.of(reconstruction.mse()) : OptionalDouble.empty();
        this.testMseRaw = measured ? reconstruction.mseRaw() : OptionalDouble.empty();
        this.pca = PcaComparison.of(model, parts.train(), parts.test());
        this.codeUse = CodeUse.of(model, parts.test());
        this.bound = TestBound.of(model, parts.test(), seed);
    }

    /** The model with its figures; nothing that depends on time or place. */
    Autoencoder model() {
        EpochResult best = history.best();
        Map<String, Double> metrics = new TreeMap<>();
        metrics.put("trainLoss", best.trainLoss());
        metrics.put("epochs", (double) history.epochs().size());
        metrics.put("bestEpoch", (double) history.bestEpoch());
        best.validationLoss().ifPresent(loss -> metrics.put("validationLoss", loss));
        testMse.ifPresent(mse -> metrics.put("testMse", mse));
        testMseRaw.ifPresent(mse -> metrics.put("testMseRaw", mse));
        pca.mse().ifPresent(mse -> metrics.put("pcaMse", mse));
        bound.addTo(metrics);
        if (splitSeed != seed && (long) (double) splitSeed == splitSeed) {
            metrics.put(SPLIT_SEED, (double) splitSeed);
        }
        metrics.values().removeIf(value -> !Double.isFinite(value));
        return model.withMetrics(metrics);
    }

    /** The page of this training. */
    HtmlReport page(double seconds) {
        return TrainingReport.of(result, parts, pca)
                .fact("Time", "%.1f s in all".formatted(seconds))
                .page();
    }

    ObjectNode json(Path out, double rowsPerSecond, double seconds) {
        EpochResult best = history.best();
        ObjectNode json = Json.object();
        json.put("preset", model.spec().preset());
        json.put("parameters", model.parameters().length);
        json.put("trainRows", parts.train().rows());
        json.put("testRows", parts.test().rows());
        json.put("epochs", history.epochs().size());
        json.put("bestEpoch", history.bestEpoch());
        json.put("trainLoss", best.trainLoss());
        Figures.put(json, "validationLoss", best.validationLoss());
        json.put("verdict", history.verdict().kind().label());
        json.put("seed", seed);
        Figures.put(json, "testMse", testMse);
        Figures.put(json, "testMseRaw", testMseRaw);
        Figures.put(json, pca);
        codeUse.put(json);
        bound.put(json);
        json.put("rowsPerSecond", Math.round(rowsPerSecond));
        json.put("engine", model.provenance().engine());
        json.put("seconds", Math.round(seconds * 1000) / 1000.0);
        json.put("model", out.toString());
        return json;
    }

    void say(Report report, Path out, double rowsPerSecond, double seconds, String evaluated) {
        report.say(
                "trained %s of %s in %.1f s (%,d rows/s in training steps), loss %s",
                Figures.count(history.epochs().size(), "epoch"),
                Figures.count(parts.train().rows(), "row"),
                seconds,
                Math.round(rowsPerSecond),
                Figures.text(history.best().trainLoss()));
        if (testMse.isPresent()) {
            report.say(
                    "on %s it %s", Figures.count(parts.test().rows(), "test row"), pca.sentence(testMse.getAsDouble()));
        }
        codeUse.say(report);
        bound.say(report);
        report.say("verdict: %s", history.verdict().sentence());
        report.say("model written to %s", out);
        report.say("next: ./ae evaluate --model %s %s", DataOptions.quoted(out.toString()), evaluated);
    }
}
