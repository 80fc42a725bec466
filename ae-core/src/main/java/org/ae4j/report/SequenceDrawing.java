package org.ae4j.report;

import java.util.List;
import org.ae4j.data.SequenceSchema;
import org.ae4j.report.Chart.Axis;
import org.ae4j.report.Chart.Kind;
import org.ae4j.report.Chart.Series;

/**
 * Each sequence and its reconstruction over the same steps; of several features the one that is farthest off.
 *
 * @param schema of the sequences
 */
record SequenceDrawing(SequenceSchema schema) implements Reconstructions.Drawing {
    @Override
    public void write(Reconstructions section, Html html) {
        if (schema.features().size() > 1) {
            html.paragraph(
                    "Of each sequence the feature is shown whose reconstruction is farthest off, in scaled units.");
        }
        html.open("div", "class", "charts");
        double[] scales = section.measured().model().scaling().scales();
        for (int i = 0; i < section.shown().length; i++) {
            float[] input = section.input(i);
            float[] output = section.back().row(i);
            int feature = farthest(input, output, scales);
            String caption = section.caption(i);
            html.figure(
                    Chart.of(
                            Kind.LINES,
                            Axis.linear("step"),
                            Axis.linear(schema.features().get(feature)),
                            "Input and reconstruction of " + caption,
                            Series.of("input", 0, feature(input, feature)),
                            Series.of("reconstruction", 0, feature(output, feature))),
                    caption);
        }
        html.close();
    }

    private double[] feature(float[] row, int feature) {
        double[] values = new double[schema.length(row)];
        for (int step = 0; step < values.length; step++) {
            values[step] = row[step * schema.features().size() + feature];
        }
        return values;
    }

    private int farthest(float[] input, float[] output, double[] scales) {
        List<String> features = schema.features();
        double[] sums = new double[features.size()];
        int most = 0;
        for (int i = 0; i < schema.extent(input); i++) {
            double off = (input[i] - output[i]) / scales[i];
            sums[i % sums.length] += off * off;
        }
        for (int j = 1; j < sums.length; j++) {
            most = sums[j] > sums[most] ? j : most;
        }
        return most;
    }
}
