package org.ae4j.pretrain;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.ae4j.AutoencoderException;
import org.ae4j.InvalidSpecException;
import org.ae4j.ModelFileException;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.compile.Optimization;
import org.ae4j.data.Samples;
import org.ae4j.engine.EngineChoice;
import org.ae4j.engine.Engines;
import org.ae4j.engine.TrainingEngine;
import org.ae4j.file.Tensor;
import org.ae4j.model.Autoencoder;
import org.ae4j.model.FittedScaling;
import org.ae4j.model.FittedSpec;
import org.ae4j.model.NetworkTensors;
import org.ae4j.model.Provenance;
import org.ae4j.model.ScaledNetwork;
import org.ae4j.objective.Objectives;
import org.ae4j.pretrain.foreign.ForeignEncoder;
import org.ae4j.pretrain.foreign.ForeignNetwork;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.train.TrainingPlan;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The encoder of a trained autoencoder, apart from its decoder: gives codes, and is what fine-tuning starts from.
 * Immutable and safe for many threads; takes raw units.
 */
public final class PretrainedEncoder implements AutoCloseable {
    private final FittedSpec fitted;
    private final EncoderPlan plan;
    private final Description description;
    private final Map<String, Double> metrics;
    private final float[] parameters;
    private final ScaledNetwork network;

    /** An encoder of which nothing is said; takes the array as it is. */
    PretrainedEncoder(FittedSpec fitted, EncoderPlan plan, float[] parameters) {
        this(fitted, plan, Description.none(), Map.of(), parameters);
    }

    private PretrainedEncoder(
            FittedSpec fitted,
            EncoderPlan plan,
            Description description,
            Map<String, Double> metrics,
            float[] parameters) {
        this(
                fitted,
                plan,
                description,
                metrics,
                parameters,
                new ScaledNetwork(fitted.scaling(), Engines.forward(plan.configuration(), parameters)));
    }

    private PretrainedEncoder(
            FittedSpec fitted,
            EncoderPlan plan,
            Description description,
            Map<String, Double> metrics,
            float[] parameters,
            ScaledNetwork network) {
        this.fitted = fitted;
        this.plan = plan;
        this.description = description;
        this.metrics = Map.copyOf(metrics);
        this.parameters = parameters;
        this.network = network;
    }

    /**
     * The encoder of an autoencoder, over a copy of its weights; of a variational code it gives the means, and of a code
     * that is quantised or kept in part what that is made of. The card has the autoencoder's metrics.
     */
    public static PretrainedEncoder of(Autoencoder model) {
        return of(EncoderFile.of(model));
    }

    /**
     * The layers of a DL4J network of the user's own up to one, over a copy of its weights and rows as they are. For scaled rows,
     * images, sequences, files of others, and a report of what was loaded, see {@link ForeignNetwork}.
     *
     * @param layer the name of the last layer, whose activations become the code
     * @throws org.ae4j.InvalidSpecException if there is no such layer, it or one in front of it cannot be taken over, or the
     *     network does not say what its rows are
     */
    public static PretrainedEncoder of(MultiLayerNetwork network, String layer) {
        return of(ForeignNetwork.of(network).encoder(layer));
    }

    /** An encoder of weights from elsewhere, over a copy of them. */
    public static PretrainedEncoder of(ForeignEncoder foreign) {
        return new PretrainedEncoder(
                foreign.fitted(),
                EncoderPlan.whole(foreign.fitted().spec()),
                foreign.parameters().clone());
    }

    /**
     * Reads an encoder from its own file or from that of an autoencoder.
     *
     * @throws ModelFileException if the file is missing, damaged, of another kind, or its tensors do not fit its
     *     specification
     */
    public static PretrainedEncoder load(Path file) {
        return of(EncoderFile.read(file));
    }

    /**
     * What {@link #fetch(URI, String, Path)} gives, kept in {@code ae4j/encoders} in {@code $XDG_CACHE_HOME} or {@code
     * ~/.cache}.
     */
    public static PretrainedEncoder fetch(URI address, String sha256) {
        return load(EncoderCache.ofUser().find(address, sha256));
    }

