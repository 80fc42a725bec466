package org.ae4j.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.ae4j.data.Column;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.file.AtomicFile;

/** Writes CSV files, whole or not at all: UTF-8, a header, numbers such that reading gives the same floats. */
final class CsvOutput {
    private final Path file;
    private final boolean replace;

    CsvOutput(Path file, boolean replace) {
        this.file = file;
        this.replace = replace;
    }

    /** Samples in raw units, categories by name, labels in the last column. */
    void samples(Samples samples) {
        List<Column> columns = samples.schema().columns();
        List<String> header = new ArrayList<>(columns.stream().map(Column::name).toList());
        samples.labelName().ifPresent(header::add);
        write(header, samples.rows(), i -> {
            List<String> cells = cells(columns, samples.row(i));
            if (samples.isLabelled()) {
                cells.add(samples.label(i));
            }
            return cells;
        });
    }

    /** Raw rows of a schema, categories by name. */
    void rows(Schema schema, float[][] rows) {
        List<Column> columns = schema.columns();
        write(columns.stream().map(Column::name).toList(), rows.length, i -> cells(columns, rows[i]));
    }

    private static List<String> cells(List<Column> columns, float[] row) {
        var cells = new ArrayList<String>(row.length + 1);
        IntStream.range(0, row.length).forEach(j -> cells.add(columns.get(j).text(row[j])));
        return cells;
    }

    /** Cells as they are. */
    void write(List<String> header, int rows, IntFunction<List<String>> row) {
        AtomicFile.write(file, replace, out -> {
            try (CsvWriter csv = CsvWriter.builder()
                    .lineDelimiter(LineDelimiter.LF)
                    .build(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
                csv.writeRecord(header);
                for (int i = 0; i < rows; i++) {
                    csv.writeRecord(row.apply(i));
                }
            }
        });
    }
}
