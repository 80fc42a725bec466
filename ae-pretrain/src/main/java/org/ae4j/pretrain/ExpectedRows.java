package org.ae4j.pretrain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.ae4j.data.Column;
import org.ae4j.data.ImageSchema;
import org.ae4j.data.Schema;
import org.ae4j.data.SequenceSchema;
import org.ae4j.model.FittedScaling;
import org.ae4j.model.FittedSpec;
import org.ae4j.spec.Knowledge;
import org.ae4j.spec.Scaling;

/** The lines of a card that say which rows an encoder takes, and what becomes of their numbers. */
final class ExpectedRows {
    /** A table of more columns tells nobody more. */
    private static final int SHOWN = 100;

    private final Schema schema;
    private final Scaling scaling;
    private final Knowledge knowledge;
    private final double[] offsets;
    private final double[] scales;

    ExpectedRows(FittedSpec fitted) {
        FittedScaling numbers = fitted.scaling();
        this.schema = numbers.schema();
        this.scaling = fitted.spec().scaling();
        this.knowledge = fitted.spec().knowledge();
        this.offsets = numbers.offsets();
        this.scales = numbers.scales();
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(sentence());
        if (knowledge.told() > 0) {
            lines.add("Beside each row it is told the row's class.");
        }
        if (schema instanceof ImageSchema) {
            return lines;
        }
        List<Column> columns = schema instanceof SequenceSchema sequence ? sequence.featureColumns() : schema.columns();
        lines.add("");
        lines.add(CardText.tableRow(header()));
        lines.add(CardText.tableRow(header().stream().map(cell -> "---").toList()));
        for (int j = 0; j < Math.min(SHOWN, columns.size()); j++) {
            lines.add(CardText.tableRow(cells(columns.get(j), j)));
        }
        if (columns.size() > SHOWN) {
            lines.add("");
            lines.add("… and " + (columns.size() - SHOWN) + " more.");
        }
        return lines;
    }

    private String sentence() {
        if (schema instanceof ImageSchema image) {
            return ("Images of %d×%d pixels (height, width) with %s, laid out as [channels, height, width]:"
                            + " raw pixels 0 to 255, %s.")
                    .formatted(image.height(), image.width(), CardText.count(image.channels(), "channel"), scaled());
        }
        if (schema instanceof SequenceSchema sequence) {
            String length = sequence.isVariable()
                    ? sequence.shortest() + " to " + sequence.steps()
                    : Integer.toString(sequence.steps());
            return "Sequences of %s steps with these features at each, laid out as [steps, features]: raw units, %s."
                    .formatted(length, scaled());
        }
        return "Tables with these columns, found by their names in whatever order: raw units, %s.".formatted(scaled());
    }

    private String scaled() {
        if (scaling instanceof Scaling.Divide divide) {
            return "divided by " + CardText.number(divide.by()) + " inside";
        }
        if (scaling instanceof Scaling.Standard) {
            return "standardised inside by the training rows' mean and deviation";
        }
        return scaling instanceof Scaling.MinMax
                ? "brought onto 0 to 1 inside by the training rows' smallest and largest value"
                : "taken as they are";
    }

    private List<String> header() {
        if (scaling instanceof Scaling.Standard) {
            return List.of("column", "kind", "mean", "standard deviation");
        }
        return scaling instanceof Scaling.MinMax
                ? List.of("column", "kind", "smallest", "largest")
                : List.of("column", "kind");
    }

    private List<String> cells(Column column, int j) {
        var cells = new ArrayList<>(List.of(CardText.plain(column.name()), kind(column)));
        if (header().size() > cells.size()) {
            double last = scaling instanceof Scaling.MinMax ? offsets[j] + scales[j] : scales[j];
            cells.add(column.isCategorical() ? "" : CardText.number(offsets[j]));
            cells.add(column.isCategorical() ? "" : CardText.number(last));
        }
        return cells;
    }

    private static String kind(Column column) {
        return column.isCategorical()
                ? "one of: " + column.categories().stream().map(CardText::plain).collect(Collectors.joining(", "))
                : "number";
    }
}
