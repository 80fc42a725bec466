package org.ae4j.pretrain;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.ae4j.AutoencoderException;
import org.ae4j.ModelFileException;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.data.Samples;
import org.ae4j.engine.Engines;
import org.ae4j.file.ModelFile;
import org.ae4j.file.Tensor;
import org.ae4j.model.Autoencoder;
import org.ae4j.model.FittedScaling;
import org.ae4j.model.FittedSpec;
import org.ae4j.model.NetworkTensors;
import org.ae4j.model.Provenance;
import org.ae4j.model.ScaledNetwork;
import org.ae4j.pretrain.foreign.ForeignEncoder;
import org.ae4j.pretrain.foreign.ForeignNetwork;
import org.ae4j.spec.AutoencoderSpec;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The encoder of a trained autoencoder, apart from its decoder: gives codes, and is what fine-tuning starts from.
 * Immutable and safe for many threads; takes raw units.
 */
public final class PretrainedEncoder implements AutoCloseable {
    private static final String KIND = "encoder";

    private final FittedSpec fitted;
    private final float[] parameters;
    private final ScaledNetwork network;

    /** Takes the array as it is. */
    PretrainedEncoder(FittedSpec fitted, float[] parameters) {
        this.fitted = fitted;
        this.parameters = parameters;
        this.network = new ScaledNetwork(fitted.scaling(), Engines.forward(configuration(fitted), parameters));
    }

    /** The encoder of an autoencoder, over a copy of its weights. */
    public static PretrainedEncoder of(Autoencoder model) {
        var fitted = new FittedSpec(model.spec(), model.scaling(), model.provenance());
        int count = Math.toIntExact(NetworkPlan.parameterCount(configuration(fitted)));
        return new PretrainedEncoder(fitted, Arrays.copyOf(model.parameters(), count));
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
        return new PretrainedEncoder(foreign.fitted(), foreign.parameters().clone());
    }

    /**
     * Reads an encoder from its own file or from that of an autoencoder.
     *
     * @throws ModelFileException if the file is missing, damaged, of another kind, or its tensors do not fit its
     *     specification
     */
    public static PretrainedEncoder load(Path file) {
        ModelFile stored = ModelFile.read(file, "autoencoder", KIND);
        String name = file.getFileName().toString();
        try {
            FittedSpec fitted = FittedSpec.read(stored.content());
            return new PretrainedEncoder(
                    fitted, NetworkTensors.parameters(configuration(fitted), ofEncoder(stored, fitted), name));
        } catch (ModelFileException e) {
            throw e;
        } catch (AutoencoderException e) {
            throw new ModelFileException(name + " was not written by this version of AE4J: " + e.getMessage(), e);
        }
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
        return TransferPlan.blocks(fitted.spec());
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
        return new FineTuning<>(
                this, true, Freeze.none(), Head.softmax(), ClassWeights.none(), Optional.empty(), List.of());
    }

    /** All weights in the order of {@link NetworkPlan#encoder}, not copied. */
    float[] parameters() {
        return parameters;
    }

    FittedSpec fitted() {
        return fitted;
    }

    List<Tensor> tensors() {
        return NetworkTensors.of(configuration(fitted), parameters);
    }

    @Override
    public void close() {
        network.close();
    }

    private void write(Path file, boolean replace) {
        new ModelFile(KIND, fitted.json(), tensors()).write(file, replace);
    }

    /** Of an autoencoder's tensors those that belong to layers of the encoder. */
    private static List<Tensor> ofEncoder(ModelFile stored, FittedSpec fitted) {
        if (stored.kind().equals(KIND)) {
            return stored.tensors();
        }
        var layers = new HashSet<String>();
        configuration(fitted)
                .getConfs()
                .forEach(conf -> layers.add(conf.getLayer().getLayerName()));
        return stored.tensors().stream()
                .filter(tensor -> layers.contains(tensor.name().split("/")[0]))
                .toList();
    }

    private static MultiLayerConfiguration configuration(FittedSpec fitted) {
        return new NetworkPlan(fitted.spec()).encoder();
    }
}
