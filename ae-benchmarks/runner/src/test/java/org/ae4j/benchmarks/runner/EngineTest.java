package org.ae4j.benchmarks.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.ae4j.benchmarks.Workload;
import org.junit.jupiter.api.Test;

class EngineTest {
    @Test
    void dl4jRunsWithItsOwnChoiceOfThreadsAndWithOne() {
        assertThat(Engine.DL4J.threads(List.of(1, 2))).containsExactly(0);
        assertThat(Engine.DL4J_1.threads(List.of(1, 2))).containsExactly(1);
        assertThat(Engine.DJL.threads(List.of(1, 2))).containsExactly(1, 2);
    }

    @Test
    void everyWorkloadRunsWhereItsLayersAre() {
        for (Workload workload : Workload.values()) {
            boolean isConvolutional =
                    List.of(Workload.D, Workload.DN, Workload.ENCODE_D).contains(workload);
            boolean isRecurrent = List.of(Workload.F, Workload.ENCODE_F).contains(workload);
            assertThat(Engine.AE4J.runs(workload)).isTrue();
            assertThat(Engine.DL4J.runs(workload)).isTrue();
            assertThat(Engine.DL4J_1.runs(workload)).isTrue();
            assertThat(Engine.DJL.runs(workload)).isEqualTo(!isConvolutional);
            assertThat(Engine.TENSORFLOW.runs(workload)).isEqualTo(!isRecurrent);
        }
        assertThat(Engine.AE4J_PASS.runs(Workload.ENCODE_1)).isTrue();
        assertThat(Engine.AE4J_PASS.runs(Workload.ENCODE_D)).isFalse();
        assertThat(Engine.AE4J_PASS.runs(Workload.ENCODE_F)).isFalse();
        assertThat(Engine.AE4J_PASS.runs(Workload.F)).isFalse();
    }

    @Test
    void noVariableHelpsOursOrDl4jAsItComes() {
        assertThat(Engine.AE4J.environment(2)).isEmpty();
        assertThat(Engine.AE4J_PASS.environment(0)).isEmpty();
        assertThat(Engine.DL4J.environment(0)).isEmpty();
        assertThat(Engine.TENSORFLOW.environment(2)).containsEntry("OMP_NUM_THREADS", "2");
    }
}
