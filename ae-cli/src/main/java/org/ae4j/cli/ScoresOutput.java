package org.ae4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.ae4j.anomaly.Cause;
import org.ae4j.anomaly.Detection;
import org.ae4j.anomaly.Finding;
import org.ae4j.data.Samples;

/** A CSV file of what a detector says: one line a row, in the order of the rows. */
final class ScoresOutput {
    private static final List<String> COLUMNS =
            List.of("row", "score", "p_value", "flagged", "column", "found", "expected");

    private ScoresOutput() {}

    static void write(CsvOutput file, Samples samples, Detection detection) {
        List<String> header = new ArrayList<>(COLUMNS);
        samples.labelName().ifPresent(header::add);
        file.write(header, samples.rows(), i -> {
            Finding finding = detection.all().get(i);
            List<String> cells = new ArrayList<>(List.of(
                    Integer.toString(i),
                    Double.toString(finding.score()),
                    finding.pValue().isPresent()
                            ? Double.toString(finding.pValue().getAsDouble())
                            : "",
                    detection.threshold().isPresent() ? Boolean.toString(finding.flagged()) : ""));
            cells.addAll(cause(finding));
            if (samples.isLabelled()) {
                cells.add(samples.label(i));
            }
            return cells;
        });
    }

    /**
     * One line for each step of a series that windows cover.
     *
     * @param scores NaN for steps that no window covers
     */
    static void writeSteps(CsvOutput file, double[] scores) {
        int[] covered = IntStream.range(0, scores.length)
                .filter(i -> !Double.isNaN(scores[i]))
                .toArray();
        file.write(
                List.of("step", "score"),
                covered.length,
                i -> List.of(Integer.toString(covered[i]), Double.toString(scores[covered[i]])));
    }

    /** The column most to blame, for flagged rows. */
    private static List<String> cause(Finding finding) {
        if (!finding.flagged() || finding.explanation().isEmpty()) {
            return List.of("", "", "");
        }
        Cause cause = finding.explanation().get(0);
        return List.of(
                cause.column().name(),
                cause.column().text(cause.found()),
                cause.column().text(cause.expected()));
    }
}
