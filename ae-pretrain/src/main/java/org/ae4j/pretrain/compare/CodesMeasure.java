package org.ae4j.pretrain.compare;

import java.util.List;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Samples;
import org.ae4j.evaluate.NearestNeighbours;
import org.ae4j.evaluate.SimpleClassifiers;
import org.ae4j.model.Autoencoder;
import org.ae4j.model.FittedScaling;
import org.ae4j.pretrain.semi.UnitRows;

/**
 * How well codes tell labels: logistic regression on their half-whitened directions.
 *
 * @param perClass labels to learn from, or {@link #ALL}: all, of more than {@link NearestNeighbours#LIMIT} a draw
 */
record CodesMeasure(int perClass) implements Measure {
    static final int ALL = Integer.MAX_VALUE;

    CodesMeasure {
        if (perClass < 1) {
            throw new InvalidSpecException("few labels are at least 1 per class, found " + perClass);
        }
    }

    @Override
    public String name() {
        return perClass == ALL ? "probe" : "few-labels:" + perClass;
    }

    @Override
    public boolean lowerIsBetter() {
        return false;
    }

    @Override
    public boolean isRatio() {
        return false;
    }

    @Override
    public void check(Recipe recipe, Samples rows) {
        if (!rows.isLabelled() || rows.classes().size() < 2) {
            throw new IncompatibleDataException("%s needs labels of at least 2 classes, %s has %s"
                    .formatted(
                            name(),
                            rows.source(),
                            rows.isLabelled() ? "one: " + String.join(", ", rows.classes()) : "none"));
        }
    }

    @Override
    public double of(Autoencoder model, FittedScaling units, Samples train, Samples measured, long seed) {
        Samples known = perClass == ALL
                ? train.select(IntStream.range(0, Math.min(train.rows(), NearestNeighbours.LIMIT))
                        .toArray())
                : train.perLabel(perClass, seed);
        UnitRows directions = UnitRows.halfWhitened(model.encode(train));
        return SimpleClassifiers.logistic(
                directions.of(model.encode(known)),
                labels(known),
                directions.of(model.encode(measured)),
                labels(measured));
    }

    private static List<String> labels(Samples rows) {
        return IntStream.range(0, rows.rows()).mapToObj(rows::label).toList();
    }
}
