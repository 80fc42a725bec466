package org.ae4j.pretrain.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.ae4j.AutoencoderException;
import org.ae4j.ModelFileException;
import org.ae4j.pretrain.PretrainedEncoder;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Zips of DL4J's, written here from their layout, give the codes that their numbers say; what is none is refused, unrun. */
class Dl4jZipTest {
    private static final String CONFIGURATION = "configuration.json";
    private static final String COEFFICIENTS = "coefficients.bin";
    private static boolean wasRun;

    @TempDir
    Path folder;

    private Path file;

    /** Tells when its class is initialised. */
    static final class Marker {
        static {
            wasRun = true;
        }

        private Marker() {}
    }

    /** Tells when an object of it is read. */
    static final class Trap implements Serializable {
        private static final long serialVersionUID = 1L;

        private void readObject(ObjectInputStream in) {
            wasRun = true;
        }
    }

    @BeforeEach
    void name() {
        file = folder.resolve("net.zip");
    }

    /** Two numbers → two hidden, tanh → one output: 2·2 + 2 + 2 + 1 parameters. */
    private static String configuration() {
        return new NeuralNetConfiguration.Builder()
                .list()
                .layer(new DenseLayer.Builder()
                        .name("hidden")
                        .nIn(2)
                        .nOut(2)
                        .activation(Activation.TANH)
                        .build())
                .layer(new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
                        .name("out")
                        .nIn(2)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build())
                .build()
                .toJson();
    }

