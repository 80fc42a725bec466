package org.ae4j.train;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.ae4j.engine.Batch;
import org.ae4j.engine.TrainingEngine;
import org.ae4j.layer.LossPart;

/** The loop that all training shares: epochs of steps, validation, patience, and the end of a run that diverges. */
public final class TrainingLoop {
    /**
     * What a run leaves.
     *
     * @param parameters of the network, in the order of DL4J's flat view
     * @param history how it went
     */
    public record Outcome(float[] parameters, History history) {}

    private final TrainingPlan plan;
    private final TrainingEngine engine;
    private final List<TrainingListener> listeners;
    private final Set<LossPart> parts;
    private final Optional<Plateau> plateau;
    private final List<EpochResult> epochs = new ArrayList<>();
    private int bestEpoch;
    private float[] bestParameters;

    /** One run of an engine; the loop does not close it. */
    public TrainingLoop(TrainingPlan plan, TrainingEngine engine, List<TrainingListener> listeners) {
        this(plan, engine, listeners, Set.of());
    }

    /** The same, with these parts of the loss in the history. */
    TrainingLoop(TrainingPlan plan, TrainingEngine engine, List<TrainingListener> listeners, Set<LossPart> parts) {
        this.plan = plan;
        this.parts = Set.copyOf(parts);
        this.engine = engine;
        this.listeners = List.copyOf(listeners);
        this.plateau = Plateau.of(plan);
    }

    /**
     * Trains.
     *
     * @param train at least one row
     * @param validation no rows where nothing is validated
     * @return with patience the best parameters by validation loss, without it the last
     * @throws TrainingDivergedException if a loss becomes NaN or infinite
     */
    public Outcome run(Batches train, Batches validation) {
        int planned = plan.epochsFor(train.count());
        boolean patient = true;
        for (int epoch = 1; epoch <= planned && patient; epoch++) {
            EpochResult result = epoch(epoch, train, validation);
            keepIfBest(result);
            listeners.forEach(listener -> listener.onEpoch(result));
            patient = plan.patience() == 0 || epoch - bestEpoch < plan.patience();
        }
        boolean keepBest = plan.patience() > 0;
        var history = new History(epochs, keepBest ? bestEpoch : epochs.size(), epochs.size() < planned);
        listeners.forEach(listener -> listener.onEnd(history));
        return new Outcome(keepBest ? bestParameters : engine.parameters(), history);
    }

    private EpochResult epoch(int epoch, Batches train, Batches validation) {
        double sum = 0;
        int step = 0;
        var means = new EpochParts(parts);
        engine.beginEpoch();
        Iterator<Batch> batches = train.shuffled(epoch);
        while (batches.hasNext()) {
            Batch batch = batches.next();
            double loss = engine.step(batch);
            step++;
            checkFinite(loss, epoch, step);
            sum += loss * batch.rows();
            means.add(engine, batch.rows());
            for (TrainingListener listener : listeners) {
                listener.onStep(epoch, step, loss);
            }
        }
        engine.endEpoch();
        OptionalDouble validationLoss =
                validation.rows() == 0 ? OptionalDouble.empty() : OptionalDouble.of(loss(validation));
        checkFinite(validationLoss.orElse(0), epoch, step);
        double trainLoss = sum / train.rows();
        lowerRate(validationLoss.orElse(trainLoss));
        return new EpochResult(epoch, trainLoss, validationLoss, engine.learningRate(), means.means(train.rows()));
    }

    private void lowerRate(double loss) {
        double factor = plateau.map(watch -> watch.factorAfter(loss)).orElse(1.0);
        if (factor < 1) {
            engine.scaleLearningRate(factor);
        }
    }

    private double loss(Batches rows) {
        double sum = 0;
        Iterator<Batch> batches = rows.inOrder();
        while (batches.hasNext()) {
            sum += engine.loss(batches.next());
        }
        return sum / rows.rows();
    }

    private void keepIfBest(EpochResult result) {
        epochs.add(result);
        if (bestEpoch == 0 || measure(result) < measure(epochs.get(bestEpoch - 1))) {
            bestEpoch = result.epoch();
            bestParameters = engine.parameters();
        }
    }

    private static double measure(EpochResult result) {
        return result.validationLoss().orElse(result.trainLoss());
    }

    private void checkFinite(double loss, int epoch, int step) {
        if (!Double.isFinite(loss)) {
            String kept = bestEpoch == 0 ? "no epoch was completed" : "the weights of epoch " + bestEpoch + " are kept";
            throw new TrainingDivergedException(
                    "the loss became %s in epoch %d, batch %d; %s; likely the learning rate (%s) is too high: lower it, clip gradients, or look for extreme values in the data"
                            .formatted(loss, epoch, step, kept, engine.learningRate()),
                    epoch,
                    step,
                    bestParameters);
        }
    }
}
