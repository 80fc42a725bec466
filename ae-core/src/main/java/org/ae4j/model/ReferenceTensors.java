package org.ae4j.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ae4j.ModelFileException;
import org.ae4j.file.Tensor;
import org.ae4j.spec.AutoencoderSpec;

/** A {@link Reference} as tensors {@code reference/…}; in files without them a model has none. */
final class ReferenceTensors {
    private static final String PREFIX = "reference/";
    private static final String CODES = PREFIX + "codes";
    private static final String ERRORS = PREFIX + "errors";
    private static final String MEAN = PREFIX + "residualMean";
    private static final String VARIANCE = PREFIX + "residualVariance";
    private static final String COVARIANCE = PREFIX + "residualCovariance";

    private final Map<String, Tensor> tensors = new HashMap<>();
    private final Path file;

    private ReferenceTensors(List<Tensor> tensors, Path file) {
        tensors.forEach(tensor -> this.tensors.put(tensor.name(), tensor));
        this.file = file;
    }

    static boolean isOne(Tensor tensor) {
        return tensor.name().startsWith(PREFIX);
    }

    static List<Tensor> of(Reference reference) {
        var tensors = new ArrayList<Tensor>();
        int inputs = reference.residualMean().length;
        if (reference.rows() > 0) {
            float[][] codes = reference.codes();
            float[] flat = new float[codes.length * codes[0].length];
            for (int i = 0; i < codes.length; i++) {
                System.arraycopy(codes[i], 0, flat, i * codes[i].length, codes[i].length);
            }
            tensors.add(Tensor.of(CODES, new long[] {codes.length, codes[0].length}, flat));
            tensors.add(Tensor.of(ERRORS, new long[] {codes.length}, reference.errors()));
        }
        tensors.add(Tensor.of(MEAN, new long[] {inputs}, reference.residualMean()));
        tensors.add(Tensor.of(VARIANCE, new long[] {inputs}, reference.residualVariance()));
        reference
                .residualCovariance()
                .ifPresent(values -> tensors.add(Tensor.of(COVARIANCE, new long[] {inputs, inputs}, values)));
        return tensors;
    }

    /**
     * The reference that some tensors are.
     *
     * @throws ModelFileException if one is missing, superfluous, or of another shape than the specification's
     */
    static Optional<Reference> read(AutoencoderSpec spec, List<Tensor> tensors, Path file) {
        return tensors.isEmpty() ? Optional.empty() : Optional.of(new ReferenceTensors(tensors, file).read(spec));
    }

    private Reference read(AutoencoderSpec spec) {
        int inputs = spec.inputs();
        int code = spec.bottleneck().size();
        long rows = tensors.containsKey(CODES)
                ? Arrays.stream(tensors.get(CODES).shape()).findFirst().orElse(0)
                : 0;
        if (rows > Reference.LIMIT) {
            throw new ModelFileException("%s: expected at most %d reference codes, found %d"
                    .formatted(file.getFileName(), Reference.LIMIT, rows));
        }
        boolean hasRows = tensors.containsKey(CODES) || tensors.containsKey(ERRORS);
        float[] codes = hasRows ? take(CODES, Math.max(1, rows), code) : new float[0];
        var reference = new Reference(
                split(codes, code),
                hasRows ? notNegative(ERRORS, take(ERRORS, rows)) : new float[0],
                take(MEAN, inputs),
                notNegative(VARIANCE, take(VARIANCE, inputs)),
                inputs > Reference.COVARIANCE_LIMIT ? new float[0] : take(COVARIANCE, inputs, inputs));
        if (!tensors.isEmpty()) {
            throw new ModelFileException("%s: found a tensor %s, which no model has"
                    .formatted(file.getFileName(), tensors.keySet().iterator().next()));
        }
        return reference;
    }

    private float[] take(String name, long... shape) {
        Tensor tensor = tensors.remove(name);
        if (tensor == null || !Arrays.equals(tensor.shape(), shape)) {
            throw new ModelFileException("%s: expected a tensor %s of shape %s, found %s"
                    .formatted(
                            file.getFileName(),
                            name,
                            Arrays.toString(shape),
                            tensor == null ? "none" : Arrays.toString(tensor.shape())));
        }
        return tensor.values();
    }

    private float[] notNegative(String name, float[] values) {
        for (float value : values) {
            if (value < 0) {
                throw new ModelFileException("%s: tensor %s holds %s, expected numbers of 0 or more"
                        .formatted(file.getFileName(), name, value));
            }
        }
        return values;
    }

    private static float[][] split(float[] flat, int width) {
        float[][] rows = new float[flat.length / width][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
        }
        return rows;
    }
}
