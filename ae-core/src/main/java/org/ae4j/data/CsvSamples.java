package org.ae4j.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;

/** Reads a CSV file in two passes: what its columns are, then its rows. */
final class CsvSamples {
    private final CsvFormat format;
    private final CsvFile file;
    private final String source;
    private final CsvProfile profile;
    private final Schema expected;

    /**
     * Prepares the reading of a file.
     *
     * @param expected what a model was trained on, or null: then the columns are what their cells say
     */
    CsvSamples(Path path, CsvFormat format, Schema expected) {
        this.format = format;
        this.file = new CsvFile(path, format);
        this.source = file.source();
        this.profile = new CsvProfile(source, format.isRagged());
        this.expected = expected;
    }

    Samples read() {
        file.scan(profile);
        if (profile.firstRow().isEmpty()) {
            throw new IncompatibleDataException(source + " has no rows");
        }
        boolean header = hasHeader();
        if (!header) {
            profile.countFirstRow();
        }
        var layout = CsvLayout.of(format, header ? header() : ColumnMatch.placeNames(profile.width()), source);
        if (format.sequences().isEmpty()) {
            return table(header, layout);
        }
        Samples sequences = sequences(header, layout, format.sequences().get());
        return expected == null ? sequences : sequences.conformTo(expected, Imputation.keep());
    }

    private Samples table(boolean header, CsvLayout layout) {
        List<String> features = layout.featureNames();
        int[] targets = expected == null
                ? IntStream.range(0, features.size()).toArray()
                : ColumnMatch.targets(features, expected, source);
        List<ColumnDraft> drafts = expected == null
                ? found(layout)
                : expected.columns().stream().map(ColumnDraft::given).toList();
        var draft = new TableDraft(source, drafts);
        file.scan(new CsvRows(source, draft, drafts, layout, layout.targets(targets), header, format));
        return expected == null
                ? draft.finish(labelName(layout), format.missing())
                : draft.finish(expected, labelName(layout), format.missing());
    }

    private Samples sequences(boolean header, CsvLayout layout, SequenceForm form) {
        List<ColumnDraft> drafts = found(layout);
        drafts.stream().filter(ColumnDraft::isCategorical).findFirst().ifPresent(column -> {
            throw Sequences.noNumbers(column.name(), source);
        });
        var draft = new TableDraft(source, drafts);
        int[] targets = layout.targets(IntStream.range(0, drafts.size()).toArray());
        var rows = new CsvRows(source, draft, drafts, layout, targets, header, format);
        file.scan(rows);
        if (form instanceof SequenceForm.Row) { // what is missing at a row's end is no gap, so the sequences are filled
            return format.missing()
                    .fill(draft.finish(labelName(layout), Imputation.keep()).asSequences());
        }
        Samples steps = draft.finish(labelName(layout), format.missing());
        return form instanceof SequenceForm.Sliding windows
                ? steps.windows(windows.length(), windows.step()).samples()
                : steps.asSequences(rows.groups());
    }

    private static String labelName(CsvLayout layout) {
        return layout.label() < 0 ? null : layout.names().get(layout.label());
    }

    private boolean hasHeader() {
        return switch (format.header()) {
            case YES -> true;
            case NO -> false;
            case DETECT -> profile.firstRowIsHeader() || expected != null && namesEveryColumn(expected);
        };
    }

    private boolean namesEveryColumn(Schema schema) {
        return new HashSet<>(profile.firstRow())
                .containsAll(schema.columns().stream().map(Column::name).toList());
    }

    private List<String> header() {
        profile.requireHeaderOfAll();
        List<String> names = profile.firstRow();
        var seen = new HashSet<String>();
        for (int j = 0; j < names.size(); j++) {
            if (names.get(j).isEmpty()) {
                throw new IncompatibleDataException(
                        "%s, line %d: column %d has no name; name it in the header, or delete it"
                                .formatted(source, profile.firstLine(), j + 1));
            }
            if (!seen.add(names.get(j))) {
                throw new IncompatibleDataException("%s, line %d: two columns are named '%s'; rename one of them"
                        .formatted(source, profile.firstLine(), names.get(j)));
            }
        }
        return names;
    }

    private List<ColumnDraft> found(CsvLayout layout) {
        var drafts = new ArrayList<ColumnDraft>();
        for (int j : layout.features()) {
            String name = layout.names().get(j);
            boolean categorical =
                    format.categorical().contains(name) || profile.column(j).isCategorical(name, source);
            drafts.add(categorical ? ColumnDraft.categorical(name) : ColumnDraft.numeric(name));
        }
        return drafts;
    }
}
