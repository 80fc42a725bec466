package org.ae4j.pretrain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.ae4j.AutoencoderException;
import org.ae4j.ModelFileException;
import org.ae4j.compile.StateArray;
import org.ae4j.file.ModelFile;
import org.ae4j.file.Tensor;
import org.ae4j.model.Autoencoder;
import org.ae4j.model.AutoencoderFile;
import org.ae4j.model.FittedSpec;
import org.ae4j.model.NetworkTensors;
import org.ae4j.spec.Bottleneck;

/**
 * What a file says of an encoder: its own, or that of the autoencoder around it.
 *
 * @param name of the file, for messages
 * @param fitted what it is beside its weights
 * @param plan which of the encoder's blocks there are
 * @param description what its maker says, stored under {@code card}; nothing in files that have none
 * @param metrics measured figures by name
 * @param tensors its weights
 */
record EncoderFile(
        String name,
        FittedSpec fitted,
        EncoderPlan plan,
        Description description,
        Map<String, Double> metrics,
        List<Tensor> tensors) {
    private static final String KIND = "encoder";
    private static final String CARD = "card";
    private static final String METRICS = "metrics";

    /** Reads an encoder's file or an autoencoder's. */
    static EncoderFile read(Path file) {
        return of(
                ModelFile.read(file, AutoencoderFile.KIND, KIND),
                file.getFileName().toString());
    }

    /** Takes apart the bytes of an encoder's file. */
    static EncoderFile read(byte[] bytes, String name) {
        return of(ModelFile.read(bytes, Path.of(name), KIND), name);
    }

    private static EncoderFile of(ModelFile stored, String name) {
        return checked(name, () -> {
            FittedSpec fitted = FittedSpec.read(stored.content());
            EncoderPlan plan = EncoderPlan.read(stored.content(), fitted.spec());
            return new EncoderFile(
                    name,
                    fitted,
                    plan,
                    Description.read(stored.content().path(CARD)),
                    metrics(stored.content().path(METRICS)),
                    stored.kind().equals(KIND) ? stored.tensors() : ofEncoder(stored.tensors(), plan));
        });
    }

    /** The encoder of an autoencoder, over a copy of its weights. */
    static EncoderFile of(Autoencoder model) {
        EncoderPlan plan = EncoderPlan.whole(model.spec());
        return new EncoderFile(
                "the encoder",
                new FittedSpec(model.spec(), model.scaling(), model.provenance()),
                plan,
                Description.none(),
                model.metrics(),
                ofEncoder(AutoencoderFile.tensors(model), plan));
    }

    void write(Path file, boolean replace) {
        ObjectNode manifest = fitted.json();
        plan.put(manifest);
        if (!description.isNone()) {
            manifest.set(CARD, description.json());
        }
        if (!metrics.isEmpty()) {
            metrics.forEach(manifest.putObject(METRICS)::put);
        }
        new ModelFile(KIND, manifest, tensors).write(file, replace);
    }

    /** The encoder's weights in the order of DL4J's flat view, every name and shape checked. */
    float[] parameters() {
        return checked(name, () -> NetworkTensors.parameters(plan.configuration(), tensors, name));
    }

    ModelCard card() {
        long parameters = tensors.stream()
                .mapToLong(tensor -> Arrays.stream(tensor.shape()).reduce(1, Math::multiplyExact))
                .sum();
        return checked(name, () -> new ModelCard(description, metrics, fitted, plan.names(), plan.width(), parameters));
    }

    /** Of an autoencoder's tensors what its encoder needs: no codebook, and of a variational code the means alone. */
    private static List<Tensor> ofEncoder(List<Tensor> tensors, EncoderPlan plan) {
        var layers = new HashSet<String>();
        plan.configuration()
                .getConfs()
                .forEach(conf -> layers.add(conf.getLayer().getLayerName()));
        Set<String> state =
                StateArray.of(plan.spec()).stream().map(StateArray::name).collect(Collectors.toSet());
        return tensors.stream()
                .filter(tensor -> layers.contains(layer(tensor)) && !state.contains(tensor.name()))
                .map(tensor -> plan.spec().bottleneck() instanceof Bottleneck.Variational code
                                && layer(tensor).equals("code")
                        ? firstColumns(tensor, code.size())
                        : tensor)
                .toList();
    }

    private static String layer(Tensor tensor) {
        return tensor.name().split("/")[0];
    }

    /** {@code [..., 2 · count] → [..., count]}; of another shape it is left as it is, and refused where it is used. */
    private static Tensor firstColumns(Tensor tensor, int count) {
        long[] shape = tensor.shape().clone();
        if (shape.length == 0 || shape[shape.length - 1] != 2L * count) {
            return tensor;
        }
        float[] all = tensor.values();
        float[] first = new float[all.length / 2];
        for (int from = 0; from < first.length; from += count) {
            System.arraycopy(all, 2 * from, first, from, count);
        }
        shape[shape.length - 1] = count;
        return Tensor.of(tensor.name(), shape, first);
    }

    private static Map<String, Double> metrics(JsonNode json) {
        var metrics = new TreeMap<String, Double>();
        json.properties()
                .forEach(field -> metrics.put(field.getKey(), field.getValue().doubleValue()));
        return metrics;
    }

    /** Says of a file that is whole, but tells what this version does not know, that another has written it. */
    private static <T> T checked(String name, Supplier<T> step) {
        try {
            return step.get();
        } catch (ModelFileException e) {
            throw e;
        } catch (AutoencoderException e) {
            throw new ModelFileException(name + " was not written by this version of AE4J: " + e.getMessage(), e);
        }
    }
}
