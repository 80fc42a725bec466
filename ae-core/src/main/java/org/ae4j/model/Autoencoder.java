package org.ae4j.model;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.ae4j.AutoencoderException;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
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
    private static final int IMPUTATION_ROUNDS = 3;

    private final AutoencoderSpec spec;
    private final FittedScaling scaling;
    private final float[] parameters;
    private final Provenance provenance;
    private final Map<String, Double> metrics;
    private final Optional<Reference> reference;
    private final ModelNetworks networks;
    private final ToldClass told;
    private final RowDecoder decoder;
    private final Generation generation;

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
        this.decoder = new RowDecoder(scaling, networks, told, spec.bottleneck().size());
        var source = new CodeSource(spec.bottleneck(), networks.code(), reference);
        this.generation = new Generation(spec.schema(), encoder(), decoder, told, source);
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
        return encode(Samples.of(spec.schema(), rows));
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
        return decoder.decode(codes, row -> "");
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
        return decoder.decode(codes, row -> label);
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
        float[][] rows = decoder.decode(encode(conformed), told.of(conformed));
        for (int i = 0; spec.schema().isVariable() && i < rows.length; i++) {
            RowEnds.copy(conformed.row(i), rows[i]);
        }
        return conformed.withValues(rows);
    }

    /** Raw rows as the model gives them back: {@code [rows, columns] → [rows, columns]}. */
    public float[][] reconstruct(float[][] rows) {
        Samples reconstructed = reconstruct(Samples.of(spec.schema(), rows));
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
     * New rows: decoded draws from the prior of a variational, adversarial or Wasserstein code; of other codes from a
     * {@link GaussianMixture} of {@value GaussianMixture#COMPONENTS} components over the codes of {@link #reference}, fitted at
     * the first call. Of such a draw a k-sparse code keeps its largest numbers; a quantised code takes for each vector the
     * nearest of its codebook, for want of the learnt prior of van den Oord et al. (2017, section 3.3).
     *
     * <p>A row is the decoder's mean (of a category the likeliest), not a draw from its likelihood.
     *
     * @param n how many, at least 1
     * @param seed the same seed gives the same rows
     * @throws InvalidSpecException if fewer are asked for
     * @throws IncompatibleDataException if the model is told the class, or keeps no codes to fit a mixture to
     */
    public Samples sample(int n, long seed) {
        return generation.sample(n, Optional.empty(), seed);
    }

    /** New rows of one class, which is their label, by a class-conditional model; the codes are drawn alike for all classes. */
    public Samples sample(int n, String label, long seed) {
        return generation.sample(n, Optional.of(label), seed);
    }

    /**
     * Variants of rows: normal noise on their codes, which are decoded as {@link #sample(int, long)} has it. Labels are kept.
     *
     * @param sigma of the noise, in standard deviations of each number over the codes of {@link #reference}; finite, at
     *     least 0, which gives the reconstruction
     * @param n how many of each row, at least 1; those of the first row come first
     * @throws InvalidSpecException if a number is out of range
     * @throws IncompatibleDataException if the columns are not those of the model, or it keeps no codes
     */
    public Samples perturb(Samples rows, double sigma, int n, long seed) {
        return generation.perturb(rows, sigma, n, seed);
    }

    /**
     * Decoded codes on the straight line between those of two raw rows, evenly spaced, both ends included. Under a normal prior
     * of many numbers the middle lies nearer to 0 than draws do.
     *
     * @param steps how many, at least 2
     * @throws InvalidSpecException if there are fewer
     */
    public Samples interpolate(float[] a, float[] b, int steps) {
        return generation.interpolate(a, b, steps, Optional.empty());
    }

    /** What {@link #interpolate(float[], float[], int)} gives, by a class-conditional model that is told this class. */
    public Samples interpolate(float[] a, float[] b, int steps, String label) {
        return generation.interpolate(a, b, steps, Optional.of(label));
    }

    /**
     * What one number of the code does: a raw row's code with that number set to each value, decoded as it is.
     *
     * @param dimension which number of the code, from 0
     * @param values at least 1, finite
     * @throws InvalidSpecException if there is no such number, or no value
     */
    public Samples traverse(float[] row, int dimension, float... values) {
        return generation.traverse(row, dimension, values, Optional.empty());
    }

    /** What {@link #traverse(float[], int, float...)} gives, by a class-conditional model that is told this class. */
    public Samples traverse(float[] row, int dimension, float[] values, String label) {
        return generation.traverse(row, dimension, values, Optional.of(label));
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
        return new Imputer(scaling, this::reconstructScaled, rounds).impute(samples);
    }

    /** What {@link #impute(Samples)} gives, empty if the model's answers are not finite. */
    Optional<Samples> completed(Samples samples) {
        return new Imputer(scaling, this::reconstructScaled, IMPUTATION_ROUNDS).complete(samples);
    }

    /** Raw rows with their missing cells, which are NaN, completed: {@code [rows, columns] → [rows, columns]}. */
    public float[][] impute(float[][] rows) {
        Samples imputed = impute(Samples.of(spec.schema(), rows, Imputation.keep()));
        return IntStream.range(0, rows.length).mapToObj(imputed::row).toArray(float[][]::new);
    }

    /** Scaled rows as the network gives them back: {@code [rows, inputs] → [rows, inputs]}; an error if it is told the class. */
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
        return decoder.scaled(codes, rows, classes);
    }

    /** Codes of what {@link #scaling} gives: {@code [rows, inputs] → [rows, code]}; an error if the model is told the class. */
    public float[] encodeScaled(float[] scaled, int rows) {
        told.checkNone();
        return networks.encode(scaled, rows);
    }

    /** Scaled rows from codes: {@code [rows, code] → [rows, inputs]}; an error if the model is told the class. */
    public float[] decodeScaled(float[] codes, int rows) {
        told.checkNone();
        return networks.decode(codes, rows);
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
}
