package org.ae4j.cli;

import java.util.concurrent.Callable;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.model.Autoencoder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Rows to codes. */
@Command(
        name = "encode",
        sortOptions = false,
        header = "Turns rows into codes.",
        description = {"Writes the code of each row: a CSV file with the columns code0, code1, …", ""},
        footer = {
            "",
            "Example:",
            "  ae encode --model wine.safetensors --data wine.csv --label-column last --out codes.csv"
        })
final class EncodeCommand implements Callable<Integer> {
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
            Samples samples = data.read(autoencoder);
            Schema codes = Codes.schema(autoencoder);
            new CsvOutput(output.out(), output.force()).rows(codes, autoencoder.encode(samples));
            new Written(samples.rows(), codes.size(), "number", output.out()).to(report);
        }
        return 0;
    }
}
