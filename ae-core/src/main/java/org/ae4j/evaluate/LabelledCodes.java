package org.ae4j.evaluate;

import java.util.List;
import org.ae4j.data.Samples;
import org.ae4j.model.FittedScaling;

/**
 * Codes with the number of their label.
 *
 * @param codes {@code [rows][code]}
 * @param labels {@code [rows]}, each 0 … {@code classes − 1}
 * @param classes how many labels there are, whether or not these rows have them all
 */
record LabelledCodes(double[][] codes, int[] labels, int classes) {
    static LabelledCodes of(FittedScaling scaling, Samples samples, List<String> classes) {
        double[][] codes = new double[samples.rows()][scaling.inputs()];
        int[] labels = new int[samples.rows()];
        for (int i = 0; i < codes.length; i++) {
            float[] scaled = scaling.transform(samples, i, i + 1);
            for (int j = 0; j < scaled.length; j++) {
                codes[i][j] = scaled[j];
            }
            labels[i] = classes.indexOf(samples.label(i));
        }
        return new LabelledCodes(codes, labels, classes.size());
    }

    int rows() {
        return codes.length;
    }

    /** The fraction of rows whose label is the predicted one. */
    double accuracy(int[] predicted) {
        int right = 0;
        for (int i = 0; i < labels.length; i++) {
            right += predicted[i] == labels[i] ? 1 : 0;
        }
        return right / (double) labels.length;
    }
}
