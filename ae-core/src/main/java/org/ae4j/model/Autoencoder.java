package org.ae4j.model;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.data.Samples;
import org.ae4j.engine.Engines;
import org.ae4j.engine.ForwardPass;
import org.ae4j.spec.AutoencoderSpec;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A trained autoencoder. Immutable and safe for many threads; takes and gives raw units. Close it to free native memory
 * at once; left open, the garbage collector frees it.
 */
public final class Autoencoder implements AutoCloseable {
    private static final int CHUNK = 1024;

    private final AutoencoderSpec spec;
    private final FittedScaling scaling;
    private final float[] parameters;
    private final Provenance provenance;
    private final Map<String, Double> metrics;
    private final Optional<Reference> reference;
    private final ForwardPass encoder;
    private final ForwardPass decoder;

    /**
     * Assembles a model; users get theirs from a trainer or a file.
     *
     * @param parameters of the whole network in the order of {@link NetworkPlan}, copied
     */
    public Autoencoder(AutoencoderSpec spec, FittedScaling scaling, float[] parameters, Provenance provenance) {
        this(spec, scaling, parameters.clone(), provenance, Map.of(), Optional.empty(), passes(spec, parameters));
    }

    private Autoencoder(
            AutoencoderSpec spec,
            FittedScaling scaling,
            float[] parameters,
            Provenance provenance,
            Map<String, Double> metrics,
            Optional<Reference> reference,
            ForwardPass[] passes) {
        this.spec = spec.resolved();
        this.scaling = scaling;
        this.parameters = parameters;
        this.provenance = provenance;
        this.metrics = metrics;
        this.reference = reference;
        this.encoder = passes[0];
        this.decoder = passes[1];
    }

    /**
     * Reads a model from its file.
     *
     * @throws org.ae4j.ModelFileException if the file is missing, damaged, of another kind, or its tensors do not fit
     *     its specification
     */
    public static Autoencoder load(Path file) {
        Engines.startEarly();
        return AutoencoderFile.read(file);
    }

    /**
     * Writes the model as one new file.
     *
     * @throws org.ae4j.AutoencoderException if the file exists or cannot be written; nothing is changed then
     */
    public void save(Path file) {
        AutoencoderFile.write(this, file, false);
    }

    /** Writes the model as one file, in place of one that exists. */
    public void saveReplacing(Path file) {
        AutoencoderFile.write(this, file, true);
    }

    /** The specification, its likelihood resolved. */
    public AutoencoderSpec spec() {
        return spec;
    }

    /** What turns raw rows into the network's input, fitted to the training rows. */
    public FittedScaling scaling() {
        return scaling;
    }

    /** Where the model comes from. */
    public Provenance provenance() {
        return provenance;
    }

    /** Measured figures by name, such as {@code trainLoss}. */
    public Map<String, Double> metrics() {
        return metrics;
    }

    /** The same model, sharing its native memory, with these figures beside those that it has. */
    public Autoencoder withMetrics(Map<String, Double> more) {
        var all = new TreeMap<>(metrics);
        all.putAll(more);
        return new Autoencoder(
                spec, scaling, parameters, provenance, Collections.unmodifiableMap(all), reference, new ForwardPass[] {
                    encoder, decoder
                });
    }

    /** What was kept of the training rows to score others by; empty in a model that was never given it. */
    public Optional<Reference> reference() {
        return reference;
    }

    /** The same model, sharing its native memory, with this reference in place of the one that it has. */
    public Autoencoder withReference(Optional<Reference> other) {
        return new Autoencoder(
                spec, scaling, parameters, provenance, metrics, other, new ForwardPass[] {encoder, decoder});
    }

    /** A copy of all weights in the order of DL4J's flat view. */
    public float[] parameters() {
        return parameters.clone();
    }

    /**
     * Codes of samples.
     *
     * @return {@code [rows, code]}
     * @throws IncompatibleDataException if the columns are not those of the model
     */
    public float[][] encode(Samples samples) {
        return new ScaledNetwork(scaling, encoder).apply(samples);
    }

    /** Codes of raw rows: {@code [rows, columns] → [rows, code]}. */
    public float[][] encode(float[][] rows) {
        return encode(samples(rows));
    }

    /** The code of one raw row: {@code [columns] → [code]}. */
    public float[] encode(float[] row) {
        return new ScaledNetwork(scaling, encoder).apply(row);
    }

    /** Codes of raw rows: {@code [rows, columns] → [rows, code]}. */
    public INDArray encode(INDArray rows) {
        return Nd4j.create(encode(rows.toFloatMatrix()));
    }

    /**
     * Raw rows from codes; a categorical column becomes its likeliest category's index.
     *
     * @param codes {@code [rows, code]}
     * @return {@code [rows, columns]}
     * @throws IncompatibleDataException if a code has another size than the model's, or a value is not finite
     */
    public float[][] decode(float[][] codes) {
        checkCodes(codes);
        return byChunk(codes.length, (from, to) -> {
            float[] scaled = decoder.apply(flat(Arrays.copyOfRange(codes, from, to)), to - from);
            return raw(scaled, to - from);
        });
    }

