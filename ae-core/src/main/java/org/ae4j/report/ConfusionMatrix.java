package org.ae4j.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.Rounded;

/**
 * Which classes are taken for which.
 *
 * @param classes in order
 * @param counts {@code [true class][named class]}
 */
public record ConfusionMatrix(List<String> classes, int[][] counts) implements Section {
    /**
     * Counts labels.
     *
     * @param classes every label that occurs
     * @param labels the true ones
     * @param named by a classifier, one for each label
     * @throws IncompatibleDataException if there are not as many of each, or one is no class
     */
    public static ConfusionMatrix of(List<String> classes, List<String> labels, List<String> named) {
        if (labels.size() != named.size()) {
            throw new IncompatibleDataException("a confusion matrix needs one label a row, found %d true and %d named"
                    .formatted(labels.size(), named.size()));
        }
        int[][] counts = new int[classes.size()][classes.size()];
        for (int i = 0; i < labels.size(); i++) {
            counts[place(classes, labels.get(i))][place(classes, named.get(i))]++;
        }
        return new ConfusionMatrix(List.copyOf(classes), counts);
    }

    private static int place(List<String> classes, String label) {
        int place = classes.indexOf(label);
        if (place < 0) {
            throw new IncompatibleDataException("'%s' is none of the classes %s".formatted(label, classes));
        }
        return place;
    }

    @Override
    public String id() {
        return "confusion";
    }

    @Override
    public String title() {
        return "Which class is taken for which";
    }

    @Override
    public void write(Html html) {
        int rows = IntStream.range(0, counts.length)
                .map(i -> IntStream.of(counts[i]).sum())
                .sum();
        int right = IntStream.range(0, counts.length).map(i -> counts[i][i]).sum();
        html.paragraph("%s of %s are named rightly%s"
                .formatted(
                        Rounded.percent(right / (double) rows),
                        Rounded.count(rows, "row"),
                        right < rows ? "; most often " + worst() + "." : "."));
        var head = new ArrayList<>(List.of("true class"));
        classes.forEach(name -> head.add("named " + name));
        html.table(
                "Rows by their true class and by the one that they are named",
                head,
                IntStream.range(0, counts.length).mapToObj(this::cells).toList());
    }

    private List<String> cells(int row) {
        var cells = new ArrayList<>(List.of(classes.get(row)));
        for (int count : counts[row]) {
            cells.add(Integer.toString(count));
        }
        return cells;
    }

    private String worst() {
        int from = 0;
        int to = 1;
        for (int i = 0; i < counts.length; i++) {
            for (int j = 0; j < counts.length; j++) {
                if (i != j && counts[i][j] > counts[from][to]) {
                    from = i;
                    to = j;
                }
            }
        }
        return "'%s' is taken for '%s', %s"
                .formatted(classes.get(from), classes.get(to), Rounded.count(counts[from][to], "time"));
    }
}
