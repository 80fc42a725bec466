package org.ae4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.ae4j.data.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceExampleTest {
    @Test
    void manyThreadsGetTheAnswersOfOne(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("detector.safetensors");
        Samples readings = ServiceExample.train(file).test();
        try (var service = new ServiceExample(file)) {
            List<Boolean> one = IntStream.range(0, readings.rows())
                    .mapToObj(i -> service.isStrange(readings.select(i)))
                    .toList();
            assertThat(service.askAll(readings, 16)).isEqualTo(one);
            assertThat(one).contains(true, false);
            assertThat(service.encode(readings.row(0))).hasSize(3);
        }
    }
}