    /** One raw row from its code: {@code [code] → [columns]}. */
    public float[] decode(float[] code) {
        return decode(new float[][] {code})[0];
    }

    /** Raw rows from codes: {@code [rows, code] → [rows, columns]}. */
    public INDArray decode(INDArray codes) {
        return Nd4j.create(decode(codes.toFloatMatrix()));
    }

    /** Samples as the model gives them back: the same schema, in raw units, labels kept. */
    public Samples reconstruct(Samples samples) {
        Samples conformed = samples.conformTo(spec.schema());
        return conformed.withValues(byChunk(
                conformed.rows(),
                (from, to) -> raw(reconstructScaled(scaling.transform(conformed, from, to), to - from), to - from)));
    }

    /** Raw rows as the model gives them back: {@code [rows, columns] → [rows, columns]}. */
    public float[][] reconstruct(float[][] rows) {
        Samples reconstructed = reconstruct(samples(rows));
        return IntStream.range(0, rows.length).mapToObj(reconstructed::row).toArray(float[][]::new);
    }

    /** One raw row as the model gives it back: {@code [columns] → [columns]}. */
    public float[] reconstruct(float[] row) {
        return reconstruct(new float[][] {row})[0];
    }

    /** Raw rows as the model gives them back: {@code [rows, columns] → [rows, columns]}. */
    public INDArray reconstruct(INDArray rows) {
        return Nd4j.create(reconstruct(rows.toFloatMatrix()));
    }

    /**
     * Scaled rows as the network gives them back: {@code [rows, inputs] → [rows, inputs]}, row-major.
     *
     * @param scaled what {@link #scaling} made of raw rows
     */
    public float[] reconstructScaled(float[] scaled, int rows) {
        return decodeScaled(encodeScaled(scaled, rows), rows);
    }

    /**
     * Codes of scaled rows: {@code [rows, inputs] → [rows, code]}, row-major.
     *
     * @param scaled what {@link #scaling} made of raw rows
     */
    public float[] encodeScaled(float[] scaled, int rows) {
        return encoder.apply(scaled, rows);
    }

    /** Scaled rows from codes: {@code [rows, code] → [rows, inputs]}, row-major. */
    public float[] decodeScaled(float[] codes, int rows) {
        return decoder.apply(codes, rows);
    }

    /** A DL4J network of encoder and decoder over a copy of the weights, for everything else that DL4J can do. */
    public MultiLayerNetwork toMultiLayerNetwork() {
        return NetworkPlan.network(new NetworkPlan(spec).whole(), parameters);
    }

    @Override
    public void close() {
        encoder.close();
        decoder.close();
    }

    private static ForwardPass[] passes(AutoencoderSpec spec, float[] parameters) {
        var plan = new NetworkPlan(spec);
        MultiLayerConfiguration encoder = plan.encoder();
        int split = Math.toIntExact(NetworkPlan.parameterCount(encoder));
        float[] first = Arrays.copyOfRange(parameters, 0, split);
        float[] rest = Arrays.copyOfRange(parameters, split, parameters.length);
        return new ForwardPass[] {Engines.forward(encoder, first), Engines.forward(plan.decoder(), rest)};
    }

    /** Some rows of a result. */
    private interface Rows {
        float[][] compute(int from, int to);
    }

    /** Computes rows chunk by chunk, so that a large input needs no large buffers. */
    private static float[][] byChunk(int rows, Rows part) {
        float[][] all = new float[rows][];
        for (int from = 0; from < rows; from += CHUNK) {
            int to = Math.min(rows, from + CHUNK);
            System.arraycopy(part.compute(from, to), 0, all, from, to - from);
        }
        return all;
    }

    private Samples samples(float[][] rows) {
        return Samples.of(spec.schema(), rows);
    }

    private float[][] raw(float[] scaled, int rows) {
        float[][] raw = new float[rows][];
        for (int i = 0; i < rows; i++) {
            raw[i] = scaling.inverse(scaled, i * scaling.inputs());
        }
        return raw;
    }

    private void checkCodes(float[][] codes) {
        int size = spec.bottleneck().size();
        for (int i = 0; i < codes.length; i++) {
            if (codes[i].length != size) {
                throw new IncompatibleDataException(
                        "decoder expects codes of %d numbers, row %d has %d".formatted(size, i, codes[i].length));
            }
            for (float value : codes[i]) {
                if (!Float.isFinite(value)) {
                    throw new IncompatibleDataException(
                            "code %d holds %s; every number must be finite".formatted(i, value));
                }
            }
        }
    }

    private static float[] flat(float[][] rows) {
        int width = rows.length == 0 ? 0 : rows[0].length;
        float[] flat = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * width, width);
        }
        return flat;
    }
}
