package org.ae4j.model;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.ae4j.AutoencoderException;
import org.ae4j.IncompatibleDataException;
import org.ae4j.data.Finite;
import org.ae4j.data.Imputation;
import org.ae4j.data.Samples;
import org.ae4j.engine.Engines;
import org.ae4j.spec.AutoencoderSpec;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A trained autoencoder. Immutable and safe for many threads; takes and gives raw units. Close it to free native memory
 * at once; left open, the garbage collector frees it.
 */
public final class Autoencoder implements AutoCloseable {
    private static final int CHUNK = 1024;
    private static final int IMPUTATION_ROUNDS = 3;

    private final AutoencoderSpec spec;
    private final FittedScaling scaling;
    private final float[] parameters;
    private final Provenance provenance;
    private final Map<String, Double> metrics;
    private final Optional<Reference> reference;
    private final ModelNetworks networks;
    private final ToldClass told;

    /**
     * Assembles a model; users get theirs from a trainer or a file.
     *
     * @param parameters of the encoder, then those of the decoder, each in the order of DL4J's flat view, then the arrays of
     *     {@link org.ae4j.compile.StateArray}; copied
     */
    public Autoencoder(AutoencoderSpec spec, FittedScaling scaling, float[] parameters, Provenance provenance) {
        this(
                spec,
                scaling,
                parameters.clone(),
                provenance,
                Map.of(),
                Optional.empty(),
                new ModelNetworks(spec.resolved(), parameters));
    }

