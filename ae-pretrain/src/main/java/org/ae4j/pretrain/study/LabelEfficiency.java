package org.ae4j.pretrain.study;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Samples;

/**
 * How accuracy grows with labels, for several methods. Draws are paired: every method gets the same labels, each draw
 * others. With all labels draws differ only in what methods draw themselves.
 *
 * @param perClass labels per class, at least one number, each at least 1 or {@link LabelDraw#ALL}
 * @param draws of the labels, at least 1, default 3
 * @param seed of the first draw; the others follow, default 0
 */
public record LabelEfficiency(List<Integer> perClass, int draws, long seed) {
    /** Is told of every figure. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A method was measured on a draw.
         *
         * @param draw from 0 on
         * @param accuracy 0..1, empty where the method does not apply
         */
        void measured(String method, int perClass, int draw, OptionalDouble accuracy);
    }

    /** Throws {@link InvalidSpecException} outside of the ranges. */
    public LabelEfficiency {
        perClass = List.copyOf(perClass);
        if (perClass.isEmpty() || perClass.stream().anyMatch(count -> count < 1)) {
            throw new InvalidSpecException(
                    "a study of labels needs at least one number of labels per class, each at least 1, found "
                            + perClass);
        }
        if (draws < 1) {
            throw new InvalidSpecException("a study of labels needs at least 1 draw, found " + draws);
        }
    }

    /** Three draws for these numbers of labels per class. */
    public static LabelEfficiency of(Integer... perClass) {
        return new LabelEfficiency(List.of(perClass), 3, 0);
    }

    public LabelEfficiency draws(int count) {
        return new LabelEfficiency(perClass, count, seed);
    }

    public LabelEfficiency seed(long newSeed) {
        return new LabelEfficiency(perClass, draws, newSeed);
    }

    /**
     * Measures methods.
     *
     * @param train raw labelled rows
     * @param test raw labelled rows that nothing is chosen by, at least 1
     * @return one curve a method, in their order
     * @throws IncompatibleDataException if labels are missing, there are no test rows, or a class has fewer rows than labels
     *     are asked for: before anything is measured
     */
    public List<LabelCurve> measure(List<FewLabelMethod> methods, Samples train, Samples test, Listener listener) {
        if (test.rows() == 0) {
            throw new IncompatibleDataException("a study of labels needs test rows, " + test.source() + " has none");
        }
        List<List<LabelDraw>> all = perClass.stream()
                .map(count -> IntStream.range(0, draws)
                        .mapToObj(i -> LabelDraw.of(train, test, count, seed + i))
                        .toList())
                .toList();
        var curves = new ArrayList<LabelCurve>();
        for (FewLabelMethod method : methods) {
            var points = new ArrayList<LabelPoint>();
            for (int i = 0; i < all.size(); i++) {
                points.add(point(method, perClass.get(i), all.get(i), listener));
            }
            curves.add(new LabelCurve(method.name(), method.usesEncoder(), points));
        }
        return curves;
    }

    private static LabelPoint point(FewLabelMethod method, int count, List<LabelDraw> some, Listener listener) {
        var accuracies = new ArrayList<Double>();
        for (int i = 0; i < some.size(); i++) {
            OptionalDouble accuracy = method.accuracy(some.get(i));
            listener.measured(method.name(), count, i, accuracy);
            accuracy.ifPresent(accuracies::add);
        }
        return new LabelPoint(count, some.get(0).labelled().length, accuracies);
    }
}
