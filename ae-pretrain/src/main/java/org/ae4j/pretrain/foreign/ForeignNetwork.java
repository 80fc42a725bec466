package org.ae4j.pretrain.foreign;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ae4j.AutoencoderException;
import org.ae4j.InvalidSpecException;
import org.ae4j.Suggestion;
import org.ae4j.model.FittedSpec;
import org.ae4j.model.Provenance;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A trained network of DL4J's layers that AE4J did not train: layers one behind the other, of which an encoder can be cut
 * behind any that is known. Its codes are what the network gives there ({@code feedForwardToLayer}), flattened channel by
 * channel or step by step.
 *
 * <p>Taken over are {@code DenseLayer}, {@code BatchNormalization}, {@code ActivationLayer}, {@code DropoutLayer}, {@code
 * ConvolutionLayer}, {@code SubsamplingLayer} (maximum, average), {@code ZeroPaddingLayer}, {@code LSTM} and {@code
 * LastTimeStep} around one. Layers behind the cut may be of any kind. What belongs to training is left out: penalties,
 * constraints, updater, dropout in front of convolutions and LSTMs.
 */
public final class ForeignNetwork {
    private final String what;
    private final List<ForeignLayer> layers;
    private final float[] parameters;
    private final Map<String, String> ignored;

    /**
     * A network.
     *
     * @param what where it comes from, for messages and provenance
     * @param ignored what else was there, with the reason
     */
    ForeignNetwork(String what, List<ForeignLayer> layers, float[] parameters, Map<String, String> ignored) {
        ForeignParameters.check(what, layers, parameters.length);
        this.what = what;
        this.layers = List.copyOf(layers);
        this.parameters = ForeignParameters.finite(what, parameters);
        this.ignored = ignored;
    }

    /**
     * A network of the user's own; its weights are copied.
     *
     * @throws InvalidSpecException if a name of a layer stands twice
     */
    public static ForeignNetwork of(MultiLayerNetwork network) {
        String text = network.getLayerWiseConfigurations().toJson();
        return of("the network", text, network.params().toFloatVector());
    }

    /**
     * A graph of the user's own that is one line of layers from its one input; its weights are copied.
     *
     * @throws InvalidSpecException if it is none
     */
    public static ForeignNetwork of(ComputationGraph graph) {
        return of("the graph", graph.getConfiguration().toJson(), graph.params().toFloatVector());
    }

    /**
     * Reads what DL4J's {@code ModelSerializer} wrote: {@code configuration.json} as values and {@code coefficients.bin} by its
     * layout. Nothing else in the file is opened.
     *
     * @throws org.ae4j.AutoencoderException if the file is missing, damaged, too large for what it holds, or names a class that
     *     is none of DL4J, ND4J or AE4J
     */
    public static ForeignNetwork dl4j(Path zip) {
        return Dl4jZip.read(zip);
    }

    /**
     * Reads a whole model that Keras wrote as HDF5, {@code model.save("model.h5")}: a sequential one, or one that is a single
     * line of layers. DL4J's importer reads the file with the HDF5 library, which is native code: take files from those you
     * trust. Say the rows where the first layer is a convolution or an LSTM; rows of images lie channel by channel, here as
     * everywhere in AE4J, also where Keras had channels last.
     *
     * @throws org.ae4j.AutoencoderException if the file is missing, is none of Keras, or has layers that DL4J cannot import;
     *     or if the optional dependency {@code org.deeplearning4j:deeplearning4j-modelimport} is not there
     */
    public static ForeignNetwork keras(Path h5) {
        try {
            return KerasFile.read(h5);
        } catch (NoClassDefFoundError | UnsatisfiedLinkError e) {
            throw new AutoencoderException(
                    "reading Keras files needs DL4J's importer, which is not there: add the dependency"
                            + " org.deeplearning4j:deeplearning4j-modelimport:1.0.0-M2.1 (with its HDF5 natives)",
                    e);
        }
    }

    private static ForeignNetwork of(String what, String text, float[] parameters) {
        return new ForeignNetwork(what, ForeignText.layers(what, text), parameters, Map.of());
    }

    /** The names of its layers, from the input on. */
    public List<String> layers() {
        return layers.stream().map(ForeignLayer::name).toList();
    }

    /**
     * The layers up to one, over rows as they are: columns {@code x0}, {@code x1}, …, or images where the network says their
     * size.
     *
     * @param layer the last one, which gives the code
     * @throws InvalidSpecException if there is no such layer, it or one in front of it cannot be taken over, or the network does
     *     not say what its rows are
     */
    public ForeignEncoder encoder(String layer) {
        List<ForeignLayer> taken = upTo(layer);
        return encoder(taken, rows(taken));
    }

    /**
     * The layers up to one.
     *
     * @param layer the last one, which gives the code
     * @param rows what they take
     * @throws InvalidSpecException if there is no such layer, it or one in front of it cannot be taken over, or rows do not fit
     */
    public ForeignEncoder encoder(String layer, ForeignRows rows) {
        return encoder(upTo(layer), rows);
    }

    private ForeignEncoder encoder(List<ForeignLayer> taken, ForeignRows rows) {
        EncoderCut cut = EncoderCut.of(what, taken, rows);
        var skipped = new LinkedHashMap<String, String>();
        layers.subList(taken.size(), layers.size()).forEach(layer -> skipped.put(layer.name(), "behind the cut"));
        skipped.putAll(ignored);
        List<String> names = taken.stream().map(ForeignLayer::name).toList();
        String origin = what + ", up to layer " + names.get(names.size() - 1);
        return new ForeignEncoder(
                new FittedSpec(cut.spec(), rows.fitted(), new Provenance("", 0, "{}", origin, "")),
                ForeignParameters.of(cut, taken, parameters),
                new LoadReport(names, skipped, List.of()));
    }

    private List<ForeignLayer> upTo(String name) {
        int index = layers().indexOf(name);
        if (index < 0) {
            throw new InvalidSpecException(
                    what + " has no layer '" + name + "'" + Suggestion.forUnknown(name, layers()));
        }
        if (layers.get(index).isEnd()) {
            List<String> before = new ArrayList<>(layers()).subList(0, index);
            throw new InvalidSpecException(
                    "%s: layer '%s' (%s) ends the network with a loss: cut behind one before it (%s)"
                            .formatted(what, name, layers.get(index).kind(), String.join(", ", before)));
        }
        return layers.subList(0, index + 1);
    }

    private ForeignRows rows(List<ForeignLayer> taken) {
        ForeignLayer first = taken.get(0);
        String place = what + ": layer '" + first.name() + "' (" + first.kind() + ")";
        if (first.inFront().isObject()) {
            var reshape = Reshapes.of(place, first.inFront());
            if (reshape.has("told")) {
                return ForeignRows.of(EncoderCut.image(reshape));
            }
        }
        Optional<Integer> width = taken.stream()
                .filter(layer -> !layer.innerKind().equals("ConvolutionLayer"))
                .map(layer -> layer.fields().path("nin").asInt())
                .filter(count -> count > 0)
                .findFirst();
        boolean saysNumbers = first.kind().equals("DenseLayer") || first.kind().equals("BatchNormalization");
        if (!saysNumbers || width.isEmpty()) {
            throw new InvalidSpecException(place + " does not say what a row is: give ForeignRows.of(schema), such as"
                    + " Schema.image(1, 28, 28), Schema.sequence(names, steps) or Schema.numeric(names)");
        }
        return ForeignRows.numbers(width.get());
    }
}
