package org.ae4j.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.learning.config.IUpdater;

/** The learning rates of a DL4J network, which are scaled by changing the updaters of its configuration. */
final class ScaledRates {
    private final MultiLayerNetwork network;
    private final List<ScaledRate> rates = new ArrayList<>();

    ScaledRates(MultiLayerNetwork network) {
        this.network = network;
    }

    /** Multiplies every learning rate from now on. */
    void scale(double factor) {
        if (rates.isEmpty()) {
            updaters().forEach(updater -> rates.add(ScaledRate.inPlaceOf(updater)));
        }
        rates.forEach(rate -> rate.scale(factor));
    }

    /** Each updater with a rate once: blocks of layers hold the same ones. */
    private Set<IUpdater> updaters() {
        Set<IUpdater> updaters = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Layer layer : network.getLayers()) {
            for (String parameter : layer.paramTable(false).keySet()) {
                IUpdater updater = layer.getConfig().getUpdaterByParam(parameter);
                if (updater.hasLearningRate()) {
                    updaters.add(updater);
                }
            }
        }
        return updaters;
    }
}
