package org.ae4j.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.ae4j.engine.Backend;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every matrix product in single precision against the one in double precision. */
class GemmTest {
    /** A product of parts of matrices: sizes below, at and above those of blocks. */
    record Product(FloatDevice device, boolean transposeA, boolean transposeB, int m, int n, int k) {
        @Override
        public String toString() {
            return "%s %s%s %d×%d×%d"
                    .formatted(device.name(), transposeA ? "Aᵀ" : "A", transposeB ? "Bᵀ" : "B", m, n, k);
        }
    }

    /** oneDNN's threads are set by ND4J, which must have started; building a network does that elsewhere. */
    @BeforeAll
    static void startNd4j() {
        Backend.start();
    }

    static Stream<Product> products() {
        int[][] sizes = {{1, 1, 1}, {3, 5, 7}, {1, 40, 300}, {128, 17, 128}, {130, 515, 9}, {7, 600, 264}, {200, 1, 129}
        };
        return Stream.of(FloatDevice.fastest(), FloatDevice.plainJava())
                .flatMap(device -> Arrays.stream(sizes)
                        .flatMap(size -> Stream.of(0, 1, 2, 3)
                                .map(kind -> new Product(device, kind > 1, kind % 2 == 1, size[0], size[1], size[2]))));
    }

    @ParameterizedTest
    @MethodSource("products")
    void isThatOfTheDefinition(Product product) {
        assertIsThatOfTheDefinition(product, false);
    }

    @ParameterizedTest
    @MethodSource("products")
    void isAddedToWhatIsThere(Product product) {
        assertIsThatOfTheDefinition(product, true);
    }

    private static void assertIsThatOfTheDefinition(Product product, boolean adds) {
        int m = product.m;
        int n = product.n;
        int k = product.k;
        int aStride = (product.transposeA ? m : k) + 2;
        int bStride = (product.transposeB ? k : n) + 1;
        int cStride = n + 3;
        float[] a = numbers(1, 5 + aStride * (product.transposeA ? k : m));
        float[] b = numbers(2, 6 + bStride * (product.transposeB ? n : k));
        float[] c = numbers(3, 7 + cStride * m);
        float[] expected = c.clone();
        multiply(new DoubleDevice(), product, adds, a, aStride, b, bStride, expected, cStride);
        multiply(product.device, product, adds, a, aStride, b, bStride, c, cStride);
        for (int i = 0; i < c.length; i++) {
            // Rounding of k products of numbers up to 1, whatever their order.
            assertThat(c[i]).isCloseTo(expected[i], within(k * 0x1p-23f));
        }
    }

    private static void multiply(
            Device device,
            Product product,
            boolean adds,
            float[] a,
            int aStride,
            float[] b,
            int bStride,
            float[] c,
            int cStride) {
        try (Memory left = device.allocate(a.length);
                Memory right = device.allocate(b.length);
                Memory result = device.allocate(c.length);
                Kernels kernels = device.kernels(1000, 1000)) {
            left.write(0, a, 0, a.length);
            right.write(0, b, 0, b.length);
            result.write(0, c, 0, c.length);
            kernels.enter();
            boolean tA = product.transposeA;
            boolean tB = product.transposeB;
            int m = product.m;
            int n = product.n;
            int k = product.k;
            if (adds) {
                kernels.multiplyAdd(tA, tB, m, n, k, left, 5, aStride, right, 6, bStride, result, 7, cStride);
            } else {
                kernels.multiply(tA, tB, m, n, k, left, 5, aStride, right, 6, bStride, result, 7, cStride);
            }
            result.read(0, c, 0, c.length);
        }
    }

    private static float[] numbers(long seed, int count) {
        var random = new Random(seed);
        var numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = 2 * random.nextFloat() - 1;
        }
        return numbers;
    }
}
