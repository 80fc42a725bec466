package org.ae4j.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.ae4j.Rounded;
import org.ae4j.anomaly.Cause;
import org.ae4j.anomaly.Detection;
import org.ae4j.anomaly.Finding;
import org.ae4j.data.Samples;

/**
 * The rows with the highest scores, and the column most to blame.
 *
 * @param rows that were scored
 * @param findings the highest score first
 */
public record Strangest(Samples rows, List<Finding> findings) implements Section {
    private static final int SHOWN = 20;

    /** Of a detection of these rows; the detector is open. */
    public static Strangest of(Detection detection, Samples rows) {
        List<Finding> findings = detection.all().stream()
                .sorted(Comparator.comparingDouble(Finding::score).reversed())
                .limit(SHOWN)
                .toList();
        findings.forEach(Finding::explanation); // now: the detector may be closed when the page is written
        return new Strangest(rows, findings);
    }

    @Override
    public String id() {
        return "strangest";
    }

    @Override
    public String title() {
        return "Strangest rows";
    }

    @Override
    public void write(Html html) {
        var head = new ArrayList<>(List.of("row"));
        rows.labelName().ifPresent(head::add);
        head.add("score");
        if (isCalibrated()) {
            head.addAll(List.of("p-value", "flagged"));
        }
        head.addAll(List.of("column", "found", "expected", "its part"));
        html.table(
                "The %s that score highest of %s, and the column most to blame for each"
                        .formatted(Rounded.count(findings.size(), "row"), Rounded.count(rows.rows(), "row")),
                head,
                findings.stream().map(this::cells).toList());
    }

    private boolean isCalibrated() {
        return findings.stream().anyMatch(finding -> finding.pValue().isPresent());
    }

    private List<String> cells(Finding finding) {
        var cells = new ArrayList<>(List.of("row " + finding.row()));
        if (rows.isLabelled()) {
            cells.add(rows.label(finding.row()));
        }
        cells.add(Rounded.text(finding.score()));
        if (isCalibrated()) {
            cells.add(Rounded.text(finding.pValue().orElse(1)));
            cells.add(finding.flagged() ? "yes" : "no");
        }
        List<Cause> causes = finding.explanation();
        if (causes.isEmpty()) {
            cells.addAll(List.of("", "", "", ""));
        } else {
            Cause cause = causes.get(0);
            cells.addAll(List.of(
                    cause.column().name(),
                    TableDrawing.text(cause.column(), cause.found()),
                    TableDrawing.text(cause.column(), cause.expected()),
                    Rounded.percent(cause.share())));
        }
        return cells;
    }
}
