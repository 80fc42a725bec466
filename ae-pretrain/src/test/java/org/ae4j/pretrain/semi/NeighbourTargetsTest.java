package org.ae4j.pretrain.semi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Samples;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.Corruption;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingListener;
import org.ae4j.train.TrainingPlan;
import org.ae4j.train.TrainingResult;
import org.ae4j.train.TrainingStart;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Adam;

class NeighbourTargetsTest {
    private static final Samples ROWS = Samples.blobs(200, 6, 3, 1, 1).withoutLabels();
    private static final TrainingPlan PLAN = TrainingPlan.defaults()
            .epochs(2)
            .batchSize(32)
            .updater(new Adam(1e-2))
            .threads(1);
    private static Autoencoder model;

    @BeforeAll
    static void train() {
        var spec = Presets.dense(ROWS.schema()).hidden(8).code(4).corruption(Corruption.gaussian(0.1));
        model = Trainer.of(spec, PLAN).fit(ROWS).model();
    }

    @AfterAll
    static void close() {
        model.close();
    }

    /** On a line, where a step to one of two neighbours goes at most 2 places far. */
    @Test
    void walksGoAlongEdgesAsFarAsTheyMay() {
        float[][] line = new float[20][];
        Arrays.setAll(line, i -> new float[] {i});
        NeighbourGraph graph = NeighbourGraph.of(line, 2);
        for (int longest : new int[] {1, 3}) {
            Set<Integer> within = reachable(graph, 9, longest);
            var walks = new NeighbourWalks(graph, longest);
            var random = new Random(1);
            var reached = new HashSet<Integer>();
            for (int i = 0; i < 500; i++) {
                reached.add(walks.of(9, random));
            }
            assertThat(reached).isEqualTo(within);
        }
    }

    /** What 1 … {@code longest} steps lead to. */
    private static Set<Integer> reachable(NeighbourGraph graph, int row, int longest) {
        var all = new HashSet<Integer>();
        Set<Integer> last = Set.of(row);
        for (int step = 0; step < longest; step++) {
            var next = new HashSet<Integer>();
            last.forEach(from -> Arrays.stream(graph.nearest(from)).forEach(next::add));
            all.addAll(next);
            last = next;
        }
        return all;
    }

    @Test
    void eachStageWalksOnTheCodesOfTheOneBefore() {
        float[] before = model.parameters();
        NeighbourTargets targets = NeighbourTargets.defaults().neighbours(3).walks(List.of(2, 4));
        TrainingResult result = targets.fit(model, ROWS, PLAN);
        try (Autoencoder first = stage(model, 2, PLAN);
                Autoencoder second = stage(first, 4, PLAN.seed(43));
                Autoencoder trained = result.model()) {
            assertThat(trained.parameters()).isEqualTo(second.parameters()).isNotEqualTo(first.parameters());
            assertThat(result.seed()).isEqualTo(43);
            assertThat(trained.spec()).isEqualTo(model.spec());
        }
        assertThat(model.parameters()).isEqualTo(before);
    }

    private static Autoencoder stage(Autoencoder from, int longest, TrainingPlan plan) {
        NeighbourGraph graph = NeighbourGraph.of(from.encode(ROWS), 3, Comparison.HALF_WHITENED);
        return Trainer.continuing(from, plan)
                .targets(new NeighbourWalks(graph, longest))
                .fit(ROWS)
                .model();
    }

    @Test
    void listenersSeeEachStage() {
        var starts = new ArrayList<Integer>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void onStart(TrainingStart start) {
                starts.add(start.epochs());
            }
        };
        NeighbourTargets.defaults()
                .walks(List.of(1, 2, 3))
                .fit(model, ROWS, PLAN, listener)
                .model()
                .close();
        assertThat(starts).containsExactly(2, 2, 2);
    }

    @Test
    void whatCannotBeIsRefused() {
        NeighbourTargets targets = NeighbourTargets.defaults();
        assertThat(targets).isEqualTo(new NeighbourTargets(5, List.of(5, 30), Comparison.HALF_WHITENED));
        assertThatThrownBy(() -> targets.neighbours(0))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("neighbour targets need at least 1 neighbour of each row, found 0");
        assertThatThrownBy(() -> targets.walks(List.of(5, 0)))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage(
                        "neighbour targets need at least 1 stage, each with walks of at least 1 step, found [5, 0]");
        assertThatThrownBy(() -> targets.walks(List.of()))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("neighbour targets need at least 1 stage, each with walks of at least 1 step, found []");
        NeighbourGraph graph = NeighbourGraph.of(new float[][] {{0}, {1}}, 1);
        assertThatThrownBy(() -> new NeighbourWalks(graph, 0))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("a walk has at least 1 step, found 0");
        Samples few = ROWS.select(0, 1, 2);
        assertThatThrownBy(() -> targets.fit(model, few, PLAN))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("5 neighbours of each row need at least 6 rows, found 3");
    }
}
