package org.ae4j.engine.program;

import java.util.List;
import org.ae4j.layer.OutputGroup;

/**
 * A network as the compiled engine runs it.
 *
 * @param stages from input to output
 * @param loss the output groups of a network that ends in a loss; empty for one that is only applied
 * @param segments of the parameters, in the order of the flat view, without gaps
 * @param frozen how many leading stages have no gradient
 */
public record Program(List<Stage> stages, List<OutputGroup> loss, List<Segment> segments, int frozen) {
    public Program {
        stages = List.copyOf(stages);
        loss = List.copyOf(loss);
        segments = List.copyOf(segments);
    }

    /** Columns that come in. */
    public int inputs() {
        return stages.get(0).inputs();
    }

    /** Columns that go out. */
    public int outputs() {
        return last().outputs();
    }

    /** The stage that gives the output. */
    public Stage last() {
        return stages.get(stages.size() - 1);
    }

    /** The most numbers that a row of the batch makes anywhere. */
    public int widest() {
        return stages.stream()
                .mapToInt(stage -> stage.steps() * stage.outputs())
                .reduce(inputs(), Math::max);
    }

    /** The most rows that a row of the batch makes in any stage: 1 without sequences. */
    public int steps() {
        return stages.stream().mapToInt(Stage::steps).max().orElseThrow();
    }

    /** The longest piece of a row that kernels take at once: a whole one where a loss is. */
    public int longestRow() {
        return stages.stream().mapToInt(Stage::longestRow).reduce(outputs(), Math::max);
    }

    /** Where the bias starts that the last dense stage leaves to the loss; −1 for none. */
    public long lossBias() {
        return !loss.isEmpty() && last() instanceof Stage.Dense dense ? dense.bias() : -1;
    }

    /** Multiply-adds of a forward pass of one row, about: each parameter once for each step that it is used at. */
    public long work() {
        long work = 0;
        for (Stage stage : stages) {
            work += stage instanceof Stage.Parametric parametric
                    ? (parametric.to() - parametric.from()) * stage.steps()
                    : 0;
        }
        return work;
    }

    /** Numbers of the flat view. */
    public long parameters() {
        return segments.isEmpty() ? 0 : segments.get(segments.size() - 1).to();
    }

    /** Where the parameters of the first trained stage start: those before are frozen. */
    public long trainedFrom() {
        long from = 0;
        for (Stage stage : stages.subList(0, frozen)) {
            from = stage instanceof Stage.Parametric parametric ? parametric.to() : from;
        }
        return from;
    }

    /** Whether any of the trained parameters costs something. */
    public boolean isPenalized() {
        return segments.stream().anyMatch(segment -> segment.from() >= trainedFrom() && segment.isPenalized());
    }

    /** Numbers of DL4J's updater state. */
    public long stateLength() {
        return segments.stream().mapToLong(Segment::stateLength).sum();
    }
}
