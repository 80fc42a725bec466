package org.ae4j.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.ae4j.data.CsvFormat;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.model.Autoencoder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Codes to rows. */
@Command(
        name = "decode",
        sortOptions = false,
        header = "Turns codes into rows.",
        description = {"Writes the row of each code, in raw units, categories by name.", ""},
        footer = {"", "Example:", "  ae decode --model wine.safetensors --data codes.csv --out rows.csv"})
final class DecodeCommand implements Callable<Integer> {
    @Mixin
    private ModelOptions model;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "CODES",
            description = "A CSV file as `ae encode` writes it: columns code0, code1, …")
    private Path data;

    @Option(
            names = "--class",
            paramLabel = "NAME",
            description = "The class to decode as, for class-conditional models alone.")
    private String className;

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
            ToldClasses.check(autoencoder.spec(), className);
            Samples codes = Samples.csv(data, CsvFormat.defaults(), Codes.schema(autoencoder));
            float[][] numbers =
                    IntStream.range(0, codes.rows()).mapToObj(codes::row).toArray(float[][]::new);
            float[][] rows = className == null ? autoencoder.decode(numbers) : autoencoder.decode(numbers, className);
            new CsvOutput(output.out(), output.force()).rows(schema, rows);
            images.write(schema, rows.length, i -> new float[][] {rows[i]}, report);
            new Written(rows.length, schema.size(), "column", output.out()).to(report);
        }
        return 0;
    }
}
