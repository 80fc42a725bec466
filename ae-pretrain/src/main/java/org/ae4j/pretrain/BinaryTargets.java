package org.ae4j.pretrain;

import java.util.List;
import org.ae4j.IncompatibleDataException;
import org.ae4j.Suggestion;
import org.ae4j.data.Samples;
import org.ae4j.layer.OutputKind;

/**
 * 1 for rows of one class, 0 for those of the other.
 *
 * @param negative the class that gets 0
 * @param positive the class that gets 1
 */
record BinaryTargets(String negative, String positive) implements Targets<BinaryClassifier> {
    @Override
    public OutputKind kind() {
        return OutputKind.CROSS_ENTROPY;
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public float[][] of(Samples rows) {
        float[][] targets = new float[rows.rows()][1];
        for (int i = 0; i < targets.length; i++) {
            String label = rows.label(i);
            if (!label.equals(negative) && !label.equals(positive)) {
                throw new IncompatibleDataException("%s: row %d has the label '%s', which no training row has%s"
                        .formatted(rows.source(), i, label, Suggestion.forUnknown(label, List.of(negative, positive))));
            }
            targets[i][0] = label.equals(positive) ? 1 : 0;
        }
        return targets;
    }

    @Override
    public BinaryClassifier model(TunedNetwork network) {
        return new BinaryClassifier(network, this);
    }
}
