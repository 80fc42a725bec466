package org.ae4j.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.file.Json;
import org.ae4j.model.Autoencoder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Rows with their missing cells completed. */
@Command(
        name = "impute",
        sortOptions = false,
        header = "Completes missing cells by what a model believes in.",
        description = {
            "Writes each row in raw units under its column names, categories by name, a label in the last column. A missing"
                    + " cell follows the model's reconstruction of its row, three times at most; the other cells stay as they"
                    + " are. Here --missing is keep unless you say otherwise.",
            ""
        },
        footer = {
            "",
            "Example, training on rows with missing cells:",
            "  ae train --data gaps.csv --missing keep --preset denoising --out gaps.safetensors",
            "  ae impute --model gaps.safetensors --data gaps.csv --out whole.csv"
        })
final class ImputeCommand implements Callable<Integer> {
    @Mixin
    private ModelOptions model;

    @Mixin
    private DataOptions data;

    @Mixin
    private OutputOptions output;

    @Mixin
    private Report report;

    @Override
    public Integer call() {
        output.check();
        try (Autoencoder autoencoder = model.load()) {
            if (ToldClasses.areNeeded(autoencoder.spec())) {
                throw new WrongInput("a class-conditional model does not impute; train one without --condition");
            }
            Schema schema = autoencoder.spec().schema();
            Samples rows = data.readWithGaps(schema);
            new CsvOutput(output.out(), output.force()).samples(autoencoder.impute(rows));
            tell(rows);
        }
        return 0;
    }

    private void tell(Samples rows) {
        Path out = output.out();
        int columns = rows.schema().size();
        report.say(
                "%s: %s of %s, %,d cells imputed",
                out, Figures.count(rows.rows(), "row"), Figures.count(columns, "column"), rows.missing());
        report.finish(Json.object()
                .put("rows", rows.rows())
                .put("columns", columns)
                .put("imputed", rows.missing())
                .put("out", out.toString()));
    }
}
