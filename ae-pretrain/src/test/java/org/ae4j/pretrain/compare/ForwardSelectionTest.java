package org.ae4j.pretrain.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.ae4j.pretrain.compare.ForwardSelection.Tried;
import org.junit.jupiter.api.Test;

class ForwardSelectionTest {
    private static final ForwardSelection ERRORS = new ForwardSelection(Measure.mse(), .01);
    private static final Outcome BASELINE = outcome(1);

    private static Outcome outcome(double figure) {
        return new Outcome("", List.of(Double.isNaN(figure) ? OptionalDouble.empty() : OptionalDouble.of(figure)));
    }

    private static Tried<String> tried(String choice, double figure) {
        return new Tried<>(choice, outcome(figure));
    }

    @Test
    void addsWhatBettersWhatWasChosenBestFirst() {
        Map<List<String>, Double> together =
                Map.of(List.of("b", "a"), .6, List.of("b", "a", "c"), .65, List.of("b", "a", "d"), .5);
        var asked = new ArrayList<List<String>>();
        Tried<List<String>> best = ERRORS.select(
                BASELINE,
                List.of(tried("a", .8), tried("b", .7), tried("c", .85), tried("d", .9), tried("worse", 1.1)),
                choices -> {
                    asked.add(choices);
                    return Optional.of(outcome(together.get(choices)));
                });
        assertThat(best.choice()).containsExactly("b", "a", "d");
        assertThat(best.outcome().mean()).hasValue(.5);
        assertThat(asked).containsExactly(List.of("b", "a"), List.of("b", "a", "c"), List.of("b", "a", "d"));
    }

    @Test
    void nothingIsChosenForLessThanTheLeastGain() {
        Tried<List<String>> best = ERRORS.select(
                BASELINE, List.of(tried("a", .995), tried("wild", Double.NaN)), choices -> Optional.empty());
        assertThat(best.choice()).isEmpty();
        assertThat(best.outcome()).isEqualTo(BASELINE);
    }

    @Test
    void whatCannotBeCombinedIsLeftOut() {
        Tried<List<String>> best = new ForwardSelection(Measure.probe(), .01)
                .select(outcome(.5), List.of(tried("a", .8), tried("b", .7)), choices -> Optional.empty());
        assertThat(best.choice()).containsExactly("a");
        assertThat(best.outcome().mean()).hasValue(.8);
    }
}
