package org.ae4j.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.Suggestion;

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
        this.profile = new CsvProfile(source);
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
        List<String> names =
                header ? header() : ColumnMatch.placeNames(profile.firstRow().size());
        int label = format.label()
                .map(name -> LabelColumn.index(name, names, source))
                .orElse(-1);
        requireKnown(format.categorical(), names);
        var features = new ArrayList<>(names);
        if (label >= 0) {
            features.remove(label);
        }
        if (features.isEmpty()) {
            throw new IncompatibleDataException(source + " has no column besides the label '" + names.get(label) + "'");
        }
        return rows(header, names, label, features);
    }

    private Samples rows(boolean header, List<String> names, int label, List<String> features) {
        int[] targets = expected == null
                ? IntStream.range(0, features.size()).toArray()
                : ColumnMatch.targets(features, expected, source);
        List<ColumnDraft> drafts = expected == null
                ? found(names, label)
                : expected.columns().stream().map(ColumnDraft::given).toList();
        var draft = new TableDraft(source, drafts);
        file.scan(new CsvRows(source, draft, drafts, targets, label, header, format.missing()));
        String labelName = label < 0 ? null : names.get(label);
        return expected == null
                ? draft.finish(labelName, format.missing())
                : draft.finish(expected, labelName, format.missing());
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

    private void requireKnown(List<String> wanted, List<String> names) {
        for (String name : wanted) {
            if (!names.contains(name)) {
                throw new IncompatibleDataException(
                        source + " has no column '" + name + "'" + Suggestion.forUnknown(name, names));
            }
        }
    }

    private List<ColumnDraft> found(List<String> names, int label) {
        var drafts = new ArrayList<ColumnDraft>();
        for (int j = 0; j < names.size(); j++) {
            if (j != label) {
                String name = names.get(j);
                boolean categorical =
                        format.categorical().contains(name) || profile.column(j).isCategorical(name, source);
                drafts.add(categorical ? ColumnDraft.categorical(name) : ColumnDraft.numeric(name));
            }
        }
        return drafts;
    }
}
