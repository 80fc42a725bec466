package org.ae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ae4j.data.Schema;
import org.ae4j.file.Json;
import org.ae4j.pretrain.PretrainedEncoder;
import org.ae4j.spec.Architecture;
import org.ae4j.spec.Presets;
import org.ae4j.spec.Scaling;
import org.ae4j.spec.SpecJson;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ImportCommandTest {
    @TempDir
    Path folder;

    private Path zip;
    private Path encoder;

    @BeforeEach
    void name() {
        zip = folder.resolve("net.zip");
        encoder = folder.resolve("encoder.safetensors");
    }

    private MultiLayerNetwork write(Layer first) throws IOException {
        var network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(2)
                .list()
                .layer(first)
                .layer(new OutputLayer.Builder().name("out").nIn(3).nOut(2).build())
                .build());
        network.init();
        ModelSerializer.writeModel(network, zip.toFile(), false);
        return network;
    }

    @Test
    void encoderOfANetworkIsWrittenAndFineTuned() throws IOException {
        MultiLayerNetwork network =
                write(new DenseLayer.Builder().name("dense").nIn(2).nOut(3).build());
        Run run = Run.good("import", "--from", zip, "--layer", "dense", "--out", encoder, "--json");
        assertThat(run.err().lines())
                .contains(
                        "loaded: dense",
                        "skipped: out (behind the cut)",
                        "encoder of 2 numeric columns to a code of 3 written to " + encoder);
        assertThat(Json.write(run.json()))
                .isEqualTo(
                        "{\"loaded\":[\"dense\"],\"skipped\":{\"out\":\"behind the cut\"},\"missing\":[],\"encoder\":"
                                + Json.write(Json.object().put("x", encoder.toString()))
                                        .substring(5));
        INDArray rows = Nd4j.rand(DataType.FLOAT, 4, 2);
        try (PretrainedEncoder loaded = PretrainedEncoder.load(encoder)) {
            float[][] expected = network.feedForwardToLayer(0, rows).get(1).toFloatMatrix();
            float[][] codes = loaded.encode(rows.toFloatMatrix());
            for (int i = 0; i < expected.length; i++) {
                assertThat(codes[i]).containsExactly(expected[i], Offset.offset(1e-6f));
            }
        }
    }

    @Test
    void rowsAreToldWhereTheNetworkDoesNotSay() throws IOException {
        write(new LastTimeStep(new LSTM.Builder().name("lstm").nIn(2).nOut(3).build()));
        assertThat(Run.of("import", "--from", zip, "--layer", "lstm", "--out", encoder)
                        .error())
                .contains("layer 'lstm' (LastTimeStep) does not say what a row is");
        Run.good("import", "--from", zip, "--layer", "lstm", "--sequence", "5x2", "--divide", "10", "--out", encoder);
        try (PretrainedEncoder loaded = PretrainedEncoder.load(encoder)) {
            assertThat(loaded.spec().schema()).isEqualTo(Schema.sequence(List.of("x0", "x1"), 5));
            assertThat(loaded.spec().scaling()).isEqualTo(Scaling.divide(10));
        }
    }

    @Test
    void weightsOfPyTorchGoByName() throws IOException {
        Path weights = folder.resolve("w.safetensors");
        byte[] header = "{\"fc.weight\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}"
                .getBytes(StandardCharsets.UTF_8);
        Files.write(
                weights,
                ByteBuffer.allocate(8 + header.length + 8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(header.length)
                        .put(header)
                        .putFloat(2)
                        .putFloat(-3)
                        .array());
        Path spec = folder.resolve("spec.json");
        var own = Presets.dense(Schema.numeric(List.of("a", "b")))
                .scaling(Scaling.none())
                .architecture(Architecture.dense())
                .code(1);
        Files.writeString(spec, Json.write(SpecJson.write(own)));
        Path names = folder.resolve("names.txt");
        Files.writeString(names, "code/W <- fc.weight\ncode/b <- 1\n");
        Run run = Run.good("import", "--from", weights, "--spec", spec, "--names", names, "--out", encoder);
        assertThat(run.out().lines())
                .containsExactly(
                        "loaded: fc.weight", "encoder of 2 numeric columns to a code of 1 written to " + encoder);
        try (PretrainedEncoder loaded = PretrainedEncoder.load(encoder)) {
            assertThat(loaded.encode(new float[] {5, 1})).containsExactly(8);
        }
    }

    private void refused(String message, Object... more) {
        Object[] words = new Object[more.length + 3];
        words[0] = "import";
        System.arraycopy(more, 0, words, 1, more.length);
        words[more.length + 1] = "--out";
        words[more.length + 2] = encoder;
        Run run = Run.of(words);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.error()).contains(message);
    }

    @Test
    void optionsThatDoNotFitTheFileAreRefused() {
        refused("--from expects .zip, .h5 or .safetensors, found w.pt", "--from", "w.pt");
        refused("a network needs --layer: the last layer, which gives the code", "--from", "net.zip");
        refused(
                "--spec, --names and --partly are for PyTorch weights",
                "--from",
                "net.zip",
                "--layer",
                "a",
                "--names",
                "n");
        refused("PyTorch weights need --spec and --names: the file holds numbers alone", "--from", "w.safetensors");
    }

    @Test
    void rowsThatAreNoneAreRefused() throws IOException {
        write(new DenseLayer.Builder().name("dense").nIn(2).nOut(3).build());
        refused(
                "--image expects 3 sizes of at least 1 with x between them, found '1x0x3'",
                "--from",
                zip,
                "--layer",
                "dense",
                "--image",
                "1x0x3");
        refused(
                "rows need one of --image, --sequence and --columns",
                "--from",
                zip,
                "--layer",
                "dense",
                "--divide",
                "2");
    }
}
