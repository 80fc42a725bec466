package org.ae4j.pretrain.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.ae4j.AutoencoderException;
import org.ae4j.ModelFileException;
import org.ae4j.data.Schema;
import org.ae4j.pretrain.PretrainedEncoder;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Codes of small Keras files, written here in Keras' layout, are those of Keras' formulas, in plain loops. */
@DisabledIfSystemProperty(
        named = "os.arch",
        matches = "aarch64",
        disabledReason = "HDF5 has no build for all ARM hosts, and the tests of none depend on it")
class KerasFileTest {
    private static final String BIAS =
            "\"use_bias\":true,\"kernel_initializer\":{\"class_name\":\"GlorotUniform\",\"config\":"
                    + "{\"seed\":null}},\"bias_initializer\":{\"class_name\":\"Zeros\",\"config\":{}},\"kernel_regularizer\":null,"
                    + "\"bias_regularizer\":null,\"activity_regularizer\":null,\"kernel_constraint\":null,\"bias_constraint\":null";

    @TempDir
    Path folder;

    private Path file;
    private final Random random = new Random(7);

    @BeforeEach
    void name() {
        file = folder.resolve("model.h5");
    }

    private float[] draw(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }

    private static String dense(int units, String activation) {
        return "\"units\":%d,\"activation\":\"%s\",%s".formatted(units, activation, BIAS);
    }

    private static void checkCode(ForeignEncoder loaded, float[] row, double[] expected) {
        try (PretrainedEncoder encoder = PretrainedEncoder.of(loaded)) {
            float[] code = encoder.encode(row);
            assertThat(code).hasSize(expected.length);
            for (int i = 0; i < code.length; i++) {
                assertThat((double) code[i]).as("code %d", i).isCloseTo(expected[i], Offset.offset(1e-6));
            }
        }
    }

    /** Keras: x · kernel + bias, the kernel {@code [in, out]}. */
    private static double[] dense(double[] input, float[] kernel, float[] bias) {
        double[] out = new double[bias.length];
        for (int j = 0; j < out.length; j++) {
            out[j] = bias[j];
            for (int i = 0; i < input.length; i++) {
                out[j] += input[i] * kernel[i * out.length + j];
            }
        }
        return out;
    }

    private static double[] tanh(double[] values) {
        return Arrays.stream(values).map(Math::tanh).toArray();
    }

    private static double[] wide(float[] values) {
        double[] wide = new double[values.length];
        Arrays.setAll(wide, i -> values[i]);
        return wide;
    }

    @Test
    void denseLayersAreTakenOver() {
        float[] w0 = draw(3 * 4);
        float[] b0 = draw(4);
        float[] w1 = draw(4 * 2);
        float[] b1 = draw(2);
        new KerasWriter()
                .layer("Dense", "hidden", "\"batch_input_shape\":[null,3]," + dense(4, "tanh"))
                .array("hidden", "hidden/kernel:0", w0, 3, 4)
                .array("hidden", "hidden/bias:0", b0, 4)
                .layer("Dense", "narrow", dense(2, "linear"))
                .array("narrow", "narrow/kernel:0", w1, 4, 2)
                .array("narrow", "narrow/bias:0", b1, 2)
                .write(file);
        float[] row = draw(3);
        ForeignNetwork network = ForeignNetwork.keras(file);
        assertThat(network.layers()).contains("hidden", "narrow");
        checkCode(network.encoder("narrow"), row, dense(tanh(dense(wide(row), w0, b0)), w1, b1));
    }

    @Test
    void functionalModelsOfOneLineAreTakenOver() {
        float[] w0 = draw(3 * 4);
        float[] b0 = draw(4);
        float[] w1 = draw(4 * 2);
        float[] b1 = draw(2);
        new KerasWriter()
                .layer("InputLayer", "in", "\"batch_input_shape\":[null,3],\"sparse\":false,\"ragged\":false")
                .layer("Dense", "hidden", dense(4, "tanh"))
                .array("hidden", "hidden/kernel:0", w0, 3, 4)
                .array("hidden", "hidden/bias:0", b0, 4)
                .layer("Dense", "narrow", dense(2, "linear"))
                .array("narrow", "narrow/kernel:0", w1, 4, 2)
                .array("narrow", "narrow/bias:0", b1, 2)
                .writeFunctional(file);
        float[] row = draw(3);
        checkCode(ForeignNetwork.keras(file).encoder("narrow"), row, dense(tanh(dense(wide(row), w0, b0)), w1, b1));
    }

