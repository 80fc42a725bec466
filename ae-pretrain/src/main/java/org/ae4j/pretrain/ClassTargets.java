package org.ae4j.pretrain;

import java.util.List;
import org.ae4j.IncompatibleDataException;
import org.ae4j.Suggestion;
import org.ae4j.data.Samples;
import org.ae4j.layer.OutputKind;

/**
 * One-hot rows, each times its class's weight.
 *
 * @param classes in the order of the outputs
 * @param weights one a class
 */
record ClassTargets(List<String> classes, double[] weights) implements Targets<Classifier> {
    @Override
    public OutputKind kind() {
        return OutputKind.SOFTMAX;
    }

    @Override
    public int outputs() {
        return classes.size();
    }

    @Override
    public float[][] of(Samples rows) {
        float[][] targets = new float[rows.rows()][classes.size()];
        for (int i = 0; i < targets.length; i++) {
            int place = classes.indexOf(rows.label(i));
            if (place < 0) {
                throw new IncompatibleDataException("%s: row %d has the label '%s', which no training row has%s"
                        .formatted(rows.source(), i, rows.label(i), Suggestion.forUnknown(rows.label(i), classes)));
            }
            targets[i][place] = (float) weights[place];
        }
        return targets;
    }

    @Override
    public Classifier model(TunedNetwork network) {
        return new Classifier(network, classes);
    }
}
