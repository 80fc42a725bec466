package org.ae4j.anomaly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ae4j.AutoencoderException;
import org.ae4j.ModelFileException;
import org.ae4j.file.Json;
import org.ae4j.file.ModelFile;
import org.ae4j.file.Tensor;
import org.ae4j.model.Autoencoder;
import org.ae4j.model.AutoencoderFile;

/**
 * A detector as a model file of kind {@code detector}: content {@code score}, {@code quantile} (if calibrated) and
 * {@code model}, the model's own content; its tensors and {@code calibration/scores}, ascending (if calibrated).
 */
final class DetectorFile {
    private static final String KIND = "detector";
    private static final String SCORES = "calibration/scores";
    private static final String QUANTILE = "quantile";

    private DetectorFile() {}

    static void write(AnomalyDetector detector, Path file, boolean replace) {
        ObjectNode content = Json.object().put("score", detector.score().toString());
        List<Tensor> tensors = new ArrayList<>(AutoencoderFile.tensors(detector.model()));
        detector.calibration().ifPresent(calibration -> {
            content.put(QUANTILE, calibration.threshold().quantile());
            tensors.add(scores(calibration));
        });
        content.set("model", AutoencoderFile.content(detector.model()));
        new ModelFile(KIND, content, tensors).write(file, replace);
    }

    static AnomalyDetector read(Path file) {
        ModelFile stored = ModelFile.read(file, KIND);
        ObjectNode content = stored.content();
        if (!(content.path("model") instanceof ObjectNode modelContent)) {
            throw new ModelFileException(file.getFileName() + " holds a detector without a model; save it again");
        }
        Map<Boolean, List<Tensor>> parts = stored.tensors().stream()
                .collect(Collectors.partitioningBy(tensor -> tensor.name().equals(SCORES)));
        Autoencoder model = AutoencoderFile.read(modelContent, parts.get(false), file);
        try {
            Score score = Score.named(content.path("score").asText());
            return new AnomalyDetector(model, score, calibration(content, parts.get(true)), true);
        } catch (AutoencoderException e) {
            model.close();
            throw new ModelFileException(file.getFileName() + ": " + e.getMessage(), e);
        }
    }

    private static Tensor scores(Calibration calibration) {
        double[] scores = calibration.scores();
        float[] values = new float[scores.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) scores[i];
        }
        return Tensor.of(SCORES, new long[] {values.length}, values);
    }

    private static Optional<Calibration> calibration(ObjectNode content, List<Tensor> scores) {
        JsonNode quantile = content.path(QUANTILE);
        if (quantile.isMissingNode() && scores.isEmpty()) {
            return Optional.empty();
        }
        if (!quantile.isNumber() || scores.isEmpty() || scores.get(0).shape().length != 1) {
            throw new ModelFileException(
                    "expected a quantile and one list of calibration scores, or neither; found quantile %s and %d tensors"
                            .formatted(quantile, scores.size()));
        }
        float[] values = scores.get(0).values();
        double[] ascending = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            ascending[i] = values[i];
        }
        return Optional.of(new Calibration(Threshold.quantile(quantile.doubleValue()), ascending));
    }
}
