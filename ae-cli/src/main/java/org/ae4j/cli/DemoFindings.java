package org.ae4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.ae4j.anomaly.Cause;
import org.ae4j.anomaly.Detection;
import org.ae4j.anomaly.Finding;
import org.ae4j.data.Samples;
import org.ae4j.data.Sensors;

/**
 * What the detector says of the pump, beside what is true.
 *
 * @param rows of the pump
 * @param detection of the same rows
 */
record DemoFindings(Samples rows, Detection detection) {
    private static final int SHOWN = 6;

    void say(Report report, ObjectNode json) {
        List<Finding> faults = detection.flagged().stream()
                .filter(finding -> !state(finding).equals(Sensors.OK))
                .toList();
        int falseAlarms = detection.flagged().size() - faults.size();
        OptionalDouble explained =
                faults.stream().mapToInt(f -> blamesTheRight(f) ? 1 : 0).average();
        report.say(
                "  %-6s %7s %9s  %-15s %9s %9s  %s", "row", "score", "p-value", "sensor", "found", "expected", "truly");
        detection.flagged().stream().limit(SHOWN).forEach(finding -> line(report, finding));
        int faulty = rows.rows() - rows.only(Sensors.OK).rows();
        report.say(
                "flagged: %,d of %s, and %,d of %s",
                faults.size(),
                Figures.count(faulty, "fault"),
                falseAlarms,
                Figures.count(rows.rows() - faulty, "healthy row"));
        report.say("the sensor blamed first is the broken one in %.1f %% of them", 100 * explained.orElse(0));
        json.put("rows", rows.rows());
        json.put("flagged", detection.flagged().size());
        json.put("falseAlarms", falseAlarms);
        Figures.put(json, "explained", explained);
    }

    private void line(Report report, Finding finding) {
        finding.explanation().stream()
                .findFirst()
                .ifPresent(cause -> report.say(
                        "  %-6d %7.2f %9.4f  %-15s %9s %9s  %s",
                        finding.row(),
                        finding.score(),
                        finding.pValue().orElse(Double.NaN),
                        cause.column().name(),
                        Figures.text(cause.found()),
                        Figures.text(cause.expected()),
                        state(finding)));
    }

    private boolean blamesTheRight(Finding finding) {
        Map<String, String> broken = Sensors.faultChannels();
        List<Cause> causes = finding.explanation();
        return !causes.isEmpty() && causes.get(0).column().name().equals(broken.get(state(finding)));
    }

    private String state(Finding finding) {
        return rows.label(finding.row());
    }
}