    /**
     * Reads an encoder from a server or another place, at most 4 GiB, and keeps its file: the next time nothing is sent. It
     * is kept whole or not at all, and several processes may fetch at once. Redirections are followed, but never from https
     * to http.
     *
     * @param address {@code http:}, {@code https:} or {@code file:}, without a user's name or password
     * @param sha256 of the file, in hexadecimal: whatever the server sends, nothing else is read
     * @param cache the folder to keep it in, made if it does not exist
     * @throws ModelFileException if address or hash are none, the file cannot be had or is another one, the cache cannot be
     *     written, or as {@link #load} does
     */
    public static PretrainedEncoder fetch(URI address, String sha256, Path cache) {
        return load(new EncoderCache(cache).find(address, sha256));
    }

    static PretrainedEncoder of(EncoderFile stored) {
        return new PretrainedEncoder(
                stored.fitted(), stored.plan(), stored.description(), stored.metrics(), stored.parameters());
    }

    /**
     * Writes the encoder as one new file.
     *
     * @throws AutoencoderException if the file exists or cannot be written; nothing is changed then
     */
    public void save(Path file) {
        write(file, false);
    }

    /** Writes the encoder as one file, in place of one that exists. */
    public void saveReplacing(Path file) {
        write(file, true);
    }

    /** What it is, for those who did not train it; {@link ModelCard#markdown} prints it. */
    public ModelCard card() {
        return stored().card();
    }

    /** The same encoder, sharing its native memory, with this description in place of the one that it has. */
    public PretrainedEncoder describedAs(Description newDescription) {
        return new PretrainedEncoder(fitted, plan, newDescription, metrics, parameters, network);
    }

    /**
     * The same encoder, sharing its native memory, with these figures in place of those that it has.
     *
     * @param newMetrics finite figures by name
     * @throws InvalidSpecException if one is not finite, or a name is blank
     */
    public PretrainedEncoder metrics(Map<String, Double> newMetrics) {
        newMetrics.forEach((name, value) -> {
            if (name.isBlank() || !Double.isFinite(value)) {
                throw new InvalidSpecException(
                        "an encoder's metrics are finite numbers with names, found '%s' = %s".formatted(name, value));
            }
        });
        return new PretrainedEncoder(fitted, plan, description, newMetrics, parameters, network);
    }

    /** The specification of the autoencoder that it comes from. */
    public AutoencoderSpec spec() {
        return fitted.spec();
    }

    /** What turns raw rows into the network's input. */
    public FittedScaling scaling() {
        return fitted.scaling();
    }

    /** Where the weights come from. */
    public Provenance provenance() {
        return fitted.provenance();
    }

    /** The names of its blocks from the input on, such as {@code encoder0, encoder1, code}; see {@link Freeze}. */
    public List<String> blocks() {
        return plan.names();
    }

    /**
     * A copy that ends with one of the blocks: what that gives are its codes. Grids and sequences become rows, {@code
     * [channels, height, width]} and {@code [steps, units]}. Its card has no metrics, which were those of the whole.
     *
     * @param block one of {@link #blocks}
     * @return to be closed on its own
     * @throws InvalidSpecException if there is no such block, or it stands between recurrent layers over sequences of
     *     different lengths, whose ends would be lost
     */
    public PretrainedEncoder cutAfter(String block) {
        EncoderPlan cut = plan.cutAfter(block);
        return new PretrainedEncoder(fitted, cut, description, Map.of(), first(cut, parameters));
    }

    /**
     * What several blocks give of samples, one behind the other. Each block is computed from the input on.
     *
     * @param blocks of {@link #blocks}, at least one, in the order of the result
     * @return {@code [rows, sum of the blocks' numbers]}
     * @throws InvalidSpecException if none is named, or as {@link #cutAfter} does
     * @throws org.ae4j.IncompatibleDataException if the columns are not those of the encoder
     */
    public float[][] features(Samples samples, String... blocks) {
        if (blocks.length == 0) {
            throw new InvalidSpecException(
                    "features need at least one block of the encoder, which has " + String.join(", ", plan.names()));
        }
        var parts = new ArrayList<float[][]>();
        for (String block : blocks) {
            try (PretrainedEncoder cut = cutAfter(block)) {
                parts.add(cut.encode(samples));
            }
        }
        return IntStream.range(0, samples.rows())
                .mapToObj(row -> joined(parts.stream().map(part -> part[row]).toList()))
                .toArray(float[][]::new);
    }

