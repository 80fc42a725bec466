package org.ae4j.data;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.ae4j.IncompatibleDataException;

/** A CSV file as a stream of cells, read as often as needed; no cell becomes a String unless its reader wants that. */
final class CsvFile {
    /** What a pass over the file does. Cells come without the white space around them. */
    interface Pass {
        void cell(long line, int column, char[] text, int from, int to);

        /** The end of a row that started in this line and had that many cells. */
        void endRow(long line, int cells);
    }

    private final Path path;
    private final int skipLines;
    private final char delimiter;

    CsvFile(Path path, CsvFormat format) {
        this.path = path;
        this.skipLines = format.skipLines();
        try (BufferedReader text = text()) {
            for (int i = 0; i < skipLines; i++) {
                text.readLine();
            }
            this.delimiter = format.delimiter().orElse(Delimiter.of(text));
        } catch (IOException e) {
            throw DataFile.unreadable(path, e);
        }
    }

    String source() {
        return DataFile.name(path);
    }

    /** Blank lines are no rows. */
    void scan(Pass pass) {
        try (BufferedReader text = text();
                CsvReader<Boolean> rows = CsvReader.builder()
                        .fieldSeparator(delimiter)
                        .allowUnclosedQuote(false)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .build(new Cells(pass), text)) {
            rows.skipLines(skipLines);
            rows.forEach(row -> {});
        } catch (CsvParseException e) {
            throw malformed(e);
        } catch (UncheckedIOException e) {
            throw DataFile.unreadable(path, e.getCause());
        } catch (IOException e) {
            throw DataFile.unreadable(path, e);
        }
    }

    /** UTF-8 without its byte order mark; bytes that are none are an error, not a replacement character. */
    private BufferedReader text() throws IOException {
        var text = new BufferedReader(
                new InputStreamReader(DataFile.open(path), StandardCharsets.UTF_8.newDecoder()), 1 << 16);
        text.mark(1);
        if (text.read() != '\uFEFF') {
            text.reset();
        }
        return text;
    }

    private IncompatibleDataException malformed(CsvParseException e) {
        if (e.getCause() instanceof IncompatibleDataException ours) {
            return ours;
        }
        if (e.getCause() instanceof EOFException) {
            return new IncompatibleDataException(
                    "%s has no rows after the %d lines to skip".formatted(source(), skipLines), e);
        }
        return new IncompatibleDataException(source() + " is not well-formed CSV: " + e.getMessage(), e);
    }

    private static final class Cells extends AbstractBaseCsvCallbackHandler<Boolean> {
        private final Pass pass;
        private boolean isBlank;

        Cells(Pass pass) {
            this.pass = pass;
        }

        @Override
        protected void handleBegin(long line) {
            isBlank = false;
        }

        @Override
        protected void handleEmpty() {
            isBlank = true;
        }

        @Override
        protected void handleField(int column, char[] text, int offset, int length, boolean quoted) {
            int from = offset;
            int to = offset + length;
            while (from < to && text[from] <= ' ') {
                from++;
            }
            while (from < to && text[to - 1] <= ' ') {
                to--;
            }
            pass.cell(getStartingLineNumber(), column, text, from, to);
        }

        @Override
        protected Boolean buildRecord() {
            if (!isBlank) {
                pass.endRow(getStartingLineNumber(), getFieldCount());
            }
            return Boolean.TRUE;
        }
    }
}
