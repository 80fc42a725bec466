package org.ae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ae4j.data.Samples;
import org.ae4j.file.Json;
import org.ae4j.spec.Architecture;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;

/** Models of the user's own layers at the command line. */
class OwnArchitectureCommandsTest {
    @TempDir
    Path folder;

    @Test
    void infoNamesTheLayersInWordsAndItsJsonTrainsTheSameArchitecture() throws IOException {
        Path model = folder.resolve("own.safetensors");
        Samples data = Samples.builtIn("sensors", 42);
        var spec = Presets.dense(data.schema()).code(3).architecture(Architecture.of(layer("wide", 9), layer(null, 7)));
        Trainer.of(spec, TrainingPlan.defaults().epochs(1)).fit(data).model().save(model);

        String shown = Run.good("info", model).out();
        assertThat(shown)
                .contains(
                        "own, wide: DenseLayer to 9, ActivationSwish; code; decoder0: DenseLayer to 7, ActivationSwish\n")
                .doesNotContain("@class");

        var info = Run.good("info", model, "--json").json();
        Path config = folder.resolve("own.json");
        Files.writeString(config, Json.write(info));
        Path again = folder.resolve("again.safetensors");
        Run.good("train", "--data", "sensors", "--config", config, "--out", again);
        assertThat(Run.good("info", again, "--json").json().at("/spec/architecture"))
                .isEqualTo(info.at("/spec/architecture"));
    }

    private static MultiLayerConfiguration layer(String name, int width) {
        return new NeuralNetConfiguration.Builder()
                .activation(Activation.SWISH)
                .list()
                .layer(new DenseLayer.Builder().name(name).nOut(width).build())
                .build();
    }
}
