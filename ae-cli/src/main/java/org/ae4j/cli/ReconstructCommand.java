package org.ae4j.cli;

import java.util.concurrent.Callable;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.model.Autoencoder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Rows as the model gives them back. */
@Command(
        name = "reconstruct",
        sortOptions = false,
        header = "Writes rows as the model gives them back.",
        description = {
            "Writes each row as the model gives it back, in raw units under its column names, categories by name, labels"
                    + " left out. With --images each picture shows input and reconstruction side by side.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  ae reconstruct --model mnist.safetensors --data mnist:test --out rows.csv --images pictures"
        })
final class ReconstructCommand implements Callable<Integer> {
    @Mixin
    private ModelOptions model;

    @Mixin
    private DataOptions data;

    @Mixin
    private OutputOptions output;

    @Mixin
    private ImageOptions images;

    @Mixin
    private Report report;

    @Override
    public Integer call() {
        output.check();
        images.check(output.force());
        try (Autoencoder autoencoder = model.load()) {
            Schema schema = autoencoder.spec().schema();
            images.check(schema);
            Samples input = data.read(autoencoder);
            Samples rows = autoencoder.reconstruct(input).withoutLabels();
            new CsvOutput(output.out(), output.force()).samples(rows);
            images.write(schema, rows.rows(), i -> new float[][] {input.row(i), rows.row(i)}, report);
            new Written(rows.rows(), schema.size(), "column", output.out()).to(report);
        }
        return 0;
    }
}
