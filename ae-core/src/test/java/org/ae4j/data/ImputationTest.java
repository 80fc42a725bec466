package org.ae4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImputationTest {
    private static final String GAPS = "t,room\n1,hall\n,\n2,attic\n?,nan\n9,hall\n3,attic\nnull,NaN\n5,hall\n";

    @TempDir
    Path folder;

    private Samples filled(Imputation imputation) throws IOException {
        Path file = Files.writeString(folder.resolve("gaps.csv"), GAPS);
        return Samples.csv(file, CsvFormat.defaults().missing(imputation));
    }

    @Test
    void meanIsThatOfTheOtherCells() throws IOException {
        assertThat(filled(Imputation.mean()).value(1, 0)).isEqualTo(4);
    }

    @Test
    void medianIsThatOfTheOtherCells() throws IOException {
        assertThat(filled(Imputation.median()).value(3, 0)).isEqualTo(3);
    }

    @Test
    void medianOfAnEvenNumberLiesBetweenTheMiddleTwo() throws IOException {
        Path file = Files.writeString(folder.resolve("even.csv"), "t,u\n1,1\n4,1\n8,1\n3,1\n,1\n");
        Samples samples = Samples.csv(file, CsvFormat.defaults().missing(Imputation.median()));
        assertThat(samples.value(4, 0)).isEqualTo(3.5f);
    }

    @Test
    void constantIsTheOneGiven() throws IOException {
        Samples samples = filled(Imputation.constant(-1));
        assertThat(samples.value(1, 0)).isEqualTo(-1);
        assertThat(samples.value(6, 0)).isEqualTo(-1);
        assertThat(samples.value(7, 0)).isEqualTo(5);
    }

    @Test
    void missingCategoriesBecomeTheMostFrequentOne() throws IOException {
        Samples samples = filled(Imputation.constant(-1));
        Column room = samples.schema().columns().get(1);
        assertThat(room.categories()).containsExactly("attic", "hall");
        assertThat(room.text(samples.value(1, 1))).isEqualTo("hall");
        assertThat(room.text(samples.value(2, 1))).isEqualTo("attic");
    }

    @Test
    void filesWithoutGapsAreReadAsTheyAre() throws IOException {
        Path file = Files.writeString(folder.resolve("whole.csv"), "1,2\n3,4\n");
        assertThat(Samples.csv(file, CsvFormat.defaults().missing(Imputation.mean()))
                        .fingerprint())
                .isEqualTo(Samples.csv(file).fingerprint());
    }
}