    private Autoencoder(
            AutoencoderSpec spec,
            FittedScaling scaling,
            float[] parameters,
            Provenance provenance,
            Map<String, Double> metrics,
            Optional<Reference> reference,
            ModelNetworks networks) {
        this.spec = spec.resolved();
        this.scaling = scaling;
        this.parameters = parameters;
        this.provenance = provenance;
        this.metrics = metrics;
        this.reference = reference;
        this.networks = networks;
        this.told = new ToldClass(this.spec.knowledge());
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
                spec, scaling, parameters, provenance, Collections.unmodifiableMap(all), reference, networks);
    }

    /** What was kept of the training rows to score others by; empty in a model that was never given it. */
    public Optional<Reference> reference() {
        return reference;
    }

    /** The same model, sharing its native memory, with this reference in place of the one that it has. */
    public Autoencoder withReference(Optional<Reference> other) {
        return new Autoencoder(spec, scaling, parameters, provenance, metrics, other, networks);
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
        return encoder().apply(samples);
    }

    /** Codes of raw rows: {@code [rows, columns] → [rows, code]}. */
    public float[][] encode(float[][] rows) {
        return encode(samples(rows));
    }

    /** The code of one raw row: {@code [columns] → [code]}. */
    public float[] encode(float[] row) {
        return encoder().apply(row);
    }

    /** Codes of raw rows: {@code [rows, columns] → [rows, code]}. */
    public INDArray encode(INDArray rows) {
        return Nd4j.create(encode(rows.toFloatMatrix()));
    }

    /**
     * Which vector of the codebook stands for each vector of a code: {@code [rows, vectors]}, counted from 0.
     *
     * @throws IncompatibleDataException if the code is not vector-quantised, or the columns are not those of the model
     */
    public int[][] indices(Samples samples) {
        return networks.indices(new ScaledNetwork(scaling, networks.given(), told).apply(samples));
    }

    /**
     * The distributions of this model, such as the means and variances of its codes, sharing its native memory.
     *
     * @throws org.ae4j.InvalidSpecException if the code is not variational
     */
    public VariationalModel variational() {
        return new VariationalModel(spec, scaling, networks, told);
    }

    /**
     * Raw rows from codes; a categorical column becomes its likeliest category's index.
     *
     * @param codes {@code [rows, code]}
     * @return {@code [rows, columns]}
     * @throws IncompatibleDataException if a code has another size than the model's, a value is not finite, or the model is
     *     told the class
     */
    public float[][] decode(float[][] codes) {
        told.checkNone();
        return decode(codes, row -> "");
    }

    /**
     * Raw rows of one class from codes, by a class-conditional model.
     *
     * @param codes {@code [rows, code]}
     * @return {@code [rows, columns]}
     * @throws IncompatibleDataException if a code has another size than the model's, a value is not finite, or the model does
     *     not know the class
     */
    public float[][] decode(float[][] codes, String label) {
        return decode(codes, row -> label);
    }

    private float[][] decode(float[][] codes, IntFunction<String> classes) {
        CodeRows.check(codes, spec.bottleneck().size());
        return byChunk(codes.length, (from, to) -> {
            float[] scaled = decoded(
                    CodeRows.flat(Arrays.copyOfRange(codes, from, to)), to - from, row -> classes.apply(from + row));
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
        IntFunction<String> classes = told.of(conformed);
        return conformed.withValues(byChunk(
                conformed.rows(),
                (from, to) -> raw(
                        reconstructScaled(
                                scaling.transform(conformed, from, to), to - from, row -> classes.apply(from + row)),
                        to - from)));
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

    /** What {@link #impute(Samples, int)} gives after at most 3 rounds: measured, more make it worse (decision 0018). */
    public Samples impute(Samples samples) {
        return impute(samples, IMPUTATION_ROUNDS);
    }

    /**
     * The same rows with their missing cells completed, labels kept. Each starts as what {@link FittedScaling#fills} has
     * for it and then follows the row's reconstruction, again and again (Rezende, Mohamed and Wierstra 2014, appendix F,
     * with means in place of draws), until nothing changes by more than 1e-4 in scaled units or the changes grow; a
     * category becomes the likeliest one. What is there stays bit by bit.
     *
     * @param samples with the columns of the model in any order, read with {@link Imputation#keep}
     * @param rounds the most reconstructions, at least 1
     * @throws IncompatibleDataException if the columns are not those of the model, or there are no rounds
     * @throws AutoencoderException if the model's answers are not finite, as after training that went wrong
     */
    public Samples impute(Samples samples, int rounds) {
        if (rounds < 1) {
            throw new IncompatibleDataException("an imputation needs at least 1 round, found " + rounds);
        }
        return completed(samples, rounds)
                .orElseThrow(() -> new AutoencoderException(
                        "the model's answers to " + samples.source() + " are not finite; train it anew"));
    }

    /** What {@link #impute(Samples)} gives, empty if the model's answers are not finite. */
    Optional<Samples> completed(Samples samples) {
        return completed(samples, IMPUTATION_ROUNDS);
    }

    private Optional<Samples> completed(Samples samples, int rounds) {
        Samples conformed = samples.conformTo(spec.schema(), Imputation.keep());
        if (!conformed.hasMissing()) {
            return Optional.of(conformed);
        }
        var imputer = new Imputer(scaling, this::reconstructScaled, rounds);
        float[][] rows = byChunk(
                conformed.rows(),
                (from, to) -> imputer.complete(
                        IntStream.range(from, to).mapToObj(conformed::row).toArray(float[][]::new)));
        return Arrays.stream(rows).allMatch(Finite::all) ? Optional.of(conformed.withValues(rows)) : Optional.empty();
    }

    /** Raw rows with their missing cells, which are NaN, completed: {@code [rows, columns] → [rows, columns]}. */
    public float[][] impute(float[][] rows) {
        Samples imputed = impute(Samples.of(spec.schema(), rows, Imputation.keep()));
        return IntStream.range(0, rows.length).mapToObj(imputed::row).toArray(float[][]::new);
    }

    /**
     * Scaled rows as the network gives them back: {@code [rows, inputs] → [rows, inputs]}, row-major.
     *
     * @param scaled what {@link #scaling} made of raw rows
     * @throws IncompatibleDataException if the model is told the class
     */
    public float[] reconstructScaled(float[] scaled, int rows) {
        told.checkNone();
        return reconstructScaled(scaled, rows, row -> "");
    }

    /**
     * The same by a class-conditional model.
     *
     * @param classes the name of each row's class; not asked where the model is told none
     */
    public float[] reconstructScaled(float[] scaled, int rows, IntFunction<String> classes) {
        float[] codes = networks.encode(told.join(scaled, scaling.inputs(), rows, classes), rows);
        return decoded(codes, rows, classes);
    }

    /**
     * Codes of scaled rows: {@code [rows, inputs] → [rows, code]}, row-major.
     *
     * @param scaled what {@link #scaling} made of raw rows
     * @throws IncompatibleDataException if the model is told the class
     */
    public float[] encodeScaled(float[] scaled, int rows) {
        told.checkNone();
        return networks.encode(scaled, rows);
    }

    /**
     * Scaled rows from codes: {@code [rows, code] → [rows, inputs]}, row-major.
     *
     * @throws IncompatibleDataException if the model is told the class
     */
    public float[] decodeScaled(float[] codes, int rows) {
        told.checkNone();
        return networks.decode(codes, rows);
    }

    private float[] decoded(float[] codes, int rows, IntFunction<String> classes) {
        return networks.decode(told.join(codes, spec.bottleneck().size(), rows, classes), rows);
    }

    /** A DL4J network of encoder and decoder over a copy of the weights, for everything else that DL4J can do. */
    public MultiLayerNetwork toMultiLayerNetwork() {
        return networks.toMultiLayerNetwork();
    }

    @Override
    public void close() {
        networks.close();
    }

    private ScaledNetwork encoder() {
        return new ScaledNetwork(scaling, networks.encoder(), told);
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
}
