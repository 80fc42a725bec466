package org.ae4j.pretrain.foreign;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ae4j.AutoencoderException;
import org.ae4j.ModelFileException;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Reads an HDF5 file of Keras 1 or 2 by DL4J's importer, an optional dependency. */
final class KerasFile {
    private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

    private KerasFile() {}

    static ForeignNetwork read(Path file) {
        checkKind(file);
        try {
            return imported(file);
        } catch (AutoencoderException e) {
            throw e;
        } catch (IOException
                | InvalidKerasConfigurationException
                | UnsupportedKerasConfigurationException
                | RuntimeException e) { // HDF5's own exceptions have no other type
            throw new ModelFileException(file + " cannot be imported by DL4J: " + e.getMessage(), e);
        }
    }

    private static ForeignNetwork imported(Path file)
            throws IOException, InvalidKerasConfigurationException, UnsupportedKerasConfigurationException {
        String name = file.getFileName().toString();
        try {
            MultiLayerNetwork network = KerasModelImport.importKerasSequentialModelAndWeights(file.toString(), false);
            return network(
                    name,
                    network.getLayerWiseConfigurations().toJson(),
                    network.params().toFloatVector());
        } catch (InvalidKerasConfigurationException e) {
            if (!e.getMessage().contains("class name must be")) {
                throw e;
            }
            ComputationGraph graph = KerasModelImport.importKerasModelAndWeights(file.toString(), false);
            return network(
                    name, graph.getConfiguration().toJson(), graph.params().toFloatVector());
        }
    }

    private static ForeignNetwork network(String name, String text, float[] parameters) {
        List<ForeignLayer> layers = ForeignText.layers(name, text);
        return new ForeignNetwork(name, layers, parameters, Map.of());
    }

    private static void checkKind(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ModelFileException(file + " is no file, expected one of Keras; check the path");
        }
        try (InputStream in = Files.newInputStream(file)) {
            if (!Arrays.equals(in.readNBytes(HDF5.length), HDF5)) {
                throw new ModelFileException(
                        file + " is no HDF5 file, expected one that Keras wrote: model.save('model.h5')");
            }
        } catch (IOException e) {
            throw new ModelFileException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