    /** As {@code Nd4j.write} lays out a row of numbers. */
    private static byte[] coefficients(String type, double... values) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeUTF("LONG_SHAPE");
        out.writeLong(8);
        out.writeUTF("LONG");
        for (long number : new long[] {2, 1, values.length, values.length, 1, 8192, 1, 'c'}) {
            out.writeLong(number);
        }
        out.writeUTF("MIXED_DATA_TYPES");
        out.writeLong(values.length);
        out.writeUTF(type);
        for (double value : values) {
            if (type.equals("FLOAT")) {
                out.writeFloat((float) value);
            } else {
                out.writeDouble(value);
            }
        }
        return bytes.toByteArray();
    }

    private static final double[] NUMBERS = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};

    private void write(Map<String, byte[]> entries) throws IOException {
        try (var out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
    }

    private void write(String configuration, byte[] coefficients) throws IOException {
        var entries = new LinkedHashMap<String, byte[]>();
        entries.put(CONFIGURATION, configuration.getBytes(StandardCharsets.UTF_8));
        entries.put(COEFFICIENTS, coefficients);
        write(entries);
    }

    private void refused(String message) {
        assertThatThrownBy(() -> ForeignNetwork.dl4j(file))
                .isInstanceOf(AutoencoderException.class)
                .hasMessage(message);
        assertThat(wasRun).isFalse();
    }

    private void checkCodes() {
        try (PretrainedEncoder encoder =
                PretrainedEncoder.of(ForeignNetwork.dl4j(file).encoder("hidden"))) {
            float[] code = encoder.encode(new float[] {1, 2});
            // Weights lie column by column: those into the first unit come first.
            assertThat(code[0]).isCloseTo((float) Math.tanh(0.1 * 1 + 0.2 * 2 + 0.5), Offset.offset(1e-6f));
            assertThat(code[1]).isCloseTo((float) Math.tanh(0.3 * 1 + 0.4 * 2 + 0.6), Offset.offset(1e-6f));
        }
    }

    @Test
    void weightsOfBothPrecisionsAreRead() throws IOException {
        write(configuration(), coefficients("FLOAT", NUMBERS));
        checkCodes();
        write(configuration(), coefficients("DOUBLE", NUMBERS));
        checkCodes();
    }

    @Test
    void whatDl4jWritesIsReadAndWhatIsSerialisedInItIsNot() throws IOException {
        MultiLayerNetwork network = ForeignNetworkTest.dense();
        INDArray rows = Networks.input(4, 6);
        var normalizer = new NormalizerStandardize();
        normalizer.fit(new DataSet(rows, rows));
        ModelSerializer.writeModel(network, file.toFile(), true);
        ModelSerializer.addNormalizerToModel(file.toFile(), normalizer);
        ForeignEncoder cut = ForeignNetwork.dl4j(file).encoder("bare");
        try (PretrainedEncoder encoder = PretrainedEncoder.of(cut)) {
            Networks.assertEqual(encoder.encode(rows.toFloatMatrix()), Networks.given(network, 4, rows));
        }
        assertThat(cut.fitted().provenance().engine()).isEqualTo("net.zip, up to layer bare");
        assertThat(cut.report().lines())
                .containsExactly(
                        "loaded: wide, norm, leaky, drop, bare",
                        "skipped: sloped (behind the cut)",
                        "skipped: classes (behind the cut)",
                        "skipped: normalizer.bin (a serialised Java object, which is never read: tell the scaling by"
                                + " ForeignRows)");
    }

    @Test
    void classesFromElsewhereAreRefusedAndNotInitialised() throws IOException {
        String tanh = "org.nd4j.linalg.activations.impl.ActivationTanH";
        assertThat(configuration()).contains(tanh);
        write(configuration().replace(tanh, Marker.class.getName()), coefficients("FLOAT", NUMBERS));
        refused("net.zip.confs[0].layer.activationFn names the class " + Marker.class.getName()
                + ", which no layer of an own architecture may hold; no code of it was run");
        String loss = "org.nd4j.linalg.lossfunctions.impl.LossMSE";
        assertThat(configuration()).contains(loss);
        write(configuration().replace(loss, "java.lang.ProcessBuilder"), coefficients("FLOAT", NUMBERS));
        refused("net.zip.confs[1].layer.lossFn names the class java.lang.ProcessBuilder, which no layer of an own"
                + " architecture may hold; no code of it was run");
    }

    @Test
    void serialisedObjectsAreRefusedAndNotRead() throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(new Trap());
        }
        write(configuration(), bytes.toByteArray());
        refused("net.zip: coefficients.bin is a serialised Java object, which is never read");
    }

    @Test
    void otherCountsOfNumbersAreRefused() throws IOException {
        write(configuration(), coefficients("FLOAT", 1, 2, 3));
        refused("net.zip: layer 'hidden' (DenseLayer) needs 6 parameters, found 3 behind those of the layers before");
        write(configuration(), coefficients("FLOAT", 1, 2, 3, 4, 5, 6, 7));
        refused("net.zip: layer 'out' (OutputLayer) needs 3 parameters, found 1 behind those of the layers before");
        write(configuration(), coefficients("FLOAT", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
        refused("net.zip: its layers have 9 parameters, found 10");
    }

    @Test
    void numbersThatAreNoneAreRefused() throws IOException {
        write(configuration(), coefficients("FLOAT", 1, 2, Double.NaN, 4, 5, 6, 7, 8, 9));
        refused("net.zip: parameter 2 is NaN, every one must be finite");
    }

    @Test
    void damagedCoefficientsAreRefused() throws IOException {
        byte[] good = coefficients("FLOAT", NUMBERS);
        write(configuration(), Arrays.copyOf(good, good.length - 2));
        refused("net.zip: coefficients.bin is damaged: an early end; write it again with DL4J");
        write(configuration(), new byte[0]);
        refused("net.zip: coefficients.bin is damaged: an early end; write it again with DL4J");
        byte[] heap = good.clone();
        heap[2] = 'X';
        write(configuration(), heap);
        refused("net.zip: coefficients.bin begins a buffer with 'XONG_SHAPE', expected LONG_SHAPE or MIXED_DATA_TYPES:"
                + " load it with its DL4J and write it with 1.0.0-M2.1");
        byte[] halves = coefficients("FLOAT", NUMBERS);
        int type = new String(halves, StandardCharsets.ISO_8859_1).indexOf("FLOAT");
        halves[type] = 'B';
        write(configuration(), halves);
        refused("net.zip: coefficients.bin holds values of type BLOAT, expected FLOAT or DOUBLE");
    }

    @Test
    void noMoreMemoryIsTakenThanTheFileCanFill() throws IOException {
        byte[] good = coefficients("FLOAT", NUMBERS);
        var huge = ByteBuffer.wrap(good.clone());
        int shape = 2 + "LONG_SHAPE".length() + 8 + 2 + "LONG".length();
        huge.putLong(shape + 16, 1L << 30);
        huge.putLong(shape + 64 + 2 + "MIXED_DATA_TYPES".length(), 1L << 30);
        write(configuration(), huge.array());
        refused(
                "net.zip: coefficients.bin is damaged: 1073741824 values of type FLOAT in far fewer bytes; write it again"
                        + " with DL4J");
        var entries = new LinkedHashMap<String, byte[]>();
        entries.put(CONFIGURATION, new byte[(4 << 20) + 1]);
        entries.put(COEFFICIENTS, good);
        write(entries);
        refused(file + ": configuration.json has more than 4194304 bytes, which no configuration needs");
    }

    @Test
    void filesThatAreNoSuchZipAreRefused() throws IOException {
        refused(file + " is no file, expected a zip of DL4J's; check the path");
        Files.writeString(file, "not a zip");
        assertThatThrownBy(() -> ForeignNetwork.dl4j(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith(file + " is no zip file that can be read: ");
        write(Map.of("other.txt", new byte[1]));
        refused(file + " has no entry configuration.json, expected a zip of DL4J's ModelSerializer");
        write(Map.of(CONFIGURATION, configuration().getBytes(StandardCharsets.UTF_8)));
        refused(file + " has no entry coefficients.bin, expected a zip of DL4J's ModelSerializer");
    }
}
