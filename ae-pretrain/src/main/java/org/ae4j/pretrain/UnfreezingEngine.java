package org.ae4j.pretrain;

import java.util.Arrays;
import org.ae4j.engine.Batch;
import org.ae4j.engine.CompiledEngine;
import org.ae4j.engine.TrainingEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains ever more of a network, phase by phase: rows pass what is still frozen, as in use, and the engine of what is thawed
 * makes the steps. At the end of a phase that engine hands parameters, the updater's state and the count of steps to the
 * next one. DL4J's engine hands out no state: there each phase starts with a fresh one, and the log says so.
 */
final class UnfreezingEngine implements TrainingEngine {
    private static final Logger LOG = LoggerFactory.getLogger(UnfreezingEngine.class);

    private final ThawedNetworks networks;
    private int phase;
    private int steps;
    private double rateFactor = 1;
    private FrozenPrefix prefix; // null in the last phase
    private TrainingEngine engine;

    /**
     * Starts in the first phase.
     *
     * @param parameters of the last phase's network
     * @throws org.ae4j.InvalidSpecException if the encoder cannot be cut where a phase needs it
     */
    UnfreezingEngine(ThawedNetworks networks, float[] parameters) {
        this.networks = networks;
        networks.checkCuts();
        int frozen = networks.phases().get(0).frozen();
        this.prefix = networks.prefix(frozen, parameters);
        this.engine = networks.engine(networks.trained(frozen, 0), behind(prefix, parameters));
    }

    /** The engine of the phase that the run is in. */
    TrainingEngine current() {
        return engine;
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public double step(Batch batch) {
        boolean isLast = phase == networks.phases().size() - 1;
        if (!isLast && steps == networks.phases().get(phase + 1).epochs() * networks.stepsPerEpoch()) {
            thaw();
        }
        steps++;
        return engine.step(passed(batch));
    }

    @Override
    public double loss(Batch batch) {
        return engine.loss(passed(batch));
    }

    private Batch passed(Batch batch) {
        return prefix == null
                ? batch
                : new Batch(
                        prefix.forward().apply(batch.input(), batch.rows()),
                        batch.target(),
                        batch.rows(),
                        batch.weights(),
                        batch.classes());
    }

    /** Goes on to the next phase. */
    void thaw() {
        float[] parameters = parameters();
        phase++;
        int frozen = networks.phases().get(phase).frozen();
        closePrefix();
        prefix = frozen == networks.frozen() ? null : networks.prefix(frozen, parameters);
        float[] thawed = behind(prefix, parameters);
        TrainingEngine before = engine;
        engine = networks.engine(networks.trained(frozen, 0), thawed);
        if (before instanceof CompiledEngine old && engine instanceof CompiledEngine next) {
            CarriedState.carry(old, next);
        } else {
            LOG.info("the updater starts afresh as block {} is thawed: DL4J's engine hands out no state", frozen);
            engine.close();
            engine = networks.engine(networks.trained(frozen, steps), thawed);
        }
        before.close();
        engine.scaleLearningRate(rateFactor);
    }

    @Override
    public double learningRate() {
        return engine.learningRate();
    }

    @Override
    public void scaleLearningRate(double factor) {
        rateFactor *= factor;
        engine.scaleLearningRate(factor);
    }

    /** Of the last phase's network. */
    @Override
    public float[] parameters() {
        return prefix == null ? engine.parameters() : joined(prefix.parameters(), engine.parameters());
    }

    @Override
    public void close() {
        engine.close();
        closePrefix();
    }

    private void closePrefix() {
        if (prefix != null) {
            prefix.close();
        }
    }

    private static float[] behind(FrozenPrefix prefix, float[] parameters) {
        return prefix == null
                ? parameters
                : Arrays.copyOfRange(parameters, prefix.parameters().length, parameters.length);
    }

    /** DL4J's flat view holds layers in order: what is frozen, then what is trained. */
    static float[] joined(float[] frozen, float[] trained) {
        float[] all = Arrays.copyOf(frozen, frozen.length + trained.length);
        System.arraycopy(trained, 0, all, frozen.length, trained.length);
        return all;
    }
}
