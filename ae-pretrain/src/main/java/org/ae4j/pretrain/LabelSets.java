package org.ae4j.pretrain;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.ae4j.IncompatibleDataException;
import org.ae4j.Suggestion;
import org.ae4j.data.Samples;
import org.ae4j.layer.OutputKind;

/**
 * 1 for each label that a row has, 0 for the others. A row's label is text such as {@code a|b}, empty for none.
 *
 * @param labels in the order of the outputs
 */
record LabelSets(List<String> labels) implements Targets<MultiLabelClassifier> {
    /** The labels that a text names. */
    static Set<String> of(String text) {
        return Arrays.stream(text.split("\\|"))
                .map(String::strip)
                .filter(label -> !label.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public OutputKind kind() {
        return OutputKind.CROSS_ENTROPY;
    }

    @Override
    public int outputs() {
        return labels.size();
    }

    @Override
    public float[][] of(Samples rows) {
        float[][] targets = new float[rows.rows()][labels.size()];
        for (int i = 0; i < targets.length; i++) {
            for (String label : of(rows.label(i))) {
                int place = labels.indexOf(label);
                if (place < 0) {
                    throw new IncompatibleDataException("%s: row %d has the label '%s', which no training row has%s"
                            .formatted(rows.source(), i, label, Suggestion.forUnknown(label, labels)));
                }
                targets[i][place] = 1;
            }
        }
        return targets;
    }

    @Override
    public MultiLabelClassifier model(TunedNetwork network) {
        return new MultiLabelClassifier(network, labels);
    }
}
