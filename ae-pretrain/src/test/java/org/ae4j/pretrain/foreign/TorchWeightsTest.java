package org.ae4j.pretrain.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.ae4j.AutoencoderException;
import org.ae4j.InvalidSpecException;
import org.ae4j.ModelFileException;
import org.ae4j.data.Schema;
import org.ae4j.layer.GridToRows;
import org.ae4j.layer.RowLayout;
import org.ae4j.layer.RowsToGrid;
import org.ae4j.pretrain.PretrainedEncoder;
import org.ae4j.spec.Architecture;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Presets;
import org.ae4j.spec.Scaling;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;

/** Codes by weights of a file written here from the format's description are those of PyTorch's formulas, in plain loops. */
class TorchWeightsTest {
    @TempDir
    Path folder;

    private Path file;
    private final Map<String, Draw> tensors = new LinkedHashMap<>();
    private final Random random = new Random(5);

    private record Draw(long[] shape, float[] values) {
        float at(int i, int j) {
            return values[i * (int) shape[1] + j];
        }
    }

    @BeforeEach
    void name() {
        file = folder.resolve("w.safetensors");
    }

    private Draw draw(String name, long... shape) {
        float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        var draw = new Draw(shape, values);
        tensors.put(name, draw);
        return draw;
    }

    /** 8 bytes of the header's length, the header, the values; all little-endian. */
    private void write() throws IOException {
        var header = new ArrayList<String>();
        int at = 0;
        for (var tensor : tensors.entrySet()) {
            int end = at + 4 * tensor.getValue().values().length;
            header.add("\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
                    .formatted(
                            tensor.getKey(), Arrays.toString(tensor.getValue().shape()), at, end));
            at = end;
        }
        byte[] text = header.stream().collect(Collectors.joining(",", "{", "}")).getBytes(StandardCharsets.UTF_8);
        var bytes = ByteBuffer.allocate(8 + text.length + at).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(text.length).put(text);
        for (Draw tensor : tensors.values()) {
            for (float value : tensor.values()) {
                bytes.putFloat(value);
            }
        }
        Files.write(file, bytes.array());
    }

    private float[] row(int size) {
        float[] row = new float[size];
        for (int i = 0; i < size; i++) {
            row[i] = random.nextFloat() - 0.5f;
        }
        return row;
    }

    private static double[] linear(Draw weight, float[] bias, double[] input) {
        double[] out = new double[(int) weight.shape()[0]];
        for (int i = 0; i < out.length; i++) {
            out[i] = bias == null ? 0 : bias[i];
            for (int j = 0; j < input.length; j++) {
                out[i] += weight.at(i, j) * input[j];
            }
        }
        return out;
    }

    private static double[] wide(float[] values) {
        double[] wide = new double[values.length];
        Arrays.setAll(wide, i -> values[i]);
        return wide;
    }

    private ForeignEncoder load(AutoencoderSpec spec, String names) {
        return TorchWeights.open(file).encoder(spec, NameMap.parse(names));
    }

    private void checkCode(ForeignEncoder loaded, float[] row, double[] expected) {
        try (PretrainedEncoder encoder = PretrainedEncoder.of(loaded)) {
            float[] code = encoder.encode(row);
            assertThat(code).hasSize(expected.length);
            for (int i = 0; i < code.length; i++) {
                assertThat((double) code[i]).as("code %d", i).isCloseTo(expected[i], Offset.offset(1e-6));
            }
        }
    }

    private static AutoencoderSpec dense() {
        return Presets.dense(Schema.numeric(List.of("a", "b", "c")))
                .scaling(Scaling.none())
                .hidden(4)
                .activation(Activation.TANH)
                .code(2);
    }

    @Test
    void linearLayersAreTransposed() throws IOException {
        Draw w0 = draw("net.0.weight", 4, 3);
        Draw b0 = draw("net.0.bias", 4);
        Draw w1 = draw("net.2.weight", 2, 4);
        draw("decoder.weight", 3, 2);
        write();
        float[] row = row(3);
        double[] hidden = Arrays.stream(linear(w0, b0.values(), wide(row)))
                .map(Math::tanh)
                .toArray();
        ForeignEncoder loaded = load(dense(), "encoder0 <- net.0\ncode/W <- net.2.weight # no bias\ncode/b <- 0\n");
        checkCode(loaded, row, linear(w1, null, hidden));
        assertThat(loaded.report().lines())
                .containsExactly(
                        "loaded: net.0.weight, net.0.bias, net.2.weight",
                        "skipped: decoder.weight (not in the name map)");
    }

