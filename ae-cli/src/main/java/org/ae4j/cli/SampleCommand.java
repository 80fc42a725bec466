package org.ae4j.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.model.Autoencoder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** New rows. */
@Command(
        name = "sample",
        sortOptions = false,
        header = "Writes new rows like those that a model learnt.",
        description = {
            "Draws codes and writes the row of each, in raw units, categories by name. Codes come from the prior of a"
                    + " variational, adversarial or Wasserstein model; those of other models from a mixture of ten normal"
                    + " distributions over the codes that the model keeps of its training rows.",
            "A row is what the model expects of a code, without the noise of each value.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  ae train --data fashion-mnist --preset variational --out fashion.safetensors",
            "  ae sample --model fashion.safetensors --count 100 --out new.csv --images pictures"
        })
final class SampleCommand implements Callable<Integer> {
    @Mixin
    private ModelOptions model;

    @Option(names = "--count", required = true, paramLabel = "N", description = "How many rows, at least 1.")
    private int count;

    @Option(
            names = "--class",
            paramLabel = "NAME",
            description = "Rows of this class, which is written into the last column; for class-conditional models.")
    private String label;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "The same seed gives the same rows. Default: ${DEFAULT-VALUE}.")
    private long seed;

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
            Samples rows = Optional.ofNullable(label)
                    .map(name -> autoencoder.sample(count, name, seed))
                    .orElseGet(() -> autoencoder.sample(count, seed));
            new CsvOutput(output.out(), output.force()).samples(rows);
            images.write(schema, rows.rows(), i -> new float[][] {rows.row(i)}, report);
            new Written(rows.rows(), schema.size(), "column", output.out()).to(report);
        }
        return 0;
    }
}
