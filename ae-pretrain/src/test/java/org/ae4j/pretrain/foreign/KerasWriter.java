package org.ae4j.pretrain.foreign;

import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_TRUNC;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.hdf5.Attribute;
import org.bytedeco.hdf5.DataSet;
import org.bytedeco.hdf5.DataSpace;
import org.bytedeco.hdf5.Group;
import org.bytedeco.hdf5.H5File;
import org.bytedeco.hdf5.H5Object;
import org.bytedeco.hdf5.PredType;
import org.bytedeco.hdf5.StrType;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Writes a sequential model as Keras 2 does: the configuration as JSON in the attribute {@code model_config}, and for each layer
 * a group under {@code model_weights} whose attribute {@code weight_names} lists the arrays in it.
 */
final class KerasWriter {
    private final StringBuilder layers = new StringBuilder();
    private final Map<String, Map<String, Array>> weights = new LinkedHashMap<>();

    private String first = "";
    private String last = "";
    private boolean isFunctional;

    private record Array(long[] shape, float[] values) {}

    /**
     * Adds a layer.
     *
     * @param config its fields behind the name, as JSON without braces
     */
    KerasWriter layer(String kind, String name, String config) {
        String inbound = last.isEmpty() ? "" : "[[[\"" + last + "\",0,0,{}]]]";
        layers.append(layers.isEmpty() ? "" : ",")
                .append("{\"class_name\":\"%1$s\",\"name\":\"%2$s\",\"config\":{\"name\":\"%2$s\",\"trainable\":true,"
                                .formatted(kind, name)
                        + "\"dtype\":\"float32\"%s},\"inbound_nodes\":%s}"
                                .formatted(config.isEmpty() ? "" : "," + config, inbound.isEmpty() ? "[]" : inbound));
        first = first.isEmpty() ? name : first;
        last = name;
        weights.put(name, new LinkedHashMap<>());
        return this;
    }

    /** Adds an array to the layer added last, such as {@code dense/kernel:0}. */
    KerasWriter array(String layer, String name, float[] values, long... shape) {
        weights.get(layer).put(name, new Array(shape, values));
        return this;
    }

    /** Writes the layers as a functional model, in which each names the one in front of it; the first is its input. */
    void writeFunctional(Path path) {
        isFunctional = true;
        write(path);
    }

    void write(Path path) {
        var file = new H5File(path.toString(), H5F_ACC_TRUNC());
        text(
                file,
                "model_config",
                "{\"class_name\":\"%s\",\"config\":{\"name\":\"model\",\"layers\":[%s],"
                                .formatted(isFunctional ? "Functional" : "Sequential", layers)
                        + "\"input_layers\":[[\"%s\",0,0]],\"output_layers\":[[\"%s\",0,0]]}}".formatted(first, last));
        text(file, "keras_version", "2.9.0");
        text(file, "backend", "tensorflow");
        Group root = file.createGroup("model_weights");
        weights.forEach((layer, arrays) -> write(root, layer, arrays));
        root.close();
        file._close();
    }

    private static void write(Group root, String layer, Map<String, Array> arrays) {
        Group group = root.createGroup(layer);
        texts(group, "weight_names", List.copyOf(arrays.keySet()));
        for (var array : arrays.entrySet()) {
            String[] path = array.getKey().split("/");
            Group inner = group;
            for (int i = 0; i < path.length - 1; i++) {
                inner = inner.nameExists(path[i]) ? inner.openGroup(path[i]) : inner.createGroup(path[i]);
            }
            var space = new DataSpace(
                    array.getValue().shape().length, array.getValue().shape());
            DataSet set = inner.createDataSet(path[path.length - 1], PredType.NATIVE_FLOAT(), space);
            set.write(new FloatPointer(array.getValue().values()), PredType.NATIVE_FLOAT());
            set.close();
        }
        group.close();
    }

    private static void text(H5Object object, String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var type = new StrType(PredType.C_S1(), bytes.length);
        Attribute attribute = object.createAttribute(name, type, new DataSpace());
        attribute.write(type, new BytePointer(bytes));
        attribute.close();
    }

    private static void texts(H5Object object, String name, List<String> texts) {
        int width = texts.stream().mapToInt(String::length).max().orElse(1);
        byte[] bytes = new byte[width * Math.max(1, texts.size())];
        for (int i = 0; i < texts.size(); i++) {
            byte[] one = texts.get(i).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(one, 0, bytes, i * width, one.length);
        }
        var type = new StrType(PredType.C_S1(), width);
        Attribute attribute = object.createAttribute(name, type, new DataSpace(1, new long[] {texts.size()}));
        attribute.write(type, new BytePointer(bytes));
        attribute.close();
    }
}