    /** Keras with channels last and padding same, the kernel {@code [height, width, in, out]}: {@code [y][x][filter]}. */
    private static double[][][] convolved(double[][][] grid, float[] kernel, float[] bias, int side, int stride) {
        int height = (grid.length + stride - 1) / stride;
        int width = (grid[0].length + stride - 1) / stride;
        int channels = grid[0][0].length;
        int top = Math.max(0, (height - 1) * stride + side - grid.length) / 2;
        int left = Math.max(0, (width - 1) * stride + side - grid[0].length) / 2;
        double[][][] out = new double[height][width][bias.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int f = 0; f < bias.length; f++) {
                    double sum = bias[f];
                    for (int i = 0; i < side; i++) {
                        for (int j = 0; j < side; j++) {
                            int row = y * stride + i - top;
                            int column = x * stride + j - left;
                            boolean isInside = row >= 0 && row < grid.length && column >= 0 && column < grid[0].length;
                            for (int c = 0; isInside && c < channels; c++) {
                                sum += grid[row][column][c] * kernel[((i * side + j) * channels + c) * bias.length + f];
                            }
                        }
                    }
                    out[y][x][f] = Math.max(0, sum);
                }
            }
        }
        return out;
    }

    @Test
    void convolutionsWithChannelsLastAreTakenOver() {
        float[] kernel = draw(3 * 3 * 2 * 4);
        float[] bias = draw(4);
        int features = 3 * 4 * 4;
        float[] w = draw(features * 2);
        float[] b = draw(2);
        new KerasWriter()
                .layer(
                        "Conv2D",
                        "conv",
                        "\"batch_input_shape\":[null,6,7,2],\"filters\":4,\"kernel_size\":[3,3],\"strides\":[2,2],"
                                + "\"padding\":\"same\",\"data_format\":\"channels_last\",\"dilation_rate\":[1,1],"
                                + "\"activation\":\"relu\"," + BIAS)
                .array("conv", "conv/kernel:0", kernel, 3, 3, 2, 4)
                .array("conv", "conv/bias:0", bias, 4)
                .layer("Flatten", "flat", "\"data_format\":\"channels_last\"")
                .layer("Dense", "code", dense(2, "linear"))
                .array("code", "code/kernel:0", w, features, 2)
                .array("code", "code/bias:0", b, 2)
                .write(file);
        float[] row = draw(2 * 6 * 7); // channel by channel
        double[][][] grid = new double[6][7][2];
        for (int i = 0; i < row.length; i++) {
            grid[i / 7 % 6][i % 7][i / 42] = row[i];
        }
        double[][][] filtered = convolved(grid, kernel, bias, 3, 2);
        double[] flat = new double[features];
        for (int i = 0; i < features; i++) {
            flat[i] = filtered[i / 16][i / 4 % 4][i % 4];
        }
        var images = ForeignRows.of(Schema.image(2, 6, 7));
        checkCode(ForeignNetwork.keras(file).encoder("code", images), row, dense(flat, w, b));
    }

    private static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    @Test
    void lstmsAreTakenOver() {
        int units = 3;
        float[] kernel = draw(2 * 4 * units);
        float[] recurrent = draw(units * 4 * units);
        float[] bias = draw(4 * units);
        new KerasWriter()
                .layer(
                        "LSTM",
                        "lstm",
                        "\"batch_input_shape\":[null,5,2],\"return_sequences\":false,\"return_state\":false,"
                                + "\"go_backwards\":false,\"stateful\":false,\"unroll\":false,\"time_major\":false,"
                                + "\"units\":3,\"activation\":\"tanh\",\"recurrent_activation\":\"sigmoid\","
                                + "\"recurrent_initializer\":{\"class_name\":\"Orthogonal\",\"config\":{\"gain\":1.0,"
                                + "\"seed\":null}},\"unit_forget_bias\":true,\"recurrent_regularizer\":null,"
                                + "\"recurrent_constraint\":null,\"dropout\":0.0,\"recurrent_dropout\":0.0,"
                                + "\"implementation\":2," + BIAS)
                .array("lstm", "lstm/lstm_cell/kernel:0", kernel, 2, 4 * units)
                .array("lstm", "lstm/lstm_cell/recurrent_kernel:0", recurrent, units, 4 * units)
                .array("lstm", "lstm/lstm_cell/bias:0", bias, 4 * units)
                .write(file);
        float[] row = draw(5 * 2);
        double[] h = new double[units];
        double[] c = new double[units];
        for (int t = 0; t < 5; t++) {
            double[] gates = dense(new double[] {row[2 * t], row[2 * t + 1]}, kernel, bias);
            double[] more = dense(h, recurrent, new float[4 * units]);
            for (int u = 0; u < units; u++) { // i, f, c, o
                double candidate = Math.tanh(gates[2 * units + u] + more[2 * units + u]);
                c[u] = sigmoid(gates[units + u] + more[units + u]) * c[u] + sigmoid(gates[u] + more[u]) * candidate;
            }
            double[] next = new double[units];
            for (int u = 0; u < units; u++) {
                next[u] = sigmoid(gates[3 * units + u] + more[3 * units + u]) * Math.tanh(c[u]);
            }
            h = next;
        }
        var sequences = ForeignRows.of(Schema.sequence(List.of("x", "y"), 5));
        checkCode(ForeignNetwork.keras(file).encoder("lstm", sequences), row, h);
    }

    @Test
    void filesThatAreNotOfKerasAreRefused() throws IOException {
        assertThatThrownBy(() -> ForeignNetwork.keras(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(file + " is no file, expected one of Keras; check the path");
        Files.writeString(file, "PK a zip, as Keras 3 writes");
        assertThatThrownBy(() -> ForeignNetwork.keras(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(file + " is no HDF5 file, expected one that Keras wrote: model.save('model.h5')");
    }

    /** Has the classes of this package anew, and no importer. */
    private static final class WithoutImporter extends ClassLoader {
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.deeplearning4j.nn.modelimport.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("org.ae4j.pretrain.foreign.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            return known == null ? defined(name) : known;
        }

        private Class<?> defined(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @Test
    void importerThatIsNotThereIsNamed() throws Exception {
        Files.write(file, new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'});
        var keras =
                new WithoutImporter().loadClass(ForeignNetwork.class.getName()).getMethod("keras", Path.class);
        assertThatThrownBy(() -> keras.invoke(null, file))
                .isInstanceOf(InvocationTargetException.class)
                .cause()
                .isInstanceOf(AutoencoderException.class)
                .hasMessage("reading Keras files needs DL4J's importer, which is not there: add the dependency"
                        + " org.deeplearning4j:deeplearning4j-modelimport:1.0.0-M2.1 (with its HDF5 natives)");
    }
}
