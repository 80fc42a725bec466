package org.ae4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class WorkloadTest {
    @Test
    void operationsOfATrainingRowLeaveOutTheInputsGradient() {
        long weights = 2 * (784 * 256 + 256 * 64);

        assertThat(Workload.A128.network().trainingFlop()).isEqualTo(6 * weights - 2 * 784 * 256);
        assertThat(Workload.A128.network().trainingFlop() / 1e6).isCloseTo(2.20, within(.005));
        assertThat(Workload.C.network().trainingFlop() / 1e6).isCloseTo(.037, within(.0005));
        assertThat(Workload.E.network().trainingFlop() / 1e6).isCloseTo(24.1, within(.05));
        assertThat(Workload.D.trained().trainingFlop() / 1e6).isCloseTo(2.99, within(.005));
    }

    @Test
    void operationsOfASequenceCountTheCodesShareOfTheGatesOnce() {
        long step = 2 * (2 * 256 * 8) + 6 * (2 * 256 * 64) + 3 * (2 * 64 * 8);

        assertThat(Workload.F.trained().trainingFlop()).isEqualTo(64 * step + 3 * (2 * 256 * 64));
        assertThat(Workload.F.flopPerSecond(10))
                .isEqualTo(10.0 * Workload.F.trained().trainingFlop());
        assertThat(Workload.F.trained().inputs()).isEqualTo(64 * 8);
    }

    @Test
    void encoderEndsAtTheNarrowestLayer() {
        assertThat(Workload.ENCODE_1.network().encoder().widths()).isEqualTo(List.of(784, 256, 64));
        assertThat(Workload.ENCODE_1.network().encoder().forwardFlop()).isEqualTo(2 * (784 * 256 + 256 * 64));
    }

    @Test
    void everyKindTurnsItsValueIntoOperationsASecond() {
        long forward = Workload.ENCODE_1.network().encoder().forwardFlop();
        long training = Workload.A128.network().trainingFlop();

        assertThat(Workload.A128.flopPerSecond(10)).isEqualTo(10.0 * training);
        assertThat(Workload.ENCODE_1024.flopPerSecond(10)).isEqualTo(10.0 * forward);
        assertThat(Workload.ENCODE_1.flopPerSecond(10)).isCloseTo(forward * 1e5, within(1.0));
        assertThat(Workload.ENCODE_D.flopPerSecond(10)).isEqualTo(10.0 * 2 * (14 * 14 * 16 * 9 + 7 * 7 * 32 * 16 * 9));
        assertThat(Workload.ENCODE_F.flopPerSecond(10)).isEqualTo(10.0 * 2 * 64 * 256 * (8 + 64));
        assertThat(Workload.JOB.flopPerSecond(2)).isEqualTo(25_000.0 * training);
    }

    @Test
    void codesAreTheNarrowestLayers() {
        assertThat(Workload.A128.trained().code()).isEqualTo(64);
        assertThat(Workload.ENCODE_D.trained().code()).isEqualTo(32 * 7 * 7);
        assertThat(Workload.ENCODE_F.trained().code()).isEqualTo(64);
    }

    @Test
    void onlyDenseNetworksAreGivenAsDense() {
        assertThat(Workload.C.network()).isSameAs(Workload.C.trained());
        assertThatThrownBy(Workload.D::network)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("D has no dense network");
        assertThatThrownBy(Workload.F::network)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("F has no dense network");
    }

    @Test
    void titlesFindTheirWorkloads() {
        for (Workload workload : Workload.values()) {
            assertThat(Workload.titled(workload.title())).contains(workload);
        }
        assertThat(Workload.titled("B")).isEmpty();
    }
}
