package org.ae4j.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.ae4j.Rounded;
import org.ae4j.layer.LossPart;
import org.ae4j.report.Chart.Axis;
import org.ae4j.report.Chart.Kind;
import org.ae4j.report.Chart.Mark;
import org.ae4j.report.Chart.Point;
import org.ae4j.report.Chart.Scale;
import org.ae4j.report.Chart.Series;
import org.ae4j.train.EpochResult;
import org.ae4j.train.History;

/**
 * How the losses fell and what the training loss was made of, with the epoch whose weights were kept; and the learning
 * rate where it moved.
 *
 * @param history at least one epoch
 */
public record LossCurves(History history) implements Section {
    /** From this factor between the largest and the smallest loss on, equal factors are equally long. */
    private static final double WIDE = 30;

    private static final int MOST_POINTS = 500;
    private static final int MOST_ROWS = 50;

    @Override
    public String id() {
        return "loss";
    }

    @Override
    public String title() {
        return "Loss";
    }

    @Override
    public void write(Html html) {
        var series = new ArrayList<>(List.of(series("training", EpochResult::trainLoss)));
        if (isValidated()) {
            series.add(series("validation", epoch -> epoch.validationLoss().getAsDouble()));
        }
        List<Series> made = parts().stream()
                .map(part -> series(name(part), epoch -> epoch.parts().get(part)))
                .toList();
        Chart losses = chart(series, fall())
                .marked(List.of(new Mark("weights kept: epoch " + history.bestEpoch(), history.bestEpoch())));
        if (made.isEmpty()) {
            html.figure(losses, fall());
        } else {
            html.open("div", "class", "charts").figure(losses, fall());
            html.figure(chart(made, made()), made()).close();
        }
        series.addAll(made);
        table(html, series);
        if (rateMoves()) {
            double first = history.epochs().get(0).learningRate();
            double last = history.last().learningRate();
            String alt = "The learning rate goes from %s to %s.".formatted(Rounded.text(first), Rounded.text(last));
            html.details("Learning rate")
                    .figure(
                            Chart.of(
                                    Kind.LINES,
                                    Axis.linear("epoch"),
                                    Axis.linear("learning rate"),
                                    alt,
                                    series("learning rate", EpochResult::learningRate)),
                            alt)
                    .close();
        }
    }

    /** On a scale of its own, so that a small part does not flatten the others. */
    private Chart chart(List<Series> series, String alt) {
        return new Chart(
                Kind.LINES,
                Axis.linear("epoch"),
                new Axis("loss of a row", isWide(series) ? Scale.LOGARITHMIC : Scale.LINEAR),
                series,
                List.of(),
                List.of(),
                alt);
    }

    /** Those of every epoch, in their order. */
    private List<LossPart> parts() {
        return List.copyOf(history.last().parts().keySet());
    }

    private static String name(LossPart part) {
        return switch (part) {
            case RECONSTRUCTION -> "reconstruction";
            case DIVERGENCE -> "divergence of the codes";
            case COMMITMENT -> "distance from the codebook";
            case DISCREPANCY -> "discrepancy of the codes";
            case SPARSITY -> "sparsity";
            case GUIDANCE -> "guidance by labels";
            case CONTRACTION -> "contraction";
            case WEIGHTS -> "penalties on weights";
            case CODE_GAME -> "game of the codes (not in the loss)";
            case ROW_GAME -> "game of the rows (not in the loss)";
        };
    }

    /** What the training loss of the last epoch is made of. */
    private String made() {
        return "In the last epoch the training loss is made of "
                + parts().stream()
                        .filter(LossPart::counts)
                        .map(part -> name(part) + " "
                                + Rounded.text(history.last().parts().get(part)))
                        .collect(Collectors.joining(", "))
                + ".";
    }

    /** The numbers of the curves. */
    private void table(Html html, List<Series> series) {
        var head = new ArrayList<>(List.of("epoch"));
        series.forEach(one -> head.add(one.name()));
        int every = (history.epochs().size() - 1) / MOST_ROWS + 1;
        List<List<String>> rows = history.epochs().stream()
                .filter(epoch -> (epoch.epoch() - 1) % every == 0 || epoch.equals(history.last()))
                .map(this::row)
                .toList();
        html.details("Losses as numbers")
                .table("Losses of a row by epoch", head, rows)
                .close();
    }

    private List<String> row(EpochResult epoch) {
        var row = new ArrayList<>(List.of(Integer.toString(epoch.epoch()), Rounded.text(epoch.trainLoss())));
        if (isValidated()) {
            row.add(Rounded.text(epoch.validationLoss().getAsDouble()));
        }
        epoch.parts().values().forEach(part -> row.add(Rounded.text(part)));
        return row;
    }

    private String fall() {
        String fall = "Over %s the training loss goes from %s to %s"
                .formatted(
                        Rounded.count(history.epochs().size(), "epoch"),
                        Rounded.text(history.epochs().get(0).trainLoss()),
                        Rounded.text(history.last().trainLoss()));
        if (isValidated()) {
            fall += ", the validation loss from %s to %s"
                    .formatted(
                            Rounded.text(
                                    history.epochs().get(0).validationLoss().getAsDouble()),
                            Rounded.text(history.last().validationLoss().getAsDouble()));
        }
        return fall + "; the weights of epoch %d are kept.".formatted(history.bestEpoch());
    }

    private Series series(String name, ToDoubleFunction<EpochResult> value) {
        int every = (history.epochs().size() - 1) / MOST_POINTS + 1;
        List<Point> points = history.epochs().stream()
                .filter(epoch -> (epoch.epoch() - 1) % every == 0 || epoch.equals(history.last()))
                .map(epoch -> new Point(epoch.epoch(), value.applyAsDouble(epoch), ""))
                .toList();
        return new Series(name, points);
    }

    private boolean isValidated() {
        return history.epochs().stream()
                .allMatch(epoch -> epoch.validationLoss().isPresent());
    }

    private boolean rateMoves() {
        return history.epochs().stream().mapToDouble(EpochResult::learningRate).allMatch(Double::isFinite)
                && history.epochs().stream()
                                .mapToDouble(EpochResult::learningRate)
                                .distinct()
                                .count()
                        > 1;
    }

    private static boolean isWide(List<Series> series) {
        double[] values = series.stream()
                .flatMap(one -> one.points().stream())
                .mapToDouble(Point::y)
                .sorted()
                .toArray();
        return values[0] > 0 && values[values.length - 1] > WIDE * values[0];
    }
}
