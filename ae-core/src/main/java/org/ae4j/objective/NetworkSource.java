package org.ae4j.objective;

import java.util.List;
import java.util.Optional;
import org.ae4j.engine.TrainableNetwork;
import org.ae4j.layer.OutputGroup;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;

/** Where networks come from. */
@FunctionalInterface
interface NetworkSource {
    /**
     * A network.
     *
     * @param loss output groups; none for a network whose output's gradient others find
     * @param parameters to go on from; empty for fresh ones
     */
    TrainableNetwork network(
            MultiLayerConfiguration configuration, List<OutputGroup> loss, Optional<float[]> parameters);
}
