package org.ae4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import org.ae4j.data.CsvFormat;
import org.ae4j.data.Download;
import org.ae4j.data.Schema;
import org.ae4j.file.Json;
import org.ae4j.spec.Preset;
import org.ae4j.spec.Presets;
import org.ae4j.spec.SpecJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What training can start from. */
@Command(
        name = "presets",
        sortOptions = false,
        header = "Lists what `ae train --preset` knows.",
        description = {
            "The name of each preset, what to take it for, and the paper that it comes from; with --data also its hidden"
                    + " layers, code and corruption for rows like those, and those presets"
                    + " alone that suit such rows.",
            ""
        },
        footer = {"", "Example:", "  ae presets --data sensors"})
final class PresetsCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            paramLabel = "D",
            description = "Show what each preset is for these rows: all that `ae train --data` takes.")
    private String data;

    @Option(
            names = "--label-column",
            paramLabel = "NAME",
            description = "CSV column that holds the label and is no feature: its name, first or last.")
    private String labelColumn;

    @Mixin
    private SequenceOptions sequences;

    @Mixin
    private FolderOptions folders;

    @Mixin
    private Report report;

    @Override
    public Integer call() {
        if (labelColumn != null && data == null) {
            throw new WrongInput("--label-column belongs to --data, which is missing");
        }
        if (sequences.isGiven() && data == null) {
            throw new WrongInput("--sequence belongs to --data, which is missing");
        }
        Schema schema = data == null ? null : schema();
        ArrayNode presets = Json.object().putArray("presets");
        for (Preset preset : schema == null ? Presets.all() : Presets.suiting(schema)) {
            ObjectNode json = presets.addObject();
            json.put("name", preset.label()).put("use", preset.use()).put("paper", preset.paper());
            if (schema != null) {
                json.set("spec", SpecJson.write(preset.spec(schema)));
            }
        }
        say();
        if (schema != null) {
            sizes(presets);
        }
        ObjectNode json = Json.object();
        json.set("presets", presets);
        report.finish(json);
        return 0;
    }

    private Schema schema() {
        CsvFormat format = labelColumn == null
                ? CsvFormat.defaults()
                : CsvFormat.defaults().label(labelColumn);
        return new DataSource(sequences.apply(format), folders.images(), folders.sounds(), Download.REFUSED)
                .read(data, null, null)
                .schema();
    }

    private void say() {
        List<Preset> all = Presets.all();
        int names = width(all.stream().map(Preset::label).toList());
        int uses = width(all.stream().map(Preset::use).toList());
        String row = "%-" + names + "s  %-" + uses + "s  %s";
        all.forEach(preset -> report.say(row, preset.label(), preset.use(), preset.paper()));
    }

    private void sizes(ArrayNode presets) {
        report.say("");
        report.say("for %s:", data);
        int names = width(Presets.names());
        for (var preset : presets) {
            var words = new SpecWords(preset.path("spec"));
            String corruption = SpecWords.corruption(preset.at("/spec/corruption"));
            report.say(
                    "%-" + names + "s  hidden %s; code %s%s",
                    preset.path("name").textValue(),
                    words.hidden(),
                    words.code(),
                    corruption.isEmpty() ? "" : "; " + corruption);
        }
    }

    private static int width(List<String> cells) {
        return cells.stream().mapToInt(String::length).max().orElse(1);
    }
}
