package org.ae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Samples;
import org.ae4j.model.Autoencoder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CodeNeighboursTest {
    private static final Samples TRAINING = Samples.of(new float[][] {{0, 9}, {5, 0}, {2, -7}});

    /** The code is the first column. */
    private final Autoencoder model = KnownModel.linear(TRAINING, new double[][] {{1}, {0}}, new double[][] {{1, 0}});

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void codesDecideWhichRowsAreNear() {
        var neighbours = CodeNeighbours.among(model, TRAINING);
        assertThat(neighbours.nearest(Samples.of(new float[][] {{4, 9}, {0, -7}}), 2))
                .isDeepEqualTo(new int[][] {{1, 2}, {0, 2}});
        assertThat(neighbours.nearest(new float[] {2, 0}, 50)).containsExactly(2, 0, 1);
    }

    @Test
    void whatCannotBeSearchedIsRefused() {
        assertThatThrownBy(() -> CodeNeighbours.among(model, TRAINING.select()))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("neighbours are searched among at least 1 row, array has none");
        assertThatThrownBy(() -> CodeNeighbours.among(model, TRAINING).nearest(new float[] {1, 1}, 0))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("at least 1 neighbour is asked for, found 0");
    }
}
