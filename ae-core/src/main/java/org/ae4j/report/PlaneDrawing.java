package org.ae4j.report;

import java.util.ArrayList;
import java.util.List;
import org.ae4j.data.Column;
import org.ae4j.report.Chart.Axis;
import org.ae4j.report.Chart.Kind;
import org.ae4j.report.Chart.Point;
import org.ae4j.report.Chart.Series;

/**
 * Rows of two numbers where they lie, and where the model puts them.
 *
 * @param columns both
 */
record PlaneDrawing(List<Column> columns) implements Reconstructions.Drawing {
    @Override
    public void write(Reconstructions section, Html html) {
        var inputs = new ArrayList<Point>();
        var outputs = new ArrayList<Point>();
        for (int i = 0; i < section.shown().length; i++) {
            float[] input = section.input(i);
            inputs.add(new Point(input[0], input[1], section.caption(i)));
            outputs.add(new Point(section.back().value(i, 0), section.back().value(i, 1), section.caption(i)));
        }
        String caption = "Rows as they are, and as the model gives them back.";
        html.open("div", "class", "tall");
        html.figure(
                Chart.of(
                        Kind.POINTS,
                        Axis.linear(columns.get(0).name()),
                        Axis.linear(columns.get(1).name()),
                        caption,
                        new Series("input", inputs),
                        new Series("reconstruction", outputs)),
                caption);
        html.close();
    }
}