    @Test
    void normalisationTakesItsStatistics() throws IOException {
        Draw w0 = draw("0.weight", 4, 3);
        Draw gamma = draw("1.weight", 4);
        Draw beta = draw("1.bias", 4);
        Draw mean = draw("1.running_mean", 4);
        Draw variance = draw("1.running_var", 4);
        for (int i = 0; i < 4; i++) {
            variance.values()[i] += 1;
        }
        Draw w1 = draw("3.weight", 2, 4);
        Draw b1 = draw("3.bias", 2);
        write();
        float[] row = row(3);
        double[] hidden = linear(w0, null, wide(row));
        for (int i = 0; i < 4; i++) {
            double normal = (hidden[i] - mean.values()[i]) / Math.sqrt(variance.values()[i] + 1e-5);
            hidden[i] = Math.tanh(gamma.values()[i] * normal + beta.values()[i]);
        }
        ForeignEncoder loaded = load(dense().batchNorm(true), "encoder0 <- 0\nencoder0.norm <- 1\ncode <- 3");
        checkCode(loaded, row, linear(w1, b1.values(), hidden));
    }

    /** As {@code torch.nn.Conv2d} with {@code padding}, over one image of channels. */
    private static double[][][] convolved(Draw weight, float[] bias, double[][][] grid, int stride, int padding) {
        int filters = (int) weight.shape()[0];
        int kernel = (int) weight.shape()[2];
        int height = (grid[0].length + 2 * padding - kernel) / stride + 1;
        int width = (grid[0][0].length + 2 * padding - kernel) / stride + 1;
        double[][][] out = new double[filters][height][width];
        for (int f = 0; f < filters; f++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    double sum = bias[f];
                    for (int c = 0; c < grid.length; c++) {
                        for (int i = 0; i < kernel; i++) {
                            for (int j = 0; j < kernel; j++) {
                                int row = y * stride + i - padding;
                                int column = x * stride + j - padding;
                                boolean isInside =
                                        row >= 0 && row < grid[0].length && column >= 0 && column < grid[0][0].length;
                                int at = ((f * grid.length + c) * kernel + i) * kernel + j;
                                sum += isInside ? weight.values()[at] * grid[c][row][column] : 0;
                            }
                        }
                    }
                    out[f][y][x] = Math.tanh(sum);
                }
            }
        }
        return out;
    }

    private static double[][][] grid(float[] row, int channels, int height, int width) {
        double[][][] grid = new double[channels][height][width];
        for (int i = 0; i < row.length; i++) {
            grid[i / (height * width)][i / width % height][i % width] = row[i];
        }
        return grid;
    }

    private static double[] flat(double[][][] grid) {
        return Arrays.stream(grid)
                .flatMap(Arrays::stream)
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    private static AutoencoderSpec convolutional(int height, int width, int kernel) {
        return Presets.convolutional(Schema.image(2, height, width))
                .scaling(Scaling.none())
                .architecture(Architecture.convolutional(3, 4).kernel(kernel))
                .batchNorm(false)
                .activation(Activation.TANH)
                .code(2);
    }

    private void checkConvolutions(AutoencoderSpec spec, int height, int width, int kernel) throws IOException {
        Draw w0 = draw("c.0.weight", 3, 2, kernel, kernel);
        Draw b0 = draw("c.0.bias", 3);
        Draw w1 = draw("c.1.weight", 4, 3, kernel, kernel);
        Draw b1 = draw("c.1.bias", 4);
        float[] row = row(2 * height * width);
        double[] features =
                flat(convolved(w1, b1.values(), convolved(w0, b0.values(), grid(row, 2, height, width), 2, 1), 2, 1));
        Draw w2 = draw("fc.weight", 2, features.length);
        Draw b2 = draw("fc.bias", 2);
        write();
        checkCode(load(spec, "encoder0 <- c.0\nencoder1 <- c.1\ncode <- fc"), row, linear(w2, b2.values(), features));
    }

    @Test
    void convolutionsOfThreeOverOddSizesArePaddedByOneAsInPyTorch() throws IOException {
        checkConvolutions(convolutional(9, 5, 3), 9, 5, 3);
    }

    @Test
    void convolutionsOfFourOverEvenSizesArePaddedByOneAsInPyTorch() throws IOException {
        checkConvolutions(convolutional(8, 12, 4), 8, 12, 4);
    }

    @Test
    void convolutionsOfThreeOverEvenSizesAreRefused() throws IOException {
        draw("c.0.weight", 3, 2, 3, 3);
        write();
        assertThatThrownBy(() -> load(convolutional(28, 28, 3), "encoder0 <- c.0"))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage(
                        "windows of 3×3 with stride 2×2 over a grid of 28×28 have a margin that is longer behind it than"
                                + " in front of it, and PyTorch's padding is the same at both ends: give the layers with"
                                + " Architecture.of, ConvolutionMode.Truncate and the padding that PyTorch had");
    }

    @Test
    void convolutionsOfThreeOverEvenSizesGoWithTheirPaddingInOwnLayers() throws IOException {
        var encoder = new NeuralNetConfiguration.Builder()
                .activation(Activation.TANH)
                .list()
                .layer(new RowsToGrid(new RowLayout(2, 8, 6, false), 0))
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .name("c0")
                        .nOut(3)
                        .stride(2, 2)
                        .padding(1, 1)
                        .build())
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .name("c1")
                        .nOut(4)
                        .stride(2, 2)
                        .padding(1, 1)
                        .build())
                .layer(new GridToRows(new RowLayout(4, 2, 2, false)))
                .build();
        var decoder = new NeuralNetConfiguration.Builder()
                .list()
                .layer(new ActivationLayer.Builder()
                        .activation(Activation.IDENTITY)
                        .build())
                .build();
        AutoencoderSpec spec = Presets.dense(Schema.image(2, 8, 6))
                .scaling(Scaling.none())
                .code(2)
                .architecture(Architecture.of(encoder, decoder));
        Draw w0 = draw("c.0.weight", 3, 2, 3, 3);
        Draw b0 = draw("c.0.bias", 3);
        Draw w1 = draw("c.1.weight", 4, 3, 3, 3);
        Draw b1 = draw("c.1.bias", 4);
        Draw w2 = draw("fc.weight", 2, 16);
        Draw b2 = draw("fc.bias", 2);
        write();
        float[] row = row(2 * 8 * 6);
        double[] features =
                flat(convolved(w1, b1.values(), convolved(w0, b0.values(), grid(row, 2, 8, 6), 2, 1), 2, 1));
        checkCode(load(spec, "c0 <- c.0\nc1 <- c.1\ncode <- fc"), row, linear(w2, b2.values(), features));
    }

    private static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    /** As {@code torch.nn.LSTM}: gates i, f, g, o; c = f·c + i·g; h = o·tanh(c). Gives h of all steps. */
    private static double[][] lstm(Draw in, Draw recurrent, Draw bias, Draw otherBias, double[][] steps) {
        int units = (int) recurrent.shape()[1];
        double[] h = new double[units];
        double[] c = new double[units];
        double[][] all = new double[steps.length][];
        for (int t = 0; t < steps.length; t++) {
            double[] gates = linear(in, bias.values(), steps[t]);
            double[] more = linear(recurrent, otherBias.values(), h);
            for (int u = 0; u < units; u++) {
                double i = sigmoid(gates[u] + more[u]);
                double f = sigmoid(gates[units + u] + more[units + u]);
                double g = Math.tanh(gates[2 * units + u] + more[2 * units + u]);
                double o = sigmoid(gates[3 * units + u] + more[3 * units + u]);
                c[u] = f * c[u] + i * g;
                all[t] = all[t] == null ? new double[units] : all[t];
                all[t][u] = o * Math.tanh(c[u]);
            }
            h = all[t];
        }
        return all;
    }

    @Test
    void gatesOfLstmsAreReorderedAndTheirBiasesAdded() throws IOException {
        int units = 3;
        Draw in0 = draw("lstm.weight_ih_l0", 4 * units, 2);
        Draw recurrent0 = draw("lstm.weight_hh_l0", 4 * units, units);
        Draw bias0 = draw("lstm.bias_ih_l0", 4 * units);
        Draw other0 = draw("lstm.bias_hh_l0", 4 * units);
        Draw in1 = draw("top.weight_ih_l0", 4 * units, units);
        Draw recurrent1 = draw("top.weight_hh_l0", 4 * units, units);
        Draw bias1 = draw("top.bias_ih_l0", 4 * units);
        Draw other1 = draw("top.bias_hh_l0", 4 * units);
        Draw weight = draw("fc.weight", 2, units);
        Draw bias = draw("fc.bias", 2);
        write();
        float[] row = row(2 * 5);
        double[][] steps = new double[5][];
        Arrays.setAll(steps, t -> new double[] {row[2 * t], row[2 * t + 1]});
        double[][] states = lstm(in1, recurrent1, bias1, other1, lstm(in0, recurrent0, bias0, other0, steps));
        AutoencoderSpec spec = Presets.recurrent(Schema.sequence(List.of("x", "y"), 5))
                .scaling(Scaling.none())
                .architecture(Architecture.recurrent(units).layers(2))
                .code(2);
        String names = "encoder0 <- lstm\nencoder1/W <- top.weight_ih_l0\nencoder1/RW <- top.weight_hh_l0\n"
                + "encoder1/b <- top.bias_ih_l0 + top.bias_hh_l0\ncode <- fc";
        checkCode(load(spec, names), row, linear(weight, bias.values(), states[4]));
    }

    @Test
    void bothDirectionsOfLstmsAreTakenOver() throws IOException {
        int units = 2;
        Draw[] forward = new Draw[4];
        Draw[] backward = new Draw[4];
        for (int way = 0; way < 2; way++) {
            String end = way == 0 ? "_l0" : "_l0_reverse";
            Draw[] draws = way == 0 ? forward : backward;
            draws[0] = draw("both.weight_ih" + end, 4 * units, 2);
            draws[1] = draw("both.weight_hh" + end, 4 * units, units);
            draws[2] = draw("both.bias_ih" + end, 4 * units);
            draws[3] = draw("both.bias_hh" + end, 4 * units);
        }
        Draw in = draw("top.weight_ih_l0", 4 * units, 2 * units);
        Draw recurrent = draw("top.weight_hh_l0", 4 * units, units);
        Draw bias = draw("top.bias_ih_l0", 4 * units);
        Draw other = draw("top.bias_hh_l0", 4 * units);
        Draw weight = draw("fc.weight", 2, units);
        Draw last = draw("fc.bias", 2);
        write();
        float[] row = row(2 * 4);
        double[][] steps = new double[4][];
        double[][] reversed = new double[4][];
        Arrays.setAll(steps, t -> new double[] {row[2 * t], row[2 * t + 1]});
        Arrays.setAll(reversed, t -> steps[3 - t]);
        double[][] there = lstm(forward[0], forward[1], forward[2], forward[3], steps);
        double[][] back = lstm(backward[0], backward[1], backward[2], backward[3], reversed);
        double[][] both = new double[4][];
        Arrays.setAll(both, t -> new double[] {there[t][0], there[t][1], back[3 - t][0], back[3 - t][1]});
        AutoencoderSpec spec = Presets.recurrent(Schema.sequence(List.of("x", "y"), 4))
                .scaling(Scaling.none())
                .architecture(Architecture.recurrent(units).layers(2).bidirectional(true))
                .code(2);
        checkCode(
                load(spec, "encoder0 <- both\nencoder1 <- top\ncode <- fc"),
                row,
                linear(weight, last.values(), lstm(in, recurrent, bias, other, both)[3]));
    }

    @Test
    void whatIsMissingIsDrawnAndSaidWhereItMay() throws IOException {
        draw("net.0.weight", 4, 3);
        draw("net.0.bias", 4);
        write();
        assertThatThrownBy(() -> load(dense(), "encoder0 <- net.0"))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage(
                        "w.safetensors: the name map has no source for code/W, code/b: add lines such as 'code/W <- name',"
                                + " or load partly");
        TorchWeights weights = TorchWeights.open(file);
        NameMap names = NameMap.parse("encoder0 <- net.0");
        ForeignEncoder partly = weights.partly(dense(), names, TorchWeights.scaling(dense()), 3);
        assertThat(partly.report().missing()).containsExactly("code/W", "code/b");
        assertThat(partly.report().lines())
                .containsExactly("loaded: net.0.weight, net.0.bias", "missing, at random: code/W, code/b");
        assertThat(weights.partly(dense(), names, TorchWeights.scaling(dense()), 3)
                        .parameters())
                .isEqualTo(partly.parameters());
        assertThat(weights.partly(dense(), names, TorchWeights.scaling(dense()), 4)
                        .parameters())
                .isNotEqualTo(partly.parameters());
    }

    private void refused(String names, Class<? extends AutoencoderException> type, String message) {
        assertThatThrownBy(() -> load(dense(), names)).isInstanceOf(type).hasMessage(message);
    }

    @Test
    void namesAndShapesThatDoNotFitAreRefused() throws IOException {
        draw("net.0.weight", 3, 4);
        draw("net.0.bias", 4);
        draw("net.2.weight", 2, 4);
        draw("net.2.bias", 2);
        draw("net.2.scale", 2);
        write();
        refused(
                "encoder0 <- net.0\ncode <- net.2",
                InvalidSpecException.class,
                "w.safetensors: 'net.2.scale' has no place in layer 'code', which has W, b: map tensor by tensor");
        refused(
                "encoder0 <- net.0\ncode/W <- net.2.weight\ncode/b <- net.2.bias",
                ModelFileException.class,
                "w.safetensors: encoder0/W needs a tensor of shape [4, 3], 'net.0.weight' has [3, 4]");
        refused(
                "encoder0/W <- net.0.wieght",
                InvalidSpecException.class,
                "w.safetensors has no tensor 'net.0.wieght', which the name map gives encoder0/W; did you mean"
                        + " 'net.0.weight'? (known: net.0.weight, net.0.bias, net.2.weight, net.2.bias, net.2.scale)");
        refused(
                "encoder0 <- ent.0",
                InvalidSpecException.class,
                "w.safetensors has no tensors of a module 'ent.0', which the name map gives layer 'encoder0'; did you mean"
                        + " 'net.0'? (known: net.0, net.2)");
        refused(
                "encoder1 <- net.0",
                InvalidSpecException.class,
                "the name map names 'encoder1', which the encoder does not have; did you mean 'encoder0'? (known: code,"
                        + " code/W, code/b, encoder0, encoder0/W, encoder0/b)");
    }

    @Test
    void nameMapsThatAreNoneAreRefused() {
        assertThatThrownBy(() -> NameMap.parse("# nothing\n\nencoder0 = net.0"))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage(
                        "line 3 of the name map is 'encoder0 = net.0', expected 'target <- source' such as 'encoder0 <-"
                                + " features.0' or 'encoder0/W <- features.0.weight'");
        assertThatThrownBy(() -> NameMap.parse("a <- b\na <- c"))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("line 2 of the name map gives 'a' a second time");
        assertThatThrownBy(() -> NameMap.parse("# nothing"))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("a name map is empty, expected lines such as 'encoder0 <- features.0'");
    }

    @Test
    void scalingsWhoseNumbersAreInNoFileAreRefused() throws IOException {
        draw("net.0.weight", 4, 3);
        write();
        assertThatThrownBy(() -> load(dense().scaling(Scaling.standard()), "encoder0 <- net.0"))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("the scaling Standard[] has numbers that are not in a file of weights: give them as"
                        + " FittedScaling.of(schema, offsets, scales), or set Scaling.none() or divide");
    }

    @Test
    void picklesAreRefusedWithTheWayOut() throws IOException {
        Files.write(file, new byte[] {'P', 'K', 3, 4, 0, 0, 8, 8, 0, 0});
        assertThatThrownBy(() -> TorchWeights.open(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(file
                        + " is a zip or a pickle, such as torch.save writes: reading one can run what is in it; save"
                        + " the weights with safetensors.torch.save_file(model.state_dict(), …)");
    }
}
