package org.ae4j.engine.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.ae4j.layer.FixedNormalization;
import org.ae4j.layer.RowsToSequence;
import org.ae4j.layer.SequenceToSteps;
import org.ae4j.layer.StepsToRows;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.RepeatVector;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;

class SequenceReaderTest {
    private static final RowsToSequence ROWS = new RowsToSequence(3, 4, 0);

    @Test
    void readsAnAutoencoderOfSequences() {
        Program program = ProgramReader.read(configuration(
                new RowsToSequence(3, 4, 2),
                new Bidirectional(Bidirectional.Mode.CONCAT, lstm(5, 6).build()),
                new LastTimeStep(lstm(12, 7).build()),
                dense(7, 2),
                repeat(),
                lstm(2, 6).build(),
                new SequenceToSteps(),
                dense(6, 3),
                new StepsToRows(3, 4)));
        long code = 2 * 4 * 6 * (5 + 6 + 1) + 4 * 7 * (12 + 7 + 1);
        long decoder = code + 7 * 2 + 2;
        long steps = decoder + 4 * 6 * (2 + 6 + 1);
        assertThat(program.stages())
                .containsExactly(
                        new SequenceStage.FromRows(3, 4, 2),
                        new Lstm(5, 6, 4, false, 2, 0),
                        new Lstm(12, 7, 4, false, 1, 2 * 4 * 6 * (5 + 6 + 1)),
                        new SequenceStage.LastStep(7, 4, true),
                        new Stage.Dense(7, 2, code, code + 14, Nonlinearity.IDENTITY, 1),
                        new Lstm(2, 6, 4, true, 1, decoder),
                        new Stage.Dense(6, 3, steps, steps + 18, Nonlinearity.IDENTITY, 4),
                        new SequenceStage.ToRows(3, 4));
        assertThat(program.inputs()).isEqualTo(14);
        assertThat(program.outputs()).isEqualTo(12);
        assertThat(program.steps()).isEqualTo(4);
        assertThat(program.work())
                .isEqualTo(4 * (2 * 4 * 6 * (5 + 6 + 1) + 4 * 7 * (12 + 7 + 1)) + 16 + 4 * (4 * 6 * (2 + 6 + 1) + 21));
        assertThat(program.widest()).isEqualTo(4 * 12);
    }

    @Test
    @SuppressWarnings("deprecation")
    void refusesOtherRecurrentLayers() {
        assertRefused(
                "GravesLSTM", ROWS, new GravesLSTM.Builder().nIn(3).nOut(2).build());
        assertRefused("SimpleRnn", ROWS, new SimpleRnn.Builder().nIn(3).nOut(2).build());
        assertRefused(
                "an LSTM with softsign",
                ROWS,
                lstm(3, 2).activation(Activation.SOFTSIGN).build());
        assertRefused(
                "an LSTM with gates of hardsigmoid",
                ROWS,
                lstm(3, 2).gateActivationFunction(Activation.HARDSIGMOID).build());
        assertRefused(
                "dropout inside a layer",
                ROWS,
                lstm(3, 2).dropOut(new Dropout(0.5)).build());
        assertRefused(
                "sequences in the format NWC",
                ROWS,
                lstm(3, 2).dataFormat(RNNFormat.NWC).build());
        assertRefused(
                "Bidirectional in the mode ADD",
                ROWS,
                new Bidirectional(Bidirectional.Mode.ADD, lstm(3, 2).build()));
        assertRefused(
                "Bidirectional of a layer other than LSTM",
                ROWS,
                new Bidirectional(new SimpleRnn.Builder().nIn(3).nOut(2).build()));
        assertRefused(
                "LastTimeStep of a layer other than LSTM",
                ROWS,
                new LastTimeStep(new Bidirectional(lstm(3, 2).build())));
        assertRefused("an LSTM of 4 inputs behind 3", ROWS, lstm(4, 2).build());
    }

    @Test
    void refusesLayersAtPlacesThatItDoesNotKnow() {
        LSTM lstm = lstm(3, 2).build();
        assertRefused("LSTM outside a sequence", lstm);
        assertRefused("SequenceToSteps outside a sequence", new SequenceToSteps());
        assertRefused("RowsToSequence behind another layer", dense(3, 12), ROWS);
        assertRefused("RepeatVector of a sequence", ROWS, repeat());
        assertRefused("RepeatVector in front of a layer other than LSTM", dense(3, 2), repeat(), activation());
        assertRefused("DenseLayer on a sequence", ROWS, lstm, dense(2, 2));
        assertRefused(
                "BatchNormalization on a sequence",
                ROWS,
                lstm,
                new BatchNormalization.Builder().nIn(2).nOut(2).build());
        assertRefused(
                "FixedNormalization on a sequence",
                ROWS,
                lstm,
                new FixedNormalization(
                        new BatchNormalization.Builder().nIn(2).nOut(2).build()));
        assertRefused("an activation behind another", ROWS, lstm, activation());
        assertRefused(
                "StepsToRows behind something other than its steps",
                ROWS,
                lstm,
                new SequenceToSteps(),
                new StepsToRows(2, 5));
        assertRefused("an end inside a sequence", ROWS, lstm);
    }

    @Test
    void refusesTruncatedBackpropagation() {
        MultiLayerConfiguration truncated =
                configuration(ROWS, new LastTimeStep(lstm(3, 2).build()));
        truncated.setBackpropType(BackpropType.TruncatedBPTT);
        assertThatThrownBy(() -> ProgramReader.read(truncated))
                .isInstanceOf(UnsupportedNetworkException.class)
                .hasMessage("truncated backpropagation through time");
    }

    private static void assertRefused(String message, Layer... layers) {
        MultiLayerConfiguration configuration = configuration(layers);
        assertThatThrownBy(() -> ProgramReader.read(configuration))
                .isInstanceOf(UnsupportedNetworkException.class)
                .hasMessage(message);
    }

    private static MultiLayerConfiguration configuration(Layer... layers) {
        var list = new NeuralNetConfiguration.Builder().list();
        for (Layer layer : layers) {
            list.layer(layer);
        }
        return list.build();
    }

    private static LSTM.Builder lstm(int in, int out) {
        return new LSTM.Builder().nIn(in).nOut(out).activation(Activation.TANH);
    }

    private static Layer dense(int in, int out) {
        return new DenseLayer.Builder()
                .nIn(in)
                .nOut(out)
                .activation(Activation.IDENTITY)
                .build();
    }

    private static Layer activation() {
        return new ActivationLayer.Builder().activation(Activation.TANH).build();
    }

    private static Layer repeat() {
        return new RepeatVector.Builder<>().repetitionFactor(4).build();
    }
}
