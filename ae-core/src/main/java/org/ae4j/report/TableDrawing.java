package org.ae4j.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ae4j.Rounded;
import org.ae4j.data.Column;
import org.ae4j.model.FittedScaling;

/** What each column held and what the model makes of it, the largest difference first. */
record TableDrawing() implements Reconstructions.Drawing {
    private static final int COLUMNS = 12;

    @Override
    public void write(Reconstructions section, Html html) {
        FittedScaling scaling = section.measured().model().scaling();
        int columns = scaling.schema().size();
        if (columns > COLUMNS) {
            html.paragraph("Of %d columns the %d are shown that are farthest off.".formatted(columns, COLUMNS));
        }
        html.open("div", "class", "charts");
        for (int i = 0; i < section.shown().length; i++) {
            html.table(
                    section.caption(i),
                    List.of("column", "input", "reconstruction", "off by, scaled"),
                    rows(scaling, section.input(i), section.back().row(i)));
        }
        html.close();
    }

    private static List<List<String>> rows(FittedScaling scaling, float[] input, float[] output) {
        List<Column> columns = scaling.schema().columns();
        double[] off = new double[columns.size()];
        for (int j = 0; j < off.length; j++) {
            off[j] = columns.get(j).isCategorical()
                    ? (input[j] == output[j] ? 0 : 1)
                    : Math.abs(output[j] - input[j]) / scaling.scales()[j];
        }
        var rows = new ArrayList<List<String>>();
        IntStream.range(0, off.length)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> -off[j]))
                .limit(COLUMNS)
                .forEach(j -> rows.add(List.of(
                        columns.get(j).name(),
                        text(columns.get(j), input[j]),
                        text(columns.get(j), output[j]),
                        columns.get(j).isCategorical()
                                ? (off[j] == 0 ? "the same" : "another")
                                : Rounded.text(off[j]))));
        return rows;
    }

    /** The name of a category, else the number to four digits. */
    static String text(Column column, float value) {
        return column.isCategorical() ? column.text(value) : Rounded.text(value);
    }
}
