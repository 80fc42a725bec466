package org.ae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ClustersTest {
    @Test
    void agreementIsThatOfTheContingencyTable() {
        int[] labels = {0, 0, 1, 1};
        int[] clusters = {0, 0, 0, 1};
        // Table {{2, 0}, {1, 1}} of 4: H(labels) = ln 2; H(clusters) = 2 ln 2 − ¾ ln 3; H(both) = 3/2 ln 2.
        double ln2 = Math.log(2);
        double ln3 = Math.log(3);
        double information = ln2 + (2 * ln2 - 0.75 * ln3) - 1.5 * ln2;
        double expected = information / ((ln2 + 2 * ln2 - 0.75 * ln3) / 2);
        assertThat(expected).isCloseTo(0.3437110184854508, within(1e-12));
        assertThat(Clusters.nmi(labels, clusters)).isCloseTo(expected, within(1e-12));
        assertThat(Clusters.nmi(clusters, labels)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void namesOfClustersDoNotMatter() {
        assertThat(Clusters.nmi(new int[] {0, 0, 1, 2}, new int[] {2, 2, 0, 1})).isCloseTo(1, within(1e-12));
    }

    @Test
    void independentGroupingsAgreeInNothing() {
        assertThat(Clusters.nmi(new int[] {0, 0, 1, 1}, new int[] {0, 1, 0, 1})).isCloseTo(0, within(1e-12));
    }

    @Test
    void oneClusterSaysNothingOfTwoLabels() {
        assertThat(Clusters.nmi(new int[] {0, 0, 1, 1}, new int[4])).isCloseTo(0, within(1e-12));
    }
}
