package org.ae4j.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Where each number of a row goes, and that gradients come back the same way. */
class ReshapeLayerTest {
    private static INDArray counting(long... shape) {
        return Nd4j.arange(1, Nd4j.zeros(shape).length() + 1)
                .castTo(DataType.DOUBLE)
                .reshape('c', shape);
    }

    @Test
    void imagesAreLaidOutChannelByChannel() {
        var layer = new RowsToGrid(new RowLayout(2, 2, 3, false), 0);
        INDArray grid = layer.forward(counting(2, 12));
        assertThat(grid.shape()).containsExactly(2, 2, 2, 3);
        assertThat(grid.getDouble(0, 1, 0, 2)).isEqualTo(9);
        assertThat(grid.getDouble(1, 0, 1, 0)).isEqualTo(16);
        assertThat(new GridToRows(new RowLayout(2, 2, 3, false)).forward(grid)).isEqualTo(counting(2, 12));
    }

    @Test
    void sequencesAreLaidOutStepByStep() {
        var layout = new RowLayout(2, 3, 1, true);
        INDArray grid = new RowsToGrid(layout, 0).forward(counting(1, 6));
        assertThat(grid.getDouble(0, 1, 0, 0)).isEqualTo(2);
        assertThat(grid.getDouble(0, 0, 2, 0)).isEqualTo(5);
        assertThat(new GridToRows(layout).forward(grid)).isEqualTo(counting(1, 6));
        INDArray sequence = new RowsToSequence(2, 3, 0).forward(counting(1, 6));
        assertThat(sequence.shape()).containsExactly(1, 2, 3);
        assertThat(sequence.getDouble(0, 1, 0)).isEqualTo(2);
        INDArray steps = new SequenceToSteps().forward(sequence);
        assertThat(steps).isEqualTo(counting(3, 2));
        assertThat(new StepsToRows(2, 3).forward(steps)).isEqualTo(counting(1, 6));
    }

    @Test
    void whatIsToldIsThereAtEveryPlaceAndStep() {
        INDArray grid = new RowsToGrid(new RowLayout(1, 2, 2, false), 2).forward(counting(1, 6));
        assertThat(grid.shape()).containsExactly(1, 3, 2, 2);
        assertThat(grid.slice(0).slice(2)).isEqualTo(Nd4j.valueArrayOf(new long[] {2, 2}, 6.0, DataType.DOUBLE));
        INDArray sequence = new RowsToSequence(1, 4, 2).forward(counting(1, 6));
        assertThat(sequence.slice(0).slice(1)).isEqualTo(Nd4j.valueArrayOf(new long[] {4}, 5.0, DataType.DOUBLE));
    }

    @Test
    void rowsEndAtTheFirstStepThatIsNotThere() {
        INDArray rows = counting(3, 6);
        rows.putScalar(1, 4, Double.NaN);
        rows.putScalar(1, 5, Double.NaN);
        var layer = new RowsToSequence(2, 3, 0);
        assertThat(layer.mask(rows)).isEqualTo(Nd4j.createFromArray(new double[][] {{1, 1, 1}, {1, 1, 0}, {1, 1, 1}}));
        assertThat(layer.mask(counting(3, 6))).isNull();
        assertThat(layer.forward(rows).getDouble(1, 0, 2)).isZero();
        assertThat(new RowsToGrid(new RowLayout(2, 3, 1, true), 0).forward(rows).getDouble(1, 1, 2, 0))
                .isZero();
    }

    static Stream<ReshapeLayer> layers() {
        return Stream.of(
                new RowsToGrid(new RowLayout(2, 2, 3, false), 1),
                new GridToRows(new RowLayout(2, 2, 3, true)),
                new RowsToSequence(2, 3, 2),
                new SequenceToSteps(),
                new StepsToRows(2, 3));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void comeBackFromAConfigurationFile(ReshapeLayer layer) {
        layer.setLayerName("reshaped");
        MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
                .list()
                .layer(layer)
                .layer(new DenseLayer.Builder().nIn(3).nOut(2).build())
                .build();
        var read = MultiLayerConfiguration.fromJson(configuration.toJson());
        assertThat(read.getConf(0).getLayer()).isEqualTo(layer).hasToString(layer.toString());
        assertThat(configuration.clone().getConf(0).getLayer()).isEqualTo(layer);
    }

    /** There and back in front of layers that are trained: their inputs' gradients pass through all five. */
    @Test
    void gradientsComeBackTheSameWay() {
        var layout = new RowLayout(2, 3, 1, true);
        MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
                .seed(3)
                .list()
                .layer(dense(4, 7))
                .layer(new RowsToGrid(layout, 1))
                .layer(new GridToRows(new RowLayout(3, 3, 1, false)))
                .layer(dense(9, 8))
                .layer(new RowsToSequence(2, 3, 2))
                .layer(new SequenceToSteps())
                .layer(dense(4, 2))
                .layer(new StepsToRows(2, 3))
                .layer(new OutputLayer.Builder(LossFunction.MSE)
                        .nIn(6)
                        .nOut(2)
                        .activation(Activation.IDENTITY)
                        .build())
                .build();
        var network = GradientCheck.network(configuration);
        INDArray input = Nd4j.randn(DataType.DOUBLE, 5, 4);
        assertThat(GradientCheck.relativeError(network, input, Nd4j.randn(DataType.DOUBLE, 5, 2)))
                .isLessThan(1e-6);
    }

    private static DenseLayer dense(int in, int out) {
        return new DenseLayer.Builder()
                .nIn(in)
                .nOut(out)
                .activation(Activation.TANH)
                .build();
    }
}
