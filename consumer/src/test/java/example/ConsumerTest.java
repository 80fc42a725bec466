package example;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.ae4j.data.Samples;
import org.ae4j.data.Split;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsumerTest {
    @Test
    void trainsEncodesSavesAndLoads(@TempDir Path folder) {
        var samples = Samples.sensors(600, 42);
        var parts = samples.split(Split.train(.7).validation(.1).test(.2).seed(42));

        var spec = Presets.dense(samples.schema()).hidden(32).code(4);
        var plan = TrainingPlan.defaults().epochs(2).seed(42);
        var file = folder.resolve("sensors.safetensors");
        float[][] codes;
        try (var model = Trainer.of(spec, plan).fit(parts.train(), parts.validation()).model()) {
            codes = model.encode(parts.test());
            model.save(file);
        }

        assertEquals(parts.test().rows(), codes.length);
        assertEquals(4, codes[0].length);
        try (var loaded = Autoencoder.load(file)) {
            float[][] again = loaded.encode(parts.test());
            for (int row = 0; row < codes.length; row++) {
                assertArrayEquals(codes[row], again[row], "row " + row);
            }
        }
    }
}