    /**
     * Codes of samples.
     *
     * @return {@code [rows, code]}
     * @throws org.ae4j.IncompatibleDataException if the columns are not those of the encoder
     * @throws IllegalStateException after {@link #close}
     */
    public float[][] encode(Samples samples) {
        return network.apply(samples);
    }

    /** Codes of raw rows: {@code [rows, columns] → [rows, code]}. */
    public float[][] encode(float[][] rows) {
        return network.apply(rows);
    }

    /** The code of one raw row: {@code [columns] → [code]}. */
    public float[] encode(float[] row) {
        return network.apply(row);
    }

    /** Codes of raw rows: {@code [rows, columns] → [rows, code]}. */
    public INDArray encode(INDArray rows) {
        return Nd4j.create(encode(rows.toFloatMatrix()));
    }

    /** Fine-tuning of a copy with its defaults; this encoder stays as it is. */
    public FineTuning<Classifier> fineTune() {
        return FineTuning.of(this);
    }

    /**
     * This encoder and another autoencoder's decoder as one autoencoder, over a copy of their weights: what one encoder is
     * reused with for another task. It gives the codes of this encoder, and decodes them as the other one does; {@code
     * Trainer.continuing} trains both further. Code, corruption, penalties and knowledge are this encoder's; likelihood and
     * critic are the other's. A variational code becomes a plain one, as an encoder has the means alone, and weights that
     * were tied are so no longer. Its provenance is this encoder's, continued from the other's data.
     *
     * @param other left as it is; its decoder has this encoder's architecture or dense layers
     * @return to be closed on its own
     * @throws InvalidSpecException if the two differ in the size of the code, the columns, the numbers of the scaling or the
     *     knowledge, this encoder is cut or has a vector-quantised code, or no specification has both architectures
     */
    public Autoencoder withDecoderOf(Autoencoder other) {
        return new JoinedModel(this, other).model();
    }

    /**
     * This encoder and a decoder of its own specification from random weights, to be trained further: a pretrained start where
     * nothing but an encoder is at hand. What {@link #withDecoderOf} says of the code holds here too.
     *
     * @param seed of the decoder's weights
     * @return to be closed on its own
     * @throws InvalidSpecException if this encoder is cut or has a vector-quantised code
     */
    public Autoencoder withNewDecoder(long seed) {
        Optimization steps = TrainingPlan.defaults().seed(seed).optimization(1);
        try (TrainingEngine fresh =
                        Objectives.training(spec(), steps, EngineChoice.AUTO, Optional.empty(), seed, 1, 1);
                Autoencoder random = new Autoencoder(spec(), scaling(), fresh.parameters(), provenance())) {
            return withDecoderOf(random);
        }
    }

    /** All weights in the order of {@link NetworkPlan#encoder}, not copied. */
    float[] parameters() {
        return parameters;
    }

    EncoderPlan plan() {
        return plan;
    }

    List<Tensor> tensors() {
        return NetworkTensors.of(plan.configuration(), parameters);
    }

    @Override
    public void close() {
        network.close();
    }

    private void write(Path file, boolean replace) {
        stored().write(file, replace);
    }

    private EncoderFile stored() {
        return new EncoderFile("the encoder", fitted, plan, description, new TreeMap<>(metrics), tensors());
    }

    /** The flat view holds layers in order: those of the first blocks, copied. */
    private static float[] first(EncoderPlan plan, float[] parameters) {
        return Arrays.copyOf(parameters, Math.toIntExact(NetworkPlan.parameterCount(plan.configuration())));
    }

    private static float[] joined(List<float[]> parts) {
        float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
