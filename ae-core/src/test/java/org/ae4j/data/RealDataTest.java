package org.ae4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.ae4j.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealDataTest {
    @Test
    void digitsHave64NumbersAndALabel() {
        Samples digits = Samples.csv(
                TestData.require("sklearn/digits.csv.gz"), CsvFormat.defaults().label("last"));
        assertThat(digits.rows()).isEqualTo(1797);
        assertThat(digits.schema().describe()).isEqualTo("64 numeric columns");
        assertThat(digits.classes()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(digits.label(3)).isEqualTo("3");
        assertThat(digits.value(0, 2)).isEqualTo(5);
        Samples images = digits.conformTo(Schema.image(1, 8, 8));
        assertThat(images.row(1796)).isEqualTo(digits.row(1796));
    }

    @Test
    void thyroidHasItsAnomalies() {
        Samples thyroid = Samples.csv(
                TestData.require("adbench/38_thyroid.csv.gz"),
                CsvFormat.defaults().label("last"));
        assertThat(thyroid.rows()).isEqualTo(3772);
        assertThat(thyroid.schema().describe()).isEqualTo("6 numeric columns");
        assertThat(thyroid.only("1").rows()).isEqualTo(93);
        assertThat(thyroid.value(0, 0)).isEqualTo(0.774193548387f);
    }

    @Test
    void irisIsReadAfterItsFirstLine() {
        Samples iris = Samples.csv(
                TestData.require("sklearn/iris.csv"),
                CsvFormat.defaults().skipLines(1).label("last"));
        assertThat(iris.rows()).isEqualTo(150);
        assertThat(iris.schema().describe()).isEqualTo("4 numeric columns");
        assertThat(iris.only("2").rows()).isEqualTo(50);
        assertThat(iris.row(0)).containsExactly(5.1f, 3.5f, 1.4f, 0.2f);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mnist", "fashion-mnist"})
    void publishedImagesHaveTheirLabels(String name) {
        TestData.require(name + "/train-images-idx3-ubyte.gz");
        Samples train = Samples.builtIn(name, 1);
        Samples test = Samples.builtIn(name + ":test", 1);
        assertThat(train.rows()).isEqualTo(60_000);
        assertThat(test.rows()).isEqualTo(10_000);
        assertThat(train.schema()).isEqualTo(Schema.image(1, 28, 28)).isEqualTo(test.schema());
        assertThat(test.classes()).hasSize(10);
        assertThat(train.source()).isEqualTo(name);
    }

    @Test
    void mnistsFirstDigitIsAFive() {
        Samples mnist = Samples.idx(
                TestData.require("mnist/train-images-idx3-ubyte.gz"),
                TestData.require("mnist/train-labels-idx1-ubyte.gz"));
        assertThat(mnist.label(0)).isEqualTo("5");
        assertThat(mnist.only("5").rows()).isEqualTo(5421);
        float[] first = mnist.row(0);
        assertThat(IntStream.range(0, first.length).filter(i -> first[i] > 0)).hasSize(166);
        assertThat(first[5 * 28 + 12]).isEqualTo(3);
    }
}
