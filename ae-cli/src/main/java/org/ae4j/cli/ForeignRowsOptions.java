package org.ae4j.cli;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ae4j.data.Schema;
import org.ae4j.pretrain.foreign.ForeignRows;
import picocli.CommandLine.Option;

/** What the rows of a network from elsewhere are, where it does not say so itself. */
final class ForeignRowsOptions {
    @Option(
            names = "--image",
            paramLabel = "CxHxW",
            description = "Rows are images of these channels, height and width, such as 1x28x28.")
    private String image;

    @Option(
            names = "--sequence",
            paramLabel = "SxF",
            description = "Rows are sequences of these steps and features, such as 50x2.")
    private String sequence;

    @Option(
            names = "--columns",
            paramLabel = "N",
            description = "Rows are so many numbers. Default: what the network says.")
    private Integer columns;

    @Option(
            names = "--divide",
            paramLabel = "X",
            description = "Divide every number by X first, as 255 for pixels; with one of the three above.")
    private Double divide;

    boolean isGiven() {
        return image != null || sequence != null || columns != null || divide != null;
    }

    ForeignRows rows() {
        if (Stream.of(image != null, sequence != null, columns != null)
                        .filter(given -> given)
                        .count()
                != 1) {
            throw new WrongInput("rows need one of --image, --sequence and --columns");
        }
        ForeignRows rows = ForeignRows.of(schema());
        return divide == null ? rows : rows.divide(divide);
    }

    private Schema schema() {
        if (image != null) {
            int[] sizes = sizes("--image", image, 3);
            return Schema.image(sizes[0], sizes[1], sizes[2]);
        }
        if (sequence != null) {
            int[] sizes = sizes("--sequence", sequence, 2);
            return Schema.sequence(
                    IntStream.range(0, sizes[1]).mapToObj(i -> "x" + i).toList(), sizes[0]);
        }
        if (columns < 1) {
            throw new WrongInput("--columns expects a number of at least 1, found " + columns);
        }
        return ForeignRows.numbers(columns).schema();
    }

    private static int[] sizes(String flag, String text, int count) {
        String[] parts = text.split("x", -1);
        boolean fits = parts.length == count && Stream.of(parts).allMatch(part -> part.matches("[1-9][0-9]{0,5}"));
        if (!fits) {
            throw new WrongInput(
                    "%s expects %d sizes of at least 1 with x between them, found '%s'".formatted(flag, count, text));
        }
        return Stream.of(parts).mapToInt(Integer::parseInt).toArray();
    }
}
