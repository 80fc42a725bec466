package org.ae4j.cli;

import java.util.List;
import java.util.StringJoiner;
import org.ae4j.data.CsvFormat;
import org.ae4j.data.SequenceForm;
import picocli.CommandLine.Option;

/** Which columns of a CSV file are left out, and what makes sequences of its rows. */
final class SequenceOptions {
    private static final String FLAG = "--sequence";
    private static final String GROUP = "group:";
    private static final String WINDOWS = "windows:";

    @Option(
            names = FLAG,
            paramLabel = "FORM",
            description = "What makes sequences of a CSV file's rows: row, each is one series, rows may be short;"
                    + " group:NAME, the rows of one group are the steps of one; windows:LENGTH[,STEP], windows that begin"
                    + " STEP rows apart, default 1, over all rows. Default: rows are no sequences.")
    private String form;

    @Option(names = "--ignore", paramLabel = "NAMES", split = ",", description = "CSV columns to leave out, by comma.")
    private List<String> ignored;

    /**
     * The windows that were asked for.
     *
     * @param flag that needs them
     */
    SequenceForm.Sliding windows(String flag) {
        if (form != null && form() instanceof SequenceForm.Sliding sliding) {
            return sliding;
        }
        throw new WrongInput(flag + " is for windows over one series: set --sequence windows:LENGTH[,STEP]");
    }

    boolean isGiven() {
        return form != null;
    }

    /** The format with what the flags change. */
    CsvFormat apply(CsvFormat base) {
        CsvFormat format = ignored == null ? base : base.ignore(ignored.toArray(String[]::new));
        return form == null ? format : format.sequences(form());
    }

    /** Adds the flags as one types them. */
    void addWords(StringJoiner words) {
        DataOptions.add(words, FLAG, form);
        DataOptions.add(words, "--ignore", ignored == null ? null : String.join(",", ignored));
    }

    private SequenceForm form() {
        if (form.equals("row")) {
            return SequenceForm.row();
        }
        if (form.startsWith(GROUP) && form.length() > GROUP.length()) {
            return SequenceForm.group(form.substring(GROUP.length()));
        }
        if (form.matches(WINDOWS + "\\d{1,9}(,\\d{1,9})?")) {
            String[] numbers = form.substring(WINDOWS.length()).split(",");
            int step = numbers.length == 1 ? 1 : Integer.parseInt(numbers[1]);
            return SequenceForm.windows(Integer.parseInt(numbers[0]), step);
        }
        throw new WrongInput(FLAG + " expects row, group:NAME or windows:LENGTH[,STEP], found '" + form + "'");
    }
}
