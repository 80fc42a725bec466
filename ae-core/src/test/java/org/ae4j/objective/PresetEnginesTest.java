package org.ae4j.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.compile.Optimization;
import org.ae4j.data.Schema;
import org.ae4j.engine.EngineChoice;
import org.ae4j.engine.Engines;
import org.ae4j.engine.TrainingEngine;
import org.ae4j.engine.program.ProgramReader;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Preset;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.learning.config.Adam;

/** What of the presets still runs on DL4J's engine on the CPU: nothing. A preset that does would have to be listed here. */
class PresetEnginesTest {
    private static final List<Preset> ON_DL4J = List.of();

    static Stream<Arguments> presets() {
        return SmallSpecs.presetsAndSchemas().map(PresetEnginesTest::arguments);
    }

    private static Arguments arguments(Map.Entry<Preset, Schema> pair) {
        return Arguments.of(pair.getKey(), pair.getKey().spec(pair.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("presets")
    void everyNetworkOfAPresetIsCompiled(Preset preset, AutoencoderSpec spec) {
        var asked = new ArrayList<MultiLayerConfiguration>();
        var optimization = new Optimization(new Adam(1e-3), GradientNormalization.None, 1, 3);
        NetworkSource source = (network, loss, parameters) -> {
            asked.add(network);
            return Engines.network(EngineChoice.COMPILED, network, loss, parameters, 1);
        };
        try (TrainingEngine joint = new JointNetworks(spec, optimization, Optional.empty(), source).training(5, 2)) {
            assertThat(joint.name()).isEqualTo(ON_DL4J.contains(preset) ? "dl4j" : "compiled");
        }
        var plan = new NetworkPlan(spec);
        asked.add(plan.encoder());
        asked.add(plan.decoder());
        if (plan.isOneNetwork()) {
            asked.add(plan.whole(optimization));
        }
        assertThat(asked).hasSizeGreaterThanOrEqualTo(4);
        asked.forEach(
                network -> assertThatCode(() -> ProgramReader.read(network)).doesNotThrowAnyException());
    }
}
