package org.ae4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ae4j.AutoencoderException;
import org.ae4j.data.Parts;
import org.ae4j.data.Samples;
import org.ae4j.data.Split;
import org.ae4j.file.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Divides data into CSV files. */
@Command(
        name = "split",
        sortOptions = false,
        header = "Divides data into CSV files for training and testing.",
        description = {
            "Divides data into DIR/train.csv and DIR/test.csv, with three fractions also validation.csv, with four"
                    + " also calibration.csv. Each has a header; the label is the last column.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  ae split --data wine.csv --label-column last --out wine --fractions 0.6,0.2,0.2 --stratified",
            "  ae split --data sensors --out pump --fractions 0.7,0.3 --one-class ok"
        })
final class SplitCommand implements Callable<Integer> {
    @Mixin
    private DataOptions data;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder, made if it is missing.")
    private Path out;

    @Option(
            names = "--fractions",
            required = true,
            split = ",",
            paramLabel = "F",
            description = "Shares of the rows, which sum to 1: train,test or train,validation,test or"
                    + " train,validation,calibration,test.")
    private List<Double> fractions;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Fixes which row goes where. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--stratified", description = "Divide every label by the same fractions.")
    private boolean stratified;

    @Option(
            names = "--one-class",
            paramLabel = "VALUE",
            description = "Divide the rows with this label; all others go to the test part.")
    private String oneClass;

    @Option(names = "--force", description = "Replace files that exist.")
    private boolean force;

    @Mixin
    private Report report;

    @Override
    public Integer call() {
        Split split = split();
        List<String> names = names();
        checkOutputs(names);
        Parts parts = data.read().split(split);
        Map<String, Samples> all = new LinkedHashMap<>();
        all.put("train", parts.train());
        all.put("validation", parts.validation());
        all.put("calibration", parts.calibration());
        all.put("test", parts.test());
        all.keySet().retainAll(names);
        makeFolder();
        names.forEach(name -> OutputOptions.check(file(name), force));
        ObjectNode result = Json.object();
        ObjectNode rows = result.putObject("rows");
        all.forEach((name, samples) -> {
            new CsvOutput(file(name), force).samples(samples);
            rows.put(name, samples.rows());
            report.say("%s: %d rows", file(name), samples.rows());
        });
        result.put("out", out.toString());
        report.finish(result);
        return 0;
    }

    private Split split() {
        if (fractions.size() < 2 || fractions.size() > 4) {
            throw new WrongInput("--fractions expects 2, 3 or 4 numbers, found " + fractions.size());
        }
        if (stratified && oneClass != null) {
            throw new WrongInput("--stratified and --one-class exclude each other; choose one");
        }
        int count = fractions.size();
        Split split =
                Split.train(fractions.get(0)).test(fractions.get(count - 1)).seed(seed);
        split = count > 2 ? split.validation(fractions.get(1)) : split;
        split = count > 3 ? split.calibration(fractions.get(2)) : split;
        split = stratified ? split.stratified() : split;
        return oneClass == null ? split : split.oneClass(oneClass);
    }

    private List<String> names() {
        return switch (fractions.size()) {
            case 2 -> List.of("train", "test");
            case 3 -> List.of("train", "validation", "test");
            default -> List.of("train", "validation", "calibration", "test");
        };
    }

    private Path file(String part) {
        return out.resolve(part + ".csv");
    }

    /** Before the data are read; the folder is made only once they have been. */
    private void checkOutputs(List<String> names) {
        if (Files.isDirectory(out)) {
            names.forEach(name -> OutputOptions.check(file(name), force));
        } else if (Files.exists(out)) {
            throw new WrongInput(out + " is a file, expected a folder; choose another name");
        }
    }

    private void makeFolder() {
        try {
            Files.createDirectories(out);
        } catch (IOException e) {
            throw new AutoencoderException("cannot make folder " + out + ": " + e, e);
        }
    }
}
