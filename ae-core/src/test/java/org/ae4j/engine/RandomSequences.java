package org.ae4j.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ae4j.engine.program.Nonlinearity;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.OutputKind;
import org.ae4j.layer.SequenceToSteps;
import org.ae4j.layer.StepsToRows;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;

/** Autoencoders of sequences drawn from a seed: one to three layers a side, of 1 to 20 units and steps. */
final class RandomSequences {
    private final Random random;
    private final List<Layer> layers = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    private RandomSequences(long seed) {
        // The first numbers of neighbouring seeds are alike.
        random = new Random(seed * 0x9E3779B97F4A7C15L);
        text.append("sequences, seed ").append(seed).append(": ");
    }

    /** The network of this seed. */
    static NetworkCase network(long seed) {
        return new RandomSequences(seed).draw(seed);
    }

    private NetworkCase draw(long seed) {
        int features = size(6);
        int steps = size(20);
        int told = random.nextInt(3);
        layers.add(SequenceCases.rows(features, steps, told));
        text.append(steps).append(" × ").append(features).append(" told ").append(told);
        int in = recurrent(features + told, random.nextInt(3));
        int out = size(20);
        layers.add(SequenceCases.last(in, out));
        int code = size(8);
        layers.add(SequenceCases.dense(out, code, Nonlinearity.TANH));
        text.append(" last ").append(out).append(" code ").append(code);
        layers.add(SequenceCases.repeat(steps));
        int last = recurrent(code, 1 + random.nextInt(2));
        layers.add(new SequenceToSteps());
        layers.add(SequenceCases.dense(last, features, Nonlinearity.IDENTITY));
        layers.add(new StepsToRows(features, steps));
        var groups = List.of(new OutputGroup(OutputKind.SQUARED, 0, steps * features, 1));
        layers.add(SequenceCases.loss(groups));
        var updater = RandomCases.updaters(null).get(random.nextInt(8));
        return new NetworkCase(text.toString(), layers, groups, updater, GradientNormalization.None, 1, seed);
    }

    /** So many layers, each in one direction or both; their units. */
    private int recurrent(int inputs, int count) {
        int in = inputs;
        for (int i = 0; i < count; i++) {
            int units = size(20);
            boolean isBoth = random.nextBoolean();
            layers.add(isBoth ? SequenceCases.both(in, units) : SequenceCases.lstm(in, units));
            text.append(isBoth ? " both " : " one ").append(units);
            in = isBoth ? 2 * units : units;
        }
        return in;
    }

    private int size(int most) {
        return 1 + random.nextInt(most);
    }
}
