package org.ae4j.compile;

import java.util.ArrayList;
import java.util.List;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.SequenceSchema;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.RowsToSequence;
import org.ae4j.layer.SequenceToSteps;
import org.ae4j.layer.StepsToRows;
import org.ae4j.spec.Architecture;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.RepeatVector;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.nd4j.linalg.activations.Activation;

/**
 * LSTM blocks. DL4J's gradient is wrong where the last step is taken of both directions under a mask: the last layer of an
 * encoder reads forwards.
 *
 * @param architecture units and layers
 * @param sequence what a row consists of
 * @param told numbers that follow a row in the encoder's input
 * @param style of all
 */
record RecurrentLayers(Architecture.Recurrent architecture, SequenceSchema sequence, int told, LayerStyle style)
        implements Hidden {
    @Override
    public Blocks encoder(int inputs) {
        var blocks = new ArrayList<List<Layer>>();
        int width = sequence.features().size() + told;
        for (int i = 0; i <= last(); i++) {
            String name = "encoder" + i;
            var layers = new ArrayList<Layer>();
            if (i == 0) {
                layers.add(named(
                        name + ".sequence",
                        new RowsToSequence(sequence.features().size(), sequence.steps(), told)));
            }
            if (i == last()) {
                layers.add(named(name, new LastTimeStep(lstm(name, width))));
            } else {
                layers.add(layer(name, width));
            }
            layers.addAll(style.dropout(name));
            blocks.add(layers);
            width = outputs();
        }
        return new Blocks(blocks, architecture.units());
    }

    @Override
    public Blocks decoder(int inputs) {
        var blocks = new ArrayList<List<Layer>>();
        int width = inputs;
        for (int i = 0; i < architecture.layers(); i++) {
            String name = "decoder" + i;
            var layers = new ArrayList<Layer>();
            if (i == 0) {
                layers.add(named(name + ".repeat", repeat(inputs)));
            }
            layers.add(layer(name, width));
            layers.addAll(style.dropout(name));
            blocks.add(layers);
            width = outputs();
        }
        return new Blocks(blocks, width);
    }

    @Override
    public List<Layer> linearOutput(int inputs) {
        int features = sequence.features().size();
        return List.of(
                named(LayerStyle.OUTPUT + ".steps", new SequenceToSteps()),
                style.dense(LayerStyle.OUTPUT, inputs, features, Activation.IDENTITY, true),
                named(LayerStyle.OUTPUT + ".rows", new StepsToRows(features, sequence.steps())));
    }

    @Override
    public List<Layer> output(int inputs, List<OutputGroup> groups) {
        var layers = new ArrayList<>(linearOutput(inputs));
        layers.add(LayerStyle.loss(groups));
        return layers;
    }

    @Override
    public List<Layer> rowsBehind(int block) {
        if (block >= last()) {
            return List.of();
        }
        if (sequence.isVariable()) {
            throw new InvalidSpecException(
                    "sequences of different lengths cannot be cut between recurrent layers, where their"
                            + " ends are lost: take all layers or none");
        }
        return List.of(
                named("cut.steps", new SequenceToSteps()),
                named("cut.rows", new StepsToRows(outputs(), sequence.steps())));
    }

    @Override
    public List<Layer> rowsInFront(int block) {
        return block > 0 && block <= last()
                ? List.of(named("cut.sequence", new RowsToSequence(outputs(), sequence.steps(), 0)))
                : List.of();
    }

    /** Which of the encoder's layers gives its last step alone. */
    private int last() {
        return architecture.bidirectional() ? Math.max(1, architecture.layers() - 1) : architecture.layers() - 1;
    }

    /** What a layer that gives all steps gives at each. */
    private int outputs() {
        return architecture.bidirectional() ? 2 * architecture.units() : architecture.units();
    }

    private RepeatVector repeat(int width) {
        var repeat = new RepeatVector();
        repeat.setN(sequence.steps());
        repeat.setNIn(width);
        repeat.setNOut(width);
        return repeat;
    }

    private Layer layer(String name, int in) {
        LSTM lstm = lstm(name, in);
        return architecture.bidirectional() ? named(name, new Bidirectional(Bidirectional.Mode.CONCAT, lstm)) : lstm;
    }

    private LSTM lstm(String name, int in) {
        return style.penalized(new LSTM.Builder()
                .name(name)
                .nIn(in)
                .nOut(architecture.units())
                .activation(Activation.TANH)
                .build());
    }

    private static Layer named(String name, Layer layer) {
        layer.setLayerName(name);
        return layer;
    }
}
